import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { type AttestationToCheck, checkAttestation, namesSubject } from '../../src/sigstore/attestation.ts';
import type { GitHubClaims } from '../../src/sigstore/signer.ts';
import { ACTIONS_ISSUER, jobIdentity } from '../../src/standin/sigstore/actions-token.ts';
import { newInstance } from '../../src/standin/sigstore/instance.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { edited, IDENTITY, ISSUER, instance, NOW, sealWith, withSigstore } from '../seal/sealing.ts';
import { forged, fulcio, nameOf, newKeys, pem, type Wish } from './forge.ts';

const SUBJECT = sha256('app');
const hex = SUBJECT.slice('sha256:'.length);
const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app.tar', digest: { sha256: hex } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { runDetails: { builder: { id: 'https://builder.example' } } },
};
const statement = JSON.stringify(STATEMENT, null, 1);
const trustedRoot = JSON.stringify(trustedRootOf(instance, 'v1'));
const signer = { identity: IDENTITY, issuer: ISSUER };
const HOUR = 3_600_000;

const check = (bundle: unknown, changed: Partial<AttestationToCheck> = {}) =>
  checkAttestation({ bundle, signer, trustedRoot, profile: 'public', ...changed });
/** `ok`, or the code of the refusal. */
const outcome = (bundle: unknown, changed: Partial<AttestationToCheck> = {}): string => {
  const answer = check(bundle, changed);
  return answer.ok ? 'ok' : answer.code;
};
const wished = (changed: Partial<Wish> = {}) => forged({ content: { statement }, ...changed });
const saying = (text: string) => wished({ content: { statement: text } });

describe('a good attestation', () => {
  it('says what was signed, by whom, when, and by whose word', () => {
    expect(check(wished())).toEqual({
      ok: true,
      statement: STATEMENT,
      digest: sha256(statement),
      signedAt: '2026-11-22T09:00:00Z',
      certificate: { identity: IDENTITY, issuer: ISSUER },
      confirmations: [
        { role: 'certificate authority', name: 'https://fulcio.sigstore.test', at: null },
        { role: 'certificate log', name: 'https://ctfe.sigstore.test', at: '2026-11-22T09:00:00Z' },
        { role: 'transparency log', name: 'https://rekor.sigstore.test', at: '2026-11-22T09:00:00Z' },
        { role: 'timestamp authority', name: 'https://tsa.sigstore.test', at: '2026-11-22T09:00:00Z' },
      ],
    });
  });

  it.each(['0.1', '0.2', '0.3'] as const)('may be of bundle version %s', (version) => {
    expect(outcome(wished({ version }))).toBe('ok');
  });

  it.each(['dsse 0.0.1', 'intoto 0.0.2', 'hashedrekord 0.0.1', 'hashedrekord 0.0.2'] as const)(
    'may be logged as %s',
    (entry) => {
      expect(outcome(wished({ entry }))).toBe('ok');
    },
  );

  it('was signed at the earliest instant that somebody proves', () => {
    expect(check(wished({ promisedAt: NOW + 60_000, timestamps: [NOW + 30_000] }))).toMatchObject({
      signedAt: '2026-11-22T09:00:30Z',
    });
  });

  it('may have an older statement type, whose fields are the same', () => {
    expect(outcome(saying(statement.replace('Statement/v1', 'Statement/v0.1')))).toBe('ok');
  });

  it('may name its issuer in the older way alone', () => {
    expect(outcome(wished({ extensions: [nameOf(IDENTITY), fulcio(1, ISSUER)] }))).toBe('ok');
  });
});

