import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerInit } from '../../src/cli/ledger-init.ts';
import { readLedgerPolicy } from '../../src/policy/ledger-policy.ts';
import { type Acme, startAcme } from '../standin/github/acme.ts';
import { KEY, KEY_TEXT, ledgerKey } from './sample.ts';

const pem = (key = KEY) => String(key.export({ format: 'pem', type: 'pkcs8' }));
const repository = { owner: 'acme', name: 'gov' };

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
});
afterAll(() => acme.close());

/** What the command said, and its exit code or the message with which it refused. */
async function init(env: Record<string, string>): Promise<{ said: string; ended: number | string }> {
  const lines: string[] = [];
  const run = ledgerInit({ repository, api: `${acme.origin}/api/v3` }, env, (line) => void lines.push(line));
  const ended = await run.catch((error: unknown) => (error instanceof Error ? error.message : 'no error'));
  return { said: lines.join('\n'), ended };
}
const tip = () => acme.world.repositories.get(9001)?.git.branch('ledger');

describe('`ledger init`', () => {
  it('names what is missing, and begins nothing', async () => {
    const token = acme.seed.token('admin');
    expect((await init({ LEDGER_KEY: pem() })).ended).toMatch(/^expected GITHUB_TOKEN, seen nothing/);
    expect((await init({ GITHUB_TOKEN: token })).ended).toMatch(
      /^expected LEDGER_KEY or LEDGER_KEY_PATH, seen nothing/,
    );
    expect((await init({ GITHUB_TOKEN: token, LEDGER_KEY: 'secret' })).ended).toMatch(/^expected Ed25519 private keys/);
    expect((await init({ GITHUB_TOKEN: token, LEDGER_KEY: pem() + pem(ledgerKey(2)) })).ended).toMatch(
      /^expected one ledger key/,
    );
    expect((await init({ GITHUB_TOKEN: token, LEDGER_KEY_PATH: '/none' })).ended).toMatch(
      /^expected LEDGER_KEY_PATH .*`\/none` \(ENOENT\)\nhint: /,
    );
    expect(tip()).toBeUndefined();
  });

  it('needs somebody who may write', async () => {
    expect((await init({ GITHUB_TOKEN: acme.seed.token('eve'), LEDGER_KEY: pem() })).ended).toBeTypeOf('string');
    expect(tip()).toBeUndefined();
  });

  it('begins with one commit without parent, and says what to put on main', async () => {
    const { said, ended } = await init({
      GITHUB_TOKEN: acme.seed.token('admin'),
      LEDGER_KEY: pem().replaceAll('\n', '\\n'),
    });
    expect(ended).toBe(0);
    const git = acme.world.repositories.get(9001)?.git;
    expect(git?.objects.commit(tip() ?? '')).toMatchObject({
      parents: [],
      message: 'entry 0: the ledger of repository 9001 begins',
    });
    const policy = said.slice(said.indexOf('schema: governance.v1.LedgerPolicy'));
    const read = readLedgerPolicy('policies/ledger.yaml', new TextEncoder().encode(policy));
    expect(read).toMatchObject({ ok: true, value: { keys: [{ key: KEY_TEXT, first: 0 }] } });
    expect(said).toContain('countersign/9001+37d203e7+');
    expect(said).not.toContain('PRIVATE');
  });

  it('refuses where there is a ledger, and leaves it as it is', async () => {
    const before = tip();
    const { said, ended } = await init({ GITHUB_TOKEN: acme.seed.token('admin'), LEDGER_KEY: pem(ledgerKey(2)) });
    expect([said, ended]).toEqual(['no ledger was begun: the branch `ledger` exists', 1]);
    expect(tip()).toBe(before);
  });

  it('is a command, with an exit code of 2 for arguments that cannot be', async () => {
    const main = join(import.meta.dirname, '../../src/cli.ts');
    if (!existsSync(main)) throw new Error('there is no src/cli.ts');
    const run = promisify(execFile);
    const failed = await run(process.execPath, [main, 'ledger', 'init', '--repository', 'gov']).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 2 });
  });
});
