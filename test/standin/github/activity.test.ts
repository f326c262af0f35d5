import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const push = (branch: string, by: string, more = {}) =>
  acme.acts.push({ repository: 'acme/gov', branch, by, files: { [`${by}-${acme.clock.now()}`]: 'x' }, ...more });
const rows = async (query = {}) => (await acme.bot().rest.repos.listActivities({ ...gov, ...query })).data;

describe('the activity log', () => {
  it('names who was logged in, not who the commit says, with before, after and time; newest first', async () => {
    const first = push('topic', 'ann', { author: { name: 'Ben', email: 'ben@acme.test' } });
    acme.clock.advance(10);
    const second = push('topic', 'ben');
    expect(await rows({ ref: 'topic' })).toMatchObject([
      {
        before: first,
        after: second,
        actor: { login: 'ben' },
        activity_type: 'push',
        timestamp: '2026-11-22T09:00:10Z',
      },
      { before: '0'.repeat(40), after: first, actor: { login: 'ann' }, activity_type: 'branch_creation' },
    ]);
  });

  it('knows force pushes, deletions and merges of pull requests', async () => {
    const number = await openPacket(acme);
    push('topic', 'ann');
    push('topic', 'ann', { onto: 'main', force: true, files: { other: '1' } });
    acme.acts.move({ repository: 'acme/gov', branch: 'topic', by: 'ben', to: null });
    await acme.as('ann').rest.pulls.merge({ ...gov, pull_number: number });
    expect((await rows()).map(({ activity_type, actor }) => [activity_type, actor?.login]).slice(0, 4)).toEqual([
      ['pr_merge', 'ann'],
      ['branch_deletion', 'ben'],
      ['force_push', 'ann'],
      ['branch_creation', 'ann'],
    ]);
    expect(await rows({ activity_type: 'force_push' })).toHaveLength(1);
    expect(await rows({ actor: 'ben' })).toHaveLength(1);
  });

  it('pages by cursor, forward and back', async () => {
    for (const branch of ['a', 'b', 'c']) push(branch, 'ann');
    const page = async (url: string) => {
      const answer = await acme.bot().request(`GET ${url}`);
      const link = (rel: string) => new RegExp(`<([^>]+)>; rel="${rel}"`).exec(answer.headers.link ?? '')?.[1];
      return { refs: answer.data.map(({ ref }: { ref: string }) => ref), next: link('next'), prev: link('prev') };
    };
    const first = await page(`${acme.origin}/api/v3/repos/acme/gov/activity?per_page=3`);
    expect(first.refs).toEqual(['refs/heads/c', 'refs/heads/b', 'refs/heads/a']);
    const second = await page(first.next ?? '');
    expect([second.refs, second.next]).toEqual([['refs/heads/main'], undefined]);
    expect((await page(second.prev ?? '')).refs).toEqual(first.refs);
  });

  it('shows no actor once the account is gone, and no row that was forged away', async () => {
    push('topic', 'mal', { unjudged: true });
    acme.acts.deleteAccount('mal');
    expect((await rows({ ref: 'refs/heads/topic' }))[0]?.actor).toBeNull();
    acme.world.repositories.get(9001)?.activity.pop();
    expect(await rows({ ref: 'refs/heads/topic' })).toEqual([]);
  });
});