describe('a managed key', () => {
  const keys = newKeys();
  const publicKey = pem('PUBLIC KEY', keys.publicKey.export({ format: 'der', type: 'spki' }));
  const managed = (changed: Partial<Wish> = {}) => wished({ managed: true, keys, ...changed });

  it('proves an attestation, without a timestamp too: then nobody says when', () => {
    expect(check(managed(), { signer: { publicKey } })).toMatchObject({ ok: true, certificate: null });
    const timeless = managed({ promisedAt: null, timestamps: [] });
    expect(check(timeless, { signer: { publicKey } })).toMatchObject({ ok: true, signedAt: null });
  });

  it('still needs the log in the public profile, and in the private one where the root names a log', () => {
    const unlogged = managed({ entry: null });
    const none = JSON.stringify(trustedRootOf(instance, 'none'));
    expect(outcome(unlogged, { signer: { publicKey } })).toBe('attestation-invalid');
    expect(outcome(unlogged, { signer: { publicKey }, profile: 'private' })).toBe('attestation-invalid');
    expect(outcome(unlogged, { signer: { publicKey }, profile: 'private', trustedRoot: none })).toBe('ok');
  });

  it.each([
    [
      'another key',
      pem('PUBLIC KEY', newKeys().publicKey.export({ format: 'der', type: 'spki' })),
      'attestation-invalid',
    ],
    ['no key', '', 'attestation-identity-mismatch'],
    ['something else', 'ssh-ed25519 AAAA', 'attestation-identity-mismatch'],
  ])('that is %s proves nothing', (_, publicKey, code) => {
    expect(outcome(managed(), { signer: { publicKey } })).toBe(code);
  });

  it('is not a certificate, nor a certificate one', () => {
    expect(outcome(wished({ keys }), { signer: { publicKey } })).toBe('attestation-identity-mismatch');
    expect(outcome(managed())).toBe('attestation-identity-mismatch');
  });
});

describe('the signer', () => {
  it.each([
    ['a prefix', IDENTITY.slice(0, -1)],
    ['a substring', 'countersign'],
    ['a pattern', 'https://countersign.acme.example/.*'],
    ['a dot that is any letter', IDENTITY.replace('acme', 'a.me')],
    ['another case', IDENTITY.toUpperCase()],
    ['nothing', ''],
  ])('is refused when %s is demanded', (_, identity) => {
    expect(outcome(wished(), { signer: { identity, issuer: ISSUER } })).toBe('attestation-identity-mismatch');
    expect(outcome(wished(), { signer: { identity: IDENTITY, issuer: identity } })).toBe(
      'attestation-identity-mismatch',
    );
  });

  it.each([
    ['two names', [nameOf(IDENTITY), nameOf('https://evil.example'), fulcio(8, ISSUER)]],
    ['no name', [fulcio(8, ISSUER)]],
    ['no issuer', [nameOf(IDENTITY)]],
    ['two issuers', [nameOf(IDENTITY), fulcio(1, 'https://evil.example'), fulcio(8, ISSUER)]],
    ['the issuer twice, and different', [nameOf(IDENTITY), fulcio(8, ISSUER), fulcio(8, 'https://evil.example')]],
  ])('is refused when its certificate has %s', (_, extensions) => {
    expect(outcome(wished({ extensions }))).toBe('attestation-identity-mismatch');
  });

  it('cannot be left out', () => {
    const nobody = JSON.parse('{}');
    expect(outcome(wished(), { signer: nobody })).toBe('attestation-identity-mismatch');
    expect(outcome(wished(), { signer: { ...nobody, identity: IDENTITY } })).toBe('attestation-identity-mismatch');
  });

  it('had a certificate for signing, from this authority, known to the log of certificates, at that time', () => {
    expect(outcome(wished({ purpose: 'timeStamping' }))).toBe('attestation-invalid');
    expect(outcome(wished({ authority: newInstance().ca }))).toBe('attestation-invalid');
    expect(outcome(wished({ unlogged: true }))).toBe('attestation-invalid');
    expect(outcome(wished({ certifiedAt: NOW + HOUR }))).toBe('attestation-invalid');
    expect(outcome(wished({ certifiedAt: NOW - HOUR }))).toBe('attestation-invalid');
  });

  it('brings no trust along: a root in the bundle is refused', () => {
    expect(outcome(wished({ version: '0.2', chain: [instance.ca.certificate] }))).toBe('attestation-invalid');
    const own = newInstance().ca;
    expect(outcome(wished({ version: '0.1', chain: [own.certificate], authority: own }))).toBe('attestation-invalid');
  });
});

