import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edited, IDENTITY, ISSUER, sealWith, withSigstore } from '../seal/sealing.ts';
import { runStep } from './step.ts';

const PROVENANCE = 'https://slsa.dev/provenance/v1';
const ARTIFACT = 'the artifact';
const SUM = createHash('sha256').update(ARTIFACT).digest('hex');
const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));
const file = (name: string, content: string | object | Uint8Array) =>
  writeFileSync(
    join(workspace, name),
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );

const inputs = {
  command: 'verify',
  subject: 'app.tgz',
  bundle: 'bundle.json',
  'trusted-root': 'trusted-root.json',
  profile: 'public',
  identity: IDENTITY,
  issuer: ISSUER,
};
/** A step in the workspace that verifies, but for what the test changes. */
const verify = (changed: Readonly<Record<string, string>> = {}) =>
  runStep({ cwd: workspace, inputs: { ...inputs, ...changed } });

beforeAll(async () => {
  const statement = (type: string, sums: readonly string[]) =>
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: sums.map((sha256) => ({ name: 'app.tgz', digest: { sha256 } })),
      predicateType: type,
      predicate: {},
    });
  await withSigstore({}, async (sigstore) => {
    const bundle = await sealWith(sigstore, statement(PROVENANCE, ['0'.repeat(64), SUM]));
    file('app.tgz', ARTIFACT);
    file('bundle.json', bundle);
    file('trusted-root.json', sigstore.trustedRoot);
    file('other.tgz', 'another artifact');
    file('hostile.json', await sealWith(sigstore, statement('x\n::set-output name=verified::true | @acme <b>', [SUM])));
    file('edited.json', edited(bundle, 'dsseEnvelope.payloadType', 'text/plain'));
    file('twice.json', JSON.stringify(bundle).replace('{', '{"mediaType":"x",'));
    file('lines.jsonl', `${JSON.stringify(bundle)}\n${JSON.stringify(bundle)}\n`);
    file('latin.json', Uint8Array.of(0x22, 0xe9, 0x22));
    file('noise.json', 'x'.repeat(10_000_000));
    file('brackets.json', '['.repeat(1_000_000));
    file('empty.json', {});
    file('large.json', '');
    truncateSync(join(workspace, 'large.json'), 2 ** 26);
    mkdirSync(join(workspace, 'folder'));
    symlinkSync('loop', join(workspace, 'loop'));
  });
});

