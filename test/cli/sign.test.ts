import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireRead } from '../../src/cli/evidence/named.ts';
import { signDecision } from '../../src/cli/sign/sign-decision.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { beginStage, playSteps } from '../../src/rehearse/play.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';
import type { Identity } from '../../src/standin/sigstore/token.ts';
import { lastingFolder, newFolder, type Ran, ROOT, ran } from './ran.ts';

const ISSUER = 'https://login.acme.example';
/** A council that counts nobody on a review alone; its packet is released, and the bot has proposed the decision. */
const STORY = `schema: governance.v1.Rehearsal
title: Released, and to be decided
world:
  files:
    policies/councils/release-integrity.yaml: {assurance: review+keyless}
    policies/people.yaml:
      people:
        cyd: {identities: [{issuer: '${ISSUER}', subject: cyd@acme.example}]}
        dan: {identities: [{issuer: '${ISSUER}', subject: dan@acme.example}]}
steps:
  - open: {pull: ask, by: packet-agent}
  - review: {pull: ask, by: ann, state: approve}
  - review: {pull: ask, by: ben, state: approve}
  - expect: {pull: ask, finding: released}
  - call: {pull: verdict, base: council/release-integrity}
`;
const folder = lastingFolder();
const clone = join(folder, 'clone');
const decision = join(clone, 'decisions/bpe-2026-014/r1-d1.yaml');
const config = join(folder, 'signing-config.json');
const git = (...words: string[]) => execFileSync('git', ['-C', clone, ...words], { encoding: 'utf8' });

