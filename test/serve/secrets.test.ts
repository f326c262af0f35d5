import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { filesOf } from '../../src/standin/github/git/tree.ts';
import { playOn } from '../rehearse/play.ts';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
const [, keyText = ''] = pem.split('\n');
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = `${part({ alg: 'RS256' })}.${part({ iss: '1', aud: 'sigstore' })}.c2lnbmF0dXJl`;

/** What is said, and what of it nobody may read. */
const SECRETS: Readonly<Record<string, readonly [said: string, secret: string]>> = {
  'an installation token': ['ghs_16C7e42F292c6912E7710c838347Ae178B4a', 'ghs_16C7e42F292c6912E7710c838347Ae178B4a'],
  'a person’s token': ['github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuv', '11ABCDEFG0abcdefghijkl_mnopqrstuv'],
  'an identity token': [jwt, jwt.split('.')[1] ?? ''],
  'a private key': [pem.replaceAll('\n', ' '), keyText],
  'a webhook secret': ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  'a password in an address': ['https://x-access-token:hunter2hunter2@github.com/acme', 'hunter2hunter2'],
};

let stage: Stage;
const logged: string[] = [];

/** GitHub quotes a secret as it refuses the merge, a person writes it in a command, and a packet has it as its title. */
beforeAll(async () => {
  const log = (line: string) => logged.push(line);
  stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: {}, log });
  const play = playOn(stage);
  for (const [at, [said]] of Object.values(SECRETS).entries()) {
    const pull = `ask-${at}`;
    const message = `Bad credentials: ${said}`.slice(0, 200);
    const steps: object[] = [
      { open: { pull, by: 'packet-agent', packet: `bpe-2026-1${at}`, change: { title: said.slice(0, 110).trim() } } },
      { fail: { request: 'merge', how: 'refuse', status: 405, message } },
      { review: { pull, by: 'ann', state: 'approve' } },
      { review: { pull, by: 'ben', state: 'approve' } },
      { comment: { pull, by: 'ann', text: `/countersign deny ${said}` } },
      { fail: { request: 'look', how: 'refuse', status: 401, message } },
      { comment: { pull, by: 'ann', text: `/countersign ${said}` } },
    ];
    for (const step of steps) {
      await playStep(play, step);
      await stage.pass(1000);
    }
    stage.github.faults.clear();
  }
}, 120_000);
afterAll(() => stage.close());

describe('J13: a secret that somebody quotes', () => {
  it.each(Object.entries(SECRETS))('is in no log, page, comment or entry: %s', (_, [, secret]) => {
    const { repository, github } = stage;
    const own = github.world.app.account;
    const checks = repository.runs.map(({ output }) => JSON.stringify(output));
    const comments = [...repository.pulls.values()].flatMap((pull) => pull.comments);
    const written = comments.flatMap(({ author, body }) => (author === own ? [body] : []));
    const { objects } = repository.git;
    const tree = objects.commit(repository.git.branch('ledger') ?? '')?.tree ?? '';
    const entries = filesOf(objects, tree)
      .filter(({ path }) => path.startsWith('entries/'))
      .map(({ oid }) => Buffer.from(objects.blob(oid) ?? '').toString());
    expect([checks.length, written.length, entries.length, logged.length].map((count) => count > 0)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    // What GitHub said of the merges is in there: every packet was a go once.
    const refused = entries.filter((text) => text.includes('"result":"refused"') && text.includes('merge-refused'));
    expect(refused).toHaveLength(Object.keys(SECRETS).length);
    for (const text of [...checks, ...written, ...entries, ...logged]) expect(text).not.toContain(secret);
  });

  it('is named where it was: people are told that something is missing', () => {
    const comments = [...stage.repository.pulls.values()].flatMap((pull) => pull.comments);
    expect(comments.some(({ body }) => body.includes('(secret left out)'))).toBe(true);
    expect(logged.some((line) => line.includes('(secret left out)'))).toBe(true);
  });
});