describe('a workflow', () => {
  const job = {
    repository: 'acme/app',
    repositoryId: 9100,
    ownerId: 900,
    visibility: 'public',
    ref: 'refs/heads/main',
    sha: 'c'.repeat(40),
    workflow: { name: 'Release', path: '.github/workflows/release.yml' },
    event: 'push',
    actor: { login: 'ann', id: 11 },
    run: { id: 77, number: 3, attempt: 1 },
    runner: 'github-hosted',
  } as const;
  const identity = 'https://github.com/acme/shared/.github/workflows/release.yml@refs/heads/main';
  /** A reusable workflow: one name, whichever repository called it. */
  const reusable = { job_workflow_ref: 'acme/shared/.github/workflows/release.yml@refs/heads/main' };
  const attested = (changed: object = {}) =>
    withSigstore({}, (sigstore) =>
      sealWith(sigstore, statement, { ...jobIdentity({ ...job, ...changed }), ...reusable }),
    );
  const claims: GitHubClaims = {
    sourceRepositoryId: '9100',
    sourceRepositoryOwnerId: '900',
    sourceRepositoryRef: 'refs/heads/main',
    sourceRepositoryDigest: job.sha,
    sourceRepositoryUri: 'https://github.com/acme/app',
    runnerEnvironment: 'github-hosted',
    buildTrigger: 'push',
    buildSignerDigest: job.sha,
    runInvocationUri: 'https://github.com/acme/app/actions/runs/77/attempts/1',
  };
  const demanding = (demands: GitHubClaims) => ({ signer: { identity, issuer: ACTIONS_ISSUER, claims: demands } });

  it('is proven with all that its certificate says', async () => {
    expect(check(await attested(), demanding(claims))).toMatchObject({
      ok: true,
      certificate: { identity, issuer: ACTIONS_ISSUER, ...claims },
    });
  });

  it.each([
    ['another repository with the same name', { repositoryId: 9101 }],
    ['another owner', { ownerId: 901 }],
    ['another branch', { ref: 'refs/heads/evil' }],
    ['a pull request', { ref: 'refs/pull/7/merge' }],
    ['another commit', { sha: 'd'.repeat(40) }],
    ['a runner of their own', { runner: 'self-hosted' }],
    ['another event', { event: 'pull_request_target' }],
    ['another run', { run: { id: 78, number: 4, attempt: 1 } }],
  ])('that ran from %s is another, though the name is the same', async (_, changed) => {
    const bundle = await attested(changed);
    expect(outcome(bundle, demanding({}))).toBe('ok');
    expect(outcome(bundle, demanding(claims))).toBe('attestation-identity-mismatch');
  });

  it('on another branch has another name', async () => {
    const bundle = await withSigstore({}, (sigstore) =>
      sealWith(sigstore, statement, jobIdentity({ ...job, ref: 'refs/heads/attacker-branch' })),
    );
    const named = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/';
    expect(outcome(bundle, { signer: { identity: `${named}attacker-branch`, issuer: ACTIONS_ISSUER } })).toBe('ok');
    expect(outcome(bundle, { signer: { identity: `${named}main`, issuer: ACTIONS_ISSUER } })).toBe(
      'attestation-identity-mismatch',
    );
  });

  it.each(Object.keys(claims))('whose certificate does not say `%s` does not meet a demand for it', (claim) => {
    const demand = { [claim]: Reflect.get(claims, claim) };
    const silent = { signer: { ...signer, claims: demand } };
    expect(outcome(wished(), silent)).toBe('attestation-identity-mismatch');
  });

  it.each([
    ['empty', { sourceRepositoryId: '' }],
    ['absent', JSON.parse('{"sourceRepositoryId":null}')],
    ['unknown', JSON.parse('{"sourceRepository":"acme/app"}')],
  ])('is never proven by a demand that is %s', async (_, demand) => {
    expect(outcome(await attested(), demanding(demand))).not.toBe('ok');
  });

  it('that says two things of itself says nothing', () => {
    const named = [nameOf(IDENTITY), fulcio(8, ISSUER), fulcio(14, 'refs/heads/main')];
    const demand = { signer: { ...signer, claims: { sourceRepositoryRef: 'refs/heads/main' } } };
    expect(outcome(wished({ extensions: named }), demand)).toBe('ok');
    const bare = fulcio(6, 'refs/heads/evil');
    expect(outcome(wished({ extensions: [...named, bare] }), demand)).toBe('attestation-identity-mismatch');
    const twice = fulcio(14, 'refs/heads/evil');
    expect(outcome(wished({ extensions: [...named, twice] }), demand)).toBe('attestation-identity-mismatch');
  });
});