let stage: Stage;
beforeAll(async () => {
  const rehearsal = requireRead(readRehearsal('story.yaml', new TextEncoder().encode(STORY)));
  stage = await beginStage(rehearsal);
  expect(await playSteps(stage, rehearsal)).toEqual([]);
  execFileSync('git', ['clone', '--quiet', stage.repository.git.dir, clone]);
  git('checkout', '--quiet', stage.pullRequest('verdict').head.ref);
  writeFileSync(config, JSON.stringify(stage.sigstore.signingConfig));
}, 60_000);
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The command with a token of this identity, and whatever is given more. */
async function signedAs(who: Identity, outcome = 'hold', ...more: string[]): Promise<Ran> {
  const token = join(newFolder(), 'token');
  writeFileSync(token, stage.sigstore.issueToken(who));
  const given = ['--signing-config', config, '--identity-token', token];
  return await ran('sign', '--decision', decision, '--outcome', outcome, ...given, ...more);
}
/** The entries of this kind after somebody has approved the decision with a text. */
async function recorded(kind: 'signed' | 'signature-refused', body: string, by = 'cyd') {
  const { number } = stage.pullRequest('verdict');
  await stage.pass(1000);
  await stage.as(by, 'POST /repos/{owner}/{repo}/pulls/{number}/reviews', { number, event: 'APPROVE', body });
  await stage.settle();
  return stage.record.entries.flatMap((entry) => (entry.kind === kind ? [entry.body] : []));
}
/** A comment, and the clone with what came of it. */
async function says(who: string, pull: string, body: string): Promise<void> {
  const { number } = stage.pullRequest(pull);
  await stage.pass(1000);
  await stage.as(who, 'POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body });
  await stage.settle();
  git('fetch', '--quiet', stage.repository.git.dir, '+refs/heads/*:refs/remotes/origin/*');
}
const cyd: Identity = { email: 'cyd@acme.example', issuer: ISSUER };

describe('`sign`', () => {
  it('shows what is signed, and prints a review that the bot counts', async () => {
    const { exit, out, err } = await signedAs(cyd);
    expect(err).toContain('bpe-2026-014, revision 1: ');
    expect(err).toMatch(/you sign +hold\n/);
    expect(err).toMatch(/Signed hold as cyd, cyd@acme\.example of https:\/\/login\.acme\.example, at 2026-/);
    expect(exit).toBe(0);
    expect(out).toMatch(/^\/countersign sign hold\n\n```json\n/);
    expect(await recorded('signed', out)).toMatchObject([
      { person: 'cyd', assurance: 'review+keyless', keyless: { identity: 'cyd@acme.example', issuer: ISSUER } },
    ]);
    expect(await recorded('signed', (await signedAs(cyd, 'reject')).out)).toHaveLength(2);
    // Anybody can read the first, and a thief of the account can paste it.
    const refused = await recorded('signature-refused', out);
    expect(refused.at(-1)).toMatchObject({ code: 'approval-stale', why: expect.stringContaining('one made after') });
    expect(await recorded('signed', 'Nothing more.')).toHaveLength(2);
  });

  it('shows how far an exception reaches before it is signed', async () => {
    const { exit, err } = await signedAs(cyd, 'exception-30d');
    expect(exit).toBe(0);
    expect(err).toMatch(/you sign +exception-30d\n +exception, until /);
    expect(err).toMatch(/ - into \w+, .*looked at again by /);
  });

  it('lets a person log in by browser, at the provider that the signing configuration names', async () => {
    const printed = { tell: '', say: '' };
    const logIn = async (line: string) => {
      printed.tell += `${line}\n`;
      const [address] = /http:\S+/.exec(line) ?? [];
      if (address === undefined) return;
      const body = new URLSearchParams({ email: 'dan@acme.example', issuer: ISSUER });
      await fetch(address, { method: 'POST', body });
    };
    const options = { decision, outcome: 'reject', signingConfig: config, oidcClientId: 'sigstore', browser: false };
    const say = (line: string) => {
      printed.say += line;
    };
    expect(await signDecision(options, { tell: (line) => void logIn(line), say })).toBe(0);
    expect(printed.tell).toContain('Signed reject as dan');
    expect(printed.say).toMatch(/^\/countersign sign reject\n/);
  });

  it.each([
    ['nobody of people.yaml', { email: 'eve@elsewhere.example', issuer: ISSUER }, 'attestation-identity-mismatch'],
    ['a listed name by another issuer', { ...cyd, issuer: 'https://other.example' }, 'attestation-identity-mismatch'],
    ['somebody without a say in the council', { email: 'ann@acme.example', issuer: ISSUER }, 'signer-not-owner'],
  ])('prints nothing for %s: it would not count', async (_, who, code) => {
    const { exit, out, err } = await signedAs(who);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(`${code}: `);
  });

  it.each([
    ['no option of the packet', ['--outcome', 'approve'], 'the outcomes are hold, '],
    ['a file that is no decision', ['--decision', join(clone, 'README.md')], 'decisions/bpe-2026-014/r2-d1.yaml'],
    ['no signing configuration', ['--signing-config', ''], 'SIGSTORE_SIGNING_CONFIG'],
    ['one that the pull request brought', ['--signing-config', join(clone, 'x.json')], 'outside of the clone'],
    ['one that is none', ['--signing-config', join(ROOT, 'package.json')], 'signing configuration v0.2'],
  ])('refuses %s before anybody logs in', async (_, more, hint) => {
    const { exit, out, err } = await signedAs(cyd, 'hold', ...more);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(hint);
  });

  it('L46: takes no settings from the checkout of a pull request', () => {
    writeFileSync(join(clone, '.env'), `SIGSTORE_SIGNING_CONFIG=${config}\n`);
    const words = [join(ROOT, 'src/cli.ts'), 'sign', '--decision', decision, '--outcome', 'hold'];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: clone, encoding: 'utf8' });
    rmSync(join(clone, '.env'));
    expect(status).toBe(2);
    expect(stderr).toContain('expected --signing-config or SIGSTORE_SIGNING_CONFIG, seen neither');
  });

  const changed = (find: RegExp, replace: string) => readFileSync(decision, 'utf8').replace(find, replace);
  it.each([
    ['a draft', () => changed(/status: proposed/, 'status: draft'), 'decision-draft', 1],
    ['another manifest', () => changed(/sha256:\S+/, `sha256:${'1'.repeat(64)}`), 'manifest-unknown', 1],
    ['another place', () => changed(/decision: 1/, 'decision: 2'), 'decision-invalid', 1],
    ['words that nobody committed', () => `${readFileSync(decision, 'utf8')}# more\n`, 'decision-invalid', 1],
    ['a verdict in the file', () => changed(/status: proposed/, 'status: approve'), 'expected', 2],
  ])('refuses %s', async (_, text, said, code) => {
    const before = readFileSync(decision);
    writeFileSync(decision, text());
    const { exit, out, err } = await signedAs(cyd).finally(() => writeFileSync(decision, before));
    expect({ exit, out }).toEqual({ exit: code, out: '' });
    expect(err).toContain(said);
  });

  it('refuses another packet in the clone than the one that was released', async () => {
    const file = join(clone, 'packets/bpe-2026-014/packet.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before}# more\n`);
    const { exit, err } = await signedAs(cyd).finally(() => writeFileSync(file, before));
    expect(exit).toBe(1);
    expect(err).toContain('packet-digest-mismatch: ');
  });

  it('signs nothing while the services are down, or without a token', async () => {
    stage.sigstore.faults.set('fulcio', 'down');
    const { exit, out, err } = await signedAs(cyd).finally(() => stage.sigstore.faults.delete('fulcio'));
    expect({ exit, out }).toEqual({ exit: 3, out: '' });
    expect(err).toContain('expected a certificate from fulcio');
    const without = await signedAs(cyd, 'hold', '--identity-token', join(folder, 'none'));
    expect({ exit: without.exit, out: without.out }).toEqual({ exit: 2, out: '' });
  });

  it('never repeats a token that was given in the place of its file', async () => {
    const token = stage.sigstore.issueToken(cyd);
    const { exit, out, err } = await signedAs(cyd, 'hold', '--identity-token', token);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain('seen a token itself');
    expect(err).not.toContain(token.slice(-20));
  });

  it('refuses what is concluded already, and then what was taken back', async () => {
    await recorded('signed', (await signedAs(cyd, 'reject')).out);
    const dan: Identity = { email: 'dan@acme.example', issuer: ISSUER };
    await recorded('signed', (await signedAs(dan, 'reject')).out, 'dan');
    await says('cyd', 'verdict', '/countersign conclude');
    expect((await signedAs(cyd)).err).toContain('decision-final: ');
    await says('ann', 'ask', '/countersign withdraw it was built anew');
    const { exit, out, err } = await signedAs(cyd);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain('packet-withdrawn: ');
  });

  it('refuses a ledger that is not whole', async () => {
    const before = git('rev-parse', 'refs/remotes/origin/ledger').trim();
    git('update-ref', 'refs/remotes/origin/ledger', 'refs/remotes/origin/main');
    const { exit, out } = await signedAs(cyd).finally(() => git('update-ref', 'refs/remotes/origin/ledger', before));
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
  });
});