describe('verify', () => {
  it('passes what proves all that is demanded, and says what it was', async () => {
    const ended = await verify({ 'predicate-type': PROVENANCE });
    expect(ended).toMatchObject({ exit: 0, error: '' });
    expect(ended.log).toBe(`verified\nsha256:${SUM} is the subject of ${PROVENANCE}, signed by ${IDENTITY}\n`);
    expect(ended.outputs).toEqual({
      verified: 'true',
      digest: `sha256:${SUM}`,
      'signed-at': '2026-11-22T09:00:00Z',
      'predicate-type': PROVENANCE,
    });
  });

  it('shows on the page of the run what was proven, and what of it nobody demanded', async () => {
    const { summary } = await verify({ subject: `sha256:${SUM}` });
    expect(summary).toContain('### Countersign: verified');
    expect(summary).toContain(`| subject | \`sha256:${SUM}\` | yes |`);
    expect(summary).toContain(`| signer | \`${IDENTITY}\` | yes |`);
    expect(summary).toContain(`| predicate type | \`${PROVENANCE}\` | no |`);
    expect(summary).toContain('| repository id | not said | no |');
  });

  it.each([
    ['another file', { subject: 'other.tgz' }, 'attestation-subject-mismatch'],
    ['another digest', { subject: `sha256:${'f'.repeat(64)}` }, 'attestation-subject-mismatch'],
    ['a part of the identity', { identity: IDENTITY.slice(0, -1) }, 'attestation-identity-mismatch'],
    ['a pattern', { identity: '.*' }, 'attestation-identity-mismatch'],
    ['another issuer', { issuer: `${ISSUER}/` }, 'attestation-identity-mismatch'],
    ['another predicate type', { 'predicate-type': 'https://spdx.dev/Document' }, 'attestation-missing'],
    ['another repository', { 'source-repository-id': '7' }, 'attestation-identity-mismatch'],
    [
      'a runner that the certificate does not name',
      { 'runner-environment': 'github-hosted' },
      'attestation-identity-mismatch',
    ],
    ['an edited bundle', { bundle: 'edited.json' }, 'attestation-invalid'],
    ['no bundle at all', { bundle: 'empty.json' }, 'attestation-invalid'],
    ['a trusted root that is none', { 'trusted-root': 'empty.json' }, 'trust-root-stale'],
  ])('proves nothing about %s: exit 1, and only that is put out', async (_, changed, code) => {
    const ended = await verify(changed);
    expect(ended).toMatchObject({ exit: 1, outputs: { verified: 'false' } });
    expect(ended.outputs).toEqual({ verified: 'false' });
    expect(ended.error).toMatch(new RegExp(`^${code}: expected .+, seen .+\n  hint: .+`));
    expect(ended.log).toMatch(/^::error title=countersign%3A not proven::/);
    expect(ended.summary).toContain(`| reason | \`${code}\` |`);
  });

  it('names every file that is wrong in one go: exit 2, nothing put out', async () => {
    const ended = await verify({ subject: 'gone.tgz', bundle: 'folder', 'trusted-root': 'latin.json' });
    expect(ended).toMatchObject({ exit: 2, outputs: {}, summary: '' });
    expect(ended.error).toContain('input-file: expected `subject` to be a file');
    expect(ended.error).toContain('seen `gone.tgz`, which does not exist');
    expect(ended.error).toContain('seen `folder`, which is no file');
    expect(ended.error).toContain('seen `latin.json`, which is no JSON: not UTF-8');
  });

  it.each([
    ['a key twice', 'twice.json', 'duplicate key `mediaType`'],
    ['several lines of JSON', 'lines.jsonl', 'which is no JSON'],
    ['ten million characters', 'noise.json', 'which is no JSON'],
    ['a million brackets', 'brackets.json', 'which is no JSON'],
    ['more than anybody attests', 'large.json', 'which has 67108864 bytes'],
    ['a link without end', 'loop', 'which is a link without end'],
    ['a device', '/dev/zero', 'which is no file'],
    ['a path with a line break and a command', 'x\n::set-output name=verified::true', 'which does not exist'],
  ])('takes no bundle from %s: exit 2', async (_, bundle, seen) => {
    const ended = await verify({ bundle });
    expect(ended).toMatchObject({ exit: 2, outputs: {} });
    expect(ended.error).toContain(seen);
    expect(ended.error).toContain('input-file: expected `bundle` to be a file that holds one Sigstore bundle');
    expect(ended.log.split('\n')).toHaveLength(2);
  });

  it('J10: quotes what somebody signed where nothing can come of it: log, output and page', async () => {
    const ended = await verify({ bundle: 'hostile.json' });
    expect(ended.exit).toBe(0);
    expect(ended.log.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
    expect(ended.outputs['predicate-type']).toBe('x\n::set-output name=verified::true | @acme <b>');
    expect(Object.keys(ended.outputs)).toEqual(['verified', 'digest', 'signed-at', 'predicate-type']);
    expect(ended.summary).toContain('| predicate type | `x ::set-output name=verified::true \\| @acme <b>` | no |');
  });

  it('decides nothing when it cannot put out the result: exit 3, and not a word of "verified"', async () => {
    const ended = await runStep({ cwd: workspace, inputs, env: { GITHUB_OUTPUT: join(workspace, 'nowhere') } });
    expect(ended).toMatchObject({ exit: 3, error: expect.stringContaining('Missing file') });
    expect(ended.log).toMatch(/^::error title=countersign%3A could not decide::/);
    expect(ended.log).not.toContain('verified');
  });

  it('J13: says nothing of the tokens that a job holds', async () => {
    const env = { GITHUB_TOKEN: 'ghs_secret', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'eyJsecret' };
    for (const changed of [{}, { identity: 'https://example.com' }, { bundle: 'gone' }]) {
      const ended = await runStep({ cwd: workspace, inputs: { ...inputs, ...changed }, env });
      expect(JSON.stringify(ended)).not.toContain('secret');
    }
  });
});
