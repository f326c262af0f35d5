import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Write, WriteVerdict } from '../../../src/standin/github/server/writes.ts';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
let bot: ReturnType<Acme['bot']>;
beforeEach(async () => {
  acme = await startAcme();
  bot = acme.bot();
  await bot.rest.repos.get(gov);
});
afterEach(() => acme.close());

const open = (title: string) => bot.rest.issues.create({ ...gov, title });
const titles = () => [...(acme.world.repositories.get(9001)?.issues.values() ?? [])].map(({ title }) => title);
const broken = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: { status: number }) => error.status,
  );
const CREATE = { method: 'POST', path: '/repos/acme/gov/issues' };

describe('a fault', () => {
  it('answers 5xx without doing it, as often as it says, and then no more', async () => {
    acme.faults.add({ match: CREATE, harm: { kind: 'answer', status: 503 }, times: 2 });
    expect([await broken(open('a')), await broken(open('b')), await broken(open('c'))]).toEqual([503, 503, 'answered']);
    expect(titles()).toEqual(['c']);
  });

  it('lets some requests pass first', async () => {
    acme.faults.add({ match: { path: '/repos/*/*/issues' }, harm: { kind: 'answer', status: 502 }, skip: 1 });
    expect([await broken(open('a')), await broken(open('b'))]).toEqual(['answered', 502]);
  });

  it('does it and then answers 502, or breaks the connection', async () => {
    acme.faults.add({ match: CREATE, harm: { kind: 'lose' } });
    acme.faults.add({ match: CREATE, harm: { kind: 'cut', done: true } });
    acme.faults.add({ match: CREATE, harm: { kind: 'cut', done: false } });
    expect(await broken(open('lost'))).toBe(502);
    expect(await broken(open('cut after'))).toBe(500);
    expect(titles()).toEqual(['lost', 'cut after']);
  });

  it('makes a request hang until it is released, which nobody waits for', async () => {
    acme.faults.add({ match: CREATE, harm: { kind: 'hang' } });
    const hanging = open('slow');
    while (acme.faults.hanging === 0) await acme.settled();
    expect(titles()).toEqual([]);
    acme.faults.release();
    expect((await hanging).data.title).toBe('slow');
  });

  it('limits: by the hour with a reset, or secondary with and without a time to wait', async () => {
    const limit = { kind: 'limit', seconds: 90 } as const;
    acme.faults.add({ match: CREATE, harm: { ...limit, status: 403, limit: 'primary' } });
    acme.faults.add({ match: CREATE, harm: { ...limit, status: 429, limit: 'secondary' } });
    acme.faults.add({ match: CREATE, harm: { kind: 'limit', status: 403, limit: 'secondary' } });
    const headers = async () => {
      const answer = await fetch(`${acme.origin}/api/v3/repos/acme/gov/issues`, { method: 'POST' });
      const {
        'x-ratelimit-remaining': remaining,
        'x-ratelimit-reset': reset,
        'retry-after': retry,
      } = Object.fromEntries(answer.headers);
      return {
        status: answer.status,
        remaining,
        reset,
        retry,
        text: ((await answer.json()) as { message: string }).message.slice(0, 32),
      };
    };
    const reset = String(acme.clock.now() / 1000 + 90);
    expect(await headers()).toMatchObject({ status: 403, remaining: '0', reset });
    expect(await headers()).toMatchObject({ status: 429, retry: '90', text: 'You have exceeded a secondary ra' });
    expect(await headers()).toMatchObject({ status: 403, retry: undefined, text: 'You have exceeded a secondary ra' });
  });

  it('limits GraphQL by the hour in an answer of status 200', async () => {
    acme.faults.add({ match: { path: '/graphql' }, harm: { kind: 'limit', status: 403, limit: 'primary' } });
    const answer = await bot.request('POST /graphql', { query: '{ viewer { login } }' });
    expect(answer.data).toMatchObject({ errors: [{ type: 'RATE_LIMITED' }] });
    expect(answer.headers['x-ratelimit-remaining']).toBe('0');
  });

  it('meets GraphQL by the name of the operation, and one account only where it says so', async () => {
    const fault = { match: { operation: 'Who', by: 'gate[bot]' }, harm: { kind: 'answer', status: 502 } } as const;
    acme.faults.add(fault);
    expect(await acme.as('ann').graphql('query Who { viewer { login } }')).toEqual({ viewer: { login: 'ann' } });
    expect(await broken(bot.graphql('query Other { viewer { login } }'))).toBe('answered');
    expect(await broken(bot.graphql('query Who { viewer { login } }'))).toBe(502);
  });
});

describe('the log of requests', () => {
  it('tells reads from writes, a mutation from a query, and leaves tokens out of both', async () => {
    await open('a');
    await bot.graphql('{ viewer { login } }');
    const mutation = 'mutation M($i: AddCommentInput!) { addComment(input: $i) { clientMutationId } }';
    await bot.graphql(mutation, { i: { subjectId: 'I_none', body: 'x' } }).catch(() => undefined);
    expect(acme.requests.map(({ kind, operation, by }) => [kind, operation, by])).toEqual([
      ['token', undefined, null],
      ['read', undefined, 'gate[bot]'],
      ['write', undefined, 'gate[bot]'],
      ['read', 'viewer', 'gate[bot]'],
      ['write', 'M', 'gate[bot]'],
    ]);
  });
});

describe('the hook of writes', () => {
  it('is asked before and after every write and nothing else, with its number', async () => {
    const asked: Write[] = [];
    acme.onWrite((write) => {
      asked.push(write);
      return 'proceed';
    });
    await open('a');
    await bot.rest.repos.get(gov);
    const number = await openPacket(acme);
    expect(asked.map(({ number: count, phase, by, status }) => [count, phase, by, status])).toEqual([
      [1, 'before', 'gate[bot]', undefined],
      [1, 'after', 'gate[bot]', 201],
      [2, 'before', 'eve', undefined],
      [2, 'after', 'eve', 201],
    ]);
    expect(number).toBe(2);
  });

  it.each<[WriteVerdict, Write['phase'], number, boolean]>([
    ['refuse', 'before', 502, false],
    ['cut', 'before', 500, false],
    ['lose', 'after', 502, true],
    ['cut', 'after', 500, true],
  ])('%s in phase %s: seen as %i, done: %s', async (verdict, at, seen, done) => {
    acme.onWrite(({ phase }) => (phase === at ? verdict : 'proceed'));
    expect(await broken(open('a'))).toBe(seen);
    expect(titles()).toEqual(done ? ['a'] : []);
    acme.onWrite(undefined);
    expect((await refusal(bot.rest.issues.get({ ...gov, issue_number: 99 }))).status).toBe(404);
  });
});