describe('time', () => {
  it.each([
    ['a timestamp after the certificate had expired', { timestamps: [NOW + HOUR] }],
    ['one good timestamp beside one from after', { timestamps: [NOW, NOW + HOUR] }],
    ['a timestamp from before the certificate', { timestamps: [NOW - HOUR] }],
    ['no time at all', { timestamps: [], promisedAt: null }],
    ['a promise of the log from after', { timestamps: [], promisedAt: NOW + HOUR }],
  ])('is refused: %s', (_, changed) => {
    expect(outcome(wished(changed))).toBe('attestation-invalid');
  });

  it('is not what an entry says without a promise', () => {
    const bundle = wished({ timestamps: [], promisedAt: null });
    const entry = 'verificationMaterial.tlogEntries.0.integratedTime';
    expect(outcome(edited(bundle, entry, String(NOW / 1000)))).toBe('attestation-invalid');
  });

  it('comes from an authority that was valid then, and not from one that merely was', () => {
    const root = trustedRootOf(instance, 'v1');
    const [authority] = root.timestampAuthorities;
    const ended = { ...authority, validFor: { start: '2000-01-01T00:00:00Z', end: '2026-11-21T00:00:00Z' } };
    const idle = { ...authority, certChain: { certificates: [] } };
    for (const timestampAuthorities of [[ended], [ended, idle], []])
      expect(outcome(wished(), { trustedRoot: JSON.stringify({ ...root, timestampAuthorities }) })).not.toBe('ok');
  });

  it('may be the last instant of an authority or a log: bounds belong to the time', () => {
    const root = trustedRootOf(instance, 'v1');
    const validFor = { start: '2026-11-22T09:00:00Z', end: '2026-11-22T09:00:00Z' };
    const [authority, log] = [root.timestampAuthorities[0], root.tlogs[0]];
    const bound = {
      ...root,
      timestampAuthorities: [{ ...authority, validFor }],
      tlogs: [{ ...log, publicKey: { ...log?.publicKey, validFor } }],
    };
    expect(outcome(wished(), { trustedRoot: JSON.stringify(bound) })).toBe('ok');
  });
});

describe('the log entry', () => {
  const other = newKeys();
  it.each([
    ['of another signature', { signature: Buffer.from('other') }],
    ['of another payload', { payload: Buffer.from('{}') }],
    [
      'of another certificate',
      { verifier: pem('PUBLIC KEY', other.publicKey.export({ format: 'der', type: 'spki' })) },
    ],
    ['that names no signer', { verifier: '' }],
  ])('%s is refused', (_, entered) => {
    for (const entry of ['dsse 0.0.1', 'intoto 0.0.2'] as const)
      expect(outcome(wished({ entry, entered }))).toBe('attestation-invalid');
  });

  const place = 'verificationMaterial.tlogEntries.0';
  const proof = `${place}.inclusionProof`;
  it.each([
    ['a negative index', `${proof}.logIndex`, '-1'],
    ['an index that is none', `${proof}.logIndex`, 'one'],
    ['an index outside the tree', `${proof}.logIndex`, '1'],
    ['a hash too many', `${proof}.hashes`, ['AAAA']],
    ['no checkpoint', `${proof}.checkpoint`, undefined],
    ['a checkpoint of nothing', `${proof}.checkpoint.envelope`, ''],
    ['a checkpoint that nobody signed', `${proof}.checkpoint.envelope`, 'rekor.sigstore.test\n1\nAAAA\n\n'],
    ['a promise of something else', `${place}.inclusionPromise.signedEntryTimestamp`, 'AAAA'],
    ['another time than the promised one', `${place}.integratedTime`, String(NOW / 1000 + 1)],
    ['another log', `${place}.logId.keyId`, 'AAAA'],
    ['another kind', `${place}.kindVersion.kind`, 'hashedrekord'],
    ['a kind that nobody knows', `${place}.kindVersion`, { kind: 'rfc3161', version: '0.0.1' }],
    ['another version', `${place}.kindVersion.version`, '0.0.2'],
    ['a body that is no JSON', `${place}.canonicalizedBody`, 'AAAA'],
    ['no proof', proof, undefined],
    ['no entry', place, undefined],
  ])('is refused with %s', (_, path, value) => {
    expect(outcome(edited(wished(), path, value))).toBe('attestation-invalid');
  });

  it('counts once, however often it is there', () => {
    const bundle = wished();
    const [entry] = [Reflect.get(Object(Reflect.get(bundle, 'verificationMaterial')), 'tlogEntries')].flat();
    expect(outcome(edited(bundle, 'verificationMaterial.tlogEntries', [entry, entry]))).toBe('attestation-invalid');
    const many = Array.from({ length: 33 }, () => entry);
    expect(check(edited(bundle, 'verificationMaterial.tlogEntries', many))).toMatchObject({
      expected: 'at most 32 log entries and timestamps',
    });
  });
});

