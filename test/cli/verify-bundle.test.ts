import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sigstoreBundleText } from '../../src/cli/sigstore-bundle-text.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { edited, IDENTITY, ISSUER, instance } from '../seal/sealing.ts';
import { forged, newKeys, pem, type Wish } from '../sigstore/forge.ts';
import { newFolder, type Ran, ROOT, ran, written } from './ran.ts';

const ARTIFACT = 'what was built\n';
const sum = createHash('sha256').update(ARTIFACT).digest('hex');
const DIGEST = `sha256:${sum}`;
const statement = (digest: object = { sha256: sum }) =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'app', digest }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {},
  });
const keys = newKeys();
const publicKey = pem('PUBLIC KEY', keys.publicKey.export({ format: 'der', type: 'spki' }));
const byName = ['--certificate-identity', IDENTITY, '--certificate-oidc-issuer', ISSUER];
const message = { content: { message: ARTIFACT } };
const signed = { content: { statement: statement() } };

interface Case {
  readonly bundle: unknown;
  readonly signer?: readonly string[];
  readonly root?: object;
  readonly what?: string;
  readonly artifact?: string;
}

/** Verifies with all that the protocol names, in files. */
async function verify(
  { bundle, signer = byName, root = trustedRootOf(instance, 'v1'), what, artifact = ARTIFACT }: Case,
  ...more: string[]
): Promise<Ran> {
  const dir = written(newFolder(), {
    'bundle.json': typeof bundle === 'string' ? bundle : JSON.stringify(bundle),
    'root.json': JSON.stringify(root),
    'key.pub': publicKey,
    app: artifact,
  });
  const place = (name: string) => join(dir, name);
  const named = signer.map((word) => (word === 'key.pub' ? place(word) : word));
  const files = ['--bundle', place('bundle.json'), '--trusted-root', place('root.json')];
  return ran('verify-bundle', ...files, ...named, ...more, what ?? place('app'));
}
const exitOf = async (asked: Case) => (await verify(asked)).exit;
const byKey = { signer: ['--key', 'key.pub'] };
const managed = (changed: Partial<Wish> = {}) => forged({ ...message, managed: true, keys, ...changed });

describe('a bundle', () => {
  it('that signs the file itself verifies, and says who signed, when, and who confirms it', async () => {
    const { exit, out } = await verify({ bundle: forged(message) });
    expect(exit).toBe(0);
    for (const said of [
      `signed by ${IDENTITY}`,
      `known to ${ISSUER}`,
      'not later than 2026-11-22T09:00:00Z',
      `over ${DIGEST}`,
      'certificate authority https://fulcio.sigstore.test',
      'certificate log https://ctfe.sigstore.test, at 2026-11-22T09:00:00Z',
      'transparency log https://rekor.sigstore.test, at 2026-11-22T09:00:00Z',
      'timestamp authority https://tsa.sigstore.test, at 2026-11-22T09:00:00Z',
    ])
      expect(out).toContain(said);
  });

  it('that signs a statement about the file verifies too, and a program can read the answer', async () => {
    const bundle = forged(signed);
    const { exit, out } = await verify({ bundle }, '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      verified: true,
      digest: DIGEST,
      signedAt: '2026-11-22T09:00:00Z',
      certificate: { identity: IDENTITY, issuer: ISSUER },
      statement: { predicateType: 'https://slsa.dev/provenance/v1' },
    });
  });

  it.each(['P-256', 'P-384', 'P-521'])(
    'by a key on %s verifies over a digest alone as over the file',
    async (curve) => {
      const bundle = forged({ ...message, keys: newKeys(curve) });
      expect(await exitOf({ bundle })).toBe(0);
      expect(await exitOf({ bundle, what: DIGEST })).toBe(0);
      expect(await exitOf({ bundle, what: `sha256:${'0'.repeat(64)}` })).toBe(1);
      const signature = Buffer.from('MEQCIQ', 'base64').toString('base64');
      expect(await exitOf({ bundle: edited(bundle, 'messageSignature.signature', signature), what: DIGEST })).toBe(1);
    },
  );

  it('with a statement verifies over a digest alone', async () => {
    const bundle = forged(signed);
    expect(await exitOf({ bundle, what: DIGEST })).toBe(0);
    expect(await exitOf({ bundle, what: `sha256:${'0'.repeat(64)}` })).toBe(1);
  });

  it('may say of a field that it is not there', async () => {
    expect(await exitOf({ bundle: { ...forged(message), dsseEnvelope: null } })).toBe(0);
  });

  it.each(['hashedrekord 0.0.1', 'hashedrekord 0.0.2'] as const)('may be logged as %s', async (entry) => {
    expect(await exitOf({ bundle: forged({ ...message, entry }) })).toBe(0);
    const entered = { bytes: Buffer.from('other') };
    expect(await exitOf({ bundle: forged({ ...message, entry, entered }) })).toBe(1);
  });

  it.each(['0.1', '0.2', '0.3'] as const)('may be of version %s', async (version) => {
    expect(await exitOf({ bundle: forged({ ...message, version }) })).toBe(0);
  });

  it('by a key that the caller has verifies with that key, and without any time', async () => {
    expect(await exitOf({ bundle: managed(), ...byKey })).toBe(0);
    const bare = managed({ entry: null, timestamps: [] });
    const root = { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' };
    const { exit, out } = await verify({ bundle: bare, root, ...byKey });
    expect([exit, out]).toEqual([0, expect.stringContaining('nobody proves when')]);
    expect(await exitOf({ bundle: bare, ...byKey })).toBe(1);
  });

  it('of an instance without public logs verifies only when that is said', async () => {
    const bundle = forged({ ...message, entry: null, unlogged: true });
    const root = trustedRootOf(instance, 'none');
    expect(await exitOf({ bundle, root })).toBe(1);
    expect((await verify({ bundle, root }, '--private')).exit).toBe(0);
  });
});