describe('the envelope', () => {
  const signature = { sig: 'MEUCIQ==' };
  it.each([
    ['no signature', 'dsseEnvelope.signatures', []],
    ['two signatures', 'dsseEnvelope.signatures', [signature, signature]],
    ['another signature', 'dsseEnvelope.signatures', [signature]],
    ['another payload', 'dsseEnvelope.payload', Buffer.from('{}').toString('base64')],
    ['another payload type', 'dsseEnvelope.payloadType', 'application/json'],
    [
      'a second content',
      'messageSignature',
      { messageDigest: { algorithm: 'SHA2_256', digest: 'AA==' }, signature: 'AA==' },
    ],
    ['a second key', 'verificationMaterial.publicKey', { hint: 'any' }],
    ['an unknown version', 'mediaType', 'application/vnd.dev.sigstore.bundle.v0.4+json'],
    ['a version that goes on', 'mediaType', 'application/vnd.dev.sigstore.bundle+json;version=0.3.1'],
  ])('is refused with %s', (_, path, value) => {
    expect(outcome(edited(wished(), path, value))).toBe('attestation-invalid');
  });

  it('is refused with a type that it was signed with, and that is no statement', () => {
    expect(outcome(wished({ content: { statement, payloadType: 'application/json' } }))).toBe('attestation-invalid');
  });

  it.each([undefined, null])('is missing when there is %s', (bundle) => {
    expect(outcome(bundle)).toBe('attestation-missing');
  });
});

describe('the statement', () => {
  it.each([
    ['a duplicate key', statement.replace('{', '{"subject":[],')],
    ['a duplicate key inside', statement.replace('"runDetails"', '"runDetails": 1, "runDetails"')],
    ['a duplicate key that is spelled otherwise', statement.replace('{', '{"subj\\u0065ct":[],')],
    ['another type', statement.replace('Statement/v1', 'Statement/v2')],
    ['no type', statement.replace('_type', 'type')],
    ['no subject', statement.replace('"subject"', '"subjects"')],
    ['an empty list of subjects', JSON.stringify({ ...STATEMENT, subject: [] })],
    ['a subject without digests', JSON.stringify({ ...STATEMENT, subject: [{ name: 'app.tar' }] })],
    ['a digest that is a number', JSON.stringify({ ...STATEMENT, subject: [{ digest: { sha256: 1 } }] })],
    ['a predicate that is a list', JSON.stringify({ ...STATEMENT, predicate: [] })],
    ['no predicate type', JSON.stringify({ ...STATEMENT, predicateType: '' })],
    ['a byte order mark', `\ufeff${statement}`],
    ['text after the JSON', `${statement} x`],
    ['no JSON', 'app.tar'],
    ['nesting without end', '['.repeat(200_000)],
    [
      'a predicate without end',
      statement.replace('"https://builder.example"', `${'['.repeat(9999)}${']'.repeat(9999)}`),
    ],
  ])('is refused with %s, however good the signature is', (_, text) => {
    expect(outcome(saying(text))).toBe('attestation-invalid');
  });

  it('may be large: several megabytes are little work', () => {
    const packages = Array.from({ length: 60_000 }, (_, index) => ({ name: `package-${index}`, sha: 'x'.repeat(40) }));
    const large = saying(JSON.stringify({ ...STATEMENT, predicate: { packages } }));
    const before = process.cpuUsage();
    expect(outcome(large)).toBe('ok');
    // Work done, not time gone by: what else the machine does is no matter. It takes a tenth of this.
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
  });
});

describe('a subject', () => {
  const names = (digest: object, asked = SUBJECT) => {
    const answer = check(saying(JSON.stringify({ ...STATEMENT, subject: [{ name: 'x', digest }] })));
    return answer.ok && namesSubject(answer.statement, asked);
  };

  it('is named by its sha256, whatever stands beside it', () => {
    expect(names({ sha256: hex })).toBe(true);
    expect(names({ sha512: 'aa', sha256: hex })).toBe(true);
  });

  it.each([
    ['another sum', { sha256: sha256('other').slice(7) }],
    ['upper case', { sha256: hex.toUpperCase() }],
    ['40 digits', { sha256: hex.slice(0, 40) }],
    ['sha1', { sha1: hex.slice(0, 40) }],
    ['sha512 alone', { sha512: hex + hex }],
    ['gitCommit alone', { gitCommit: hex.slice(0, 40) }],
    ['the sum under another algorithm', { sha512_256: hex }],
    ['a prefix of the algorithm', { sha256: `sha256:${hex}` }],
    ['nothing', {}],
  ])('is not named by %s', (_, digest) => {
    expect(names(digest)).toBe(false);
  });

  it('is never named where the question is no sha256', () => {
    const asked = ['sha256:', `sha256:${hex.toUpperCase()}`, `sha256:${hex}0`] as const;
    for (const digest of asked) expect(names({ sha256: digest.slice('sha256:'.length) }, digest)).toBe(false);
  });
});

describe('what was verified once', () => {
  it('is asked anew when anything about the question changes', () => {
    const bundle = wished();
    expect(outcome(bundle)).toBe('ok');
    expect(outcome(bundle)).toBe('ok');
    expect(outcome(bundle, { signer: { ...signer, identity: 'https://other.example' } })).toBe(
      'attestation-identity-mismatch',
    );
    expect(outcome(bundle, { signer: { ...signer, claims: { buildTrigger: 'push' } } })).toBe(
      'attestation-identity-mismatch',
    );
    expect(outcome(bundle, { trustedRoot: JSON.stringify(trustedRootOf(newInstance(), 'v1')) })).toBe(
      'attestation-invalid',
    );
    expect(outcome(edited(bundle, 'dsseEnvelope.payload', Buffer.from('{}').toString('base64')))).toBe(
      'attestation-invalid',
    );
  });

  it('without a log stays refused in the public profile, though it is good in the private one', () => {
    const bundle = wished({ entry: null, unlogged: true });
    const none = { trustedRoot: JSON.stringify(trustedRootOf(instance, 'none')) };
    expect(outcome(bundle, { ...none, profile: 'private' })).toBe('ok');
    expect(outcome(bundle, { ...none, profile: 'public' })).toBe('attestation-invalid');
  });
});

describe('the trusted root', () => {
  const root = trustedRootOf(instance, 'v1');
  const under = (changed: object) => outcome(wished(), { trustedRoot: JSON.stringify(changed) });

  it('is refused when a key does not say since when it is valid, also one that this bundle does not need', () => {
    expect(under(edited(root, 'tlogs.0.publicKey.validFor.start', undefined))).toBe('trust-root-stale');
    expect(under(edited(root, 'ctlogs.0.publicKey.validFor', undefined))).toBe('trust-root-stale');
    expect(under({ ...root, tlogs: [...root.tlogs, { ...root.tlogs[0], publicKey: {} }] })).toBe('trust-root-stale');
  });

  it('may hold another authority of the same name: chain and certificate log are those of who issued', () => {
    const decoy = newInstance().ca;
    const authority = {
      ...root.certificateAuthorities[0],
      uri: 'https://decoy.example',
      certChain: { certificates: [{ rawBytes: decoy.certificate.toString('base64') }] },
    };
    const both = { ...root, certificateAuthorities: [authority, ...root.certificateAuthorities] };
    expect(check(wished(), { trustedRoot: JSON.stringify(both) })).toMatchObject({
      ok: true,
      confirmations: [{ name: 'https://fulcio.sigstore.test' }, {}, {}, {}],
    });
    expect(under({ ...root, certificateAuthorities: [authority] })).toBe('attestation-invalid');
  });

  it('that is older than the attestation is called stale, not the attestation bad', () => {
    expect(under(edited(root, 'tlogs.0.publicKey.validFor.end', '2026-01-01T00:00:00Z'))).toBe('trust-root-stale');
    expect(under(edited(root, 'certificateAuthorities.0.validFor.end', '2026-01-01T00:00:00Z'))).toBe(
      'trust-root-stale',
    );
  });

  it('of another instance proves nothing', () => {
    expect(under(trustedRootOf(newInstance(), 'v1'))).toBe('attestation-invalid');
  });
});