describe('what does not verify ends with 1, and says why', () => {
  const good = forged(message);
  const stated = (digest: object) => ({ bundle: forged({ content: { statement: statement(digest) } }) });
  it.each<[string, Case, string]>([
    ['another file', { bundle: good, artifact: 'another' }, 'attestation-subject-mismatch'],
    [
      'another identity',
      { bundle: good, signer: [...byName, '--certificate-identity', 'x'] },
      'attestation-identity-mismatch',
    ],
    [
      'another issuer',
      { bundle: good, signer: [...byName, '--certificate-oidc-issuer', 'x'] },
      'attestation-identity-mismatch',
    ],
    ['a key in place of a name', { bundle: good, ...byKey }, 'attestation-identity-mismatch'],
    ['a name in place of a key', { bundle: managed() }, 'attestation-identity-mismatch'],
    ['another key', { bundle: managed({ keys: newKeys() }), ...byKey }, 'attestation-invalid'],
    ['a statement about another file', stated({ sha256: '0'.repeat(64) }), 'attestation-subject-mismatch'],
    ['a digest in upper case', stated({ sha256: sum.toUpperCase() }), 'attestation-subject-mismatch'],
    ['another algorithm', stated({ sha512: sum + sum }), 'attestation-subject-mismatch'],
    [
      'a digest that the bundle made up',
      { bundle: edited(good, 'messageSignature.messageDigest.digest', 'AAAA') },
      'attestation-subject-mismatch',
    ],
    [
      'an algorithm that nobody knows',
      { bundle: edited(good, 'messageSignature.messageDigest.algorithm', 'SHA3_256') },
      'attestation-invalid',
    ],
    ['a bundle that is cut off', { bundle: JSON.stringify(good).slice(0, -9) }, 'attestation-invalid'],
    [
      'a bundle with a duplicate key',
      { bundle: JSON.stringify(good).replace('{', '{"mediaType":"x",') },
      'attestation-invalid',
    ],
    ['a second content', { bundle: { ...good, dsseEnvelope: forged(signed).dsseEnvelope } }, 'attestation-invalid'],
    ['an empty bundle', { bundle: '' }, 'attestation-invalid'],
    ['a bundle of nothing', { bundle: 'null' }, 'attestation-missing'],
    ['a root that is none', { bundle: good, root: [] }, 'trust-root-stale'],
    [
      'a root whose log does not say since when',
      { bundle: good, root: edited(trustedRootOf(instance, 'v1'), 'tlogs.0.publicKey.validFor.start', undefined) },
      'trust-root-stale',
    ],
  ])('%s', async (_, asked, code) => {
    const { exit, out } = await verify(asked, '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ verified: false, code });
    expect((await verify(asked)).out).toMatch(
      new RegExp(`^not verified: .*\n${code}: expected .*, seen .*\nhint: .*\n$`),
    );
  });

  it('a key file that holds no key', async () => {
    const dir = written(newFolder(), { 'no.key': '-----BEGIN PUBLIC KEY-----\nwrong\n-----END PUBLIC KEY-----\n' });
    const { exit, out } = await verify({ bundle: managed(), signer: ['--key', join(dir, 'no.key')] });
    expect([exit, out]).toEqual([1, expect.stringContaining('expected a public key in PEM')]);
  });
});

describe('a wrong call ends with 2', () => {
  const bundle = forged(message);
  it.each<[string, readonly string[]]>([
    ['neither a key nor a name', []],
    ['a name without its issuer', byName.slice(0, 2)],
    ['an issuer without a name', byName.slice(2)],
    ['an empty name', ['--certificate-identity', '', '--certificate-oidc-issuer', ISSUER]],
    ['an empty issuer', ['--certificate-identity', IDENTITY, '--certificate-oidc-issuer', '']],
    ['a key and a name', ['--key', 'key.pub', ...byName]],
    ['a key and an empty name', ['--key', 'key.pub', '--certificate-identity', '']],
    ['a key that is not there', ['--key', '/nowhere']],
    ['an option that nobody knows', [...byName, '--staging']],
  ])('%s', async (_, signer) => {
    expect(await exitOf({ bundle, signer })).toBe(2);
  });

  it('no trusted root, no bundle, no file: nothing is taken by default', async () => {
    const dir = written(newFolder(), { 'b.json': JSON.stringify(bundle), app: ARTIFACT });
    const [file, app] = [join(dir, 'b.json'), join(dir, 'app')];
    const { exit, err } = await ran('verify-bundle', '--bundle', file, ...byName, app);
    expect([exit, err]).toEqual([2, expect.stringMatching(/expected --trusted-root, seen none.*\nhint: /)]);
    expect((await ran('verify-bundle', ...byName, '--trusted-root', file, app)).exit).toBe(2);
    expect((await ran('verify-bundle', '--bundle', file, ...byName, '--trusted-root', file)).exit).toBe(2);
    expect(await exitOf({ bundle, what: join(dir, 'absent') })).toBe(2);
    expect(await exitOf({ bundle, what: `sha256:${'A'.repeat(64)}` })).toBe(2);
  });
});

it('runs as the conformance suite runs it: as a program of its own', () => {
  const dir = written(newFolder(), {
    'b.json': JSON.stringify(forged(message)),
    'r.json': JSON.stringify(trustedRootOf(instance, 'v1')),
    [DIGEST]: ARTIFACT,
  });
  const words = ['verify-bundle', '--bundle', 'b.json', ...byName, '--trusted-root', 'r.json', DIGEST];
  // A file of that name goes before the digest.
  const out = execFileSync(process.execPath, [join(ROOT, 'src/cli.ts'), ...words], { cwd: dir, encoding: 'utf8' });
  expect(out).toContain(`verified: ${DIGEST}`);
});

describe('what is printed', () => {
  it('writes out what cannot be seen, line by line: a certificate can say anything', () => {
    const seen = 'https://a.example/\u202eelpmaxe\u200b\nverified: all of it';
    const refusal = { ok: false, code: 'attestation-identity-mismatch', expected: 'b', seen, hint: 'c' } as const;
    expect(sigstoreBundleText('artifact', refusal).split('\n')).toEqual([
      'not verified: artifact',
      'attestation-identity-mismatch: expected b, seen https://a.example/\\u{202e}elpmaxe\\u{200b} verified: all of it',
      'hint: c',
    ]);
  });
});
