import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { checkAttestation, namesSubject } from '../../src/sigstore/attestation.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { edited, IDENTITY, ISSUER, instance, withSigstore } from '../seal/sealing.ts';

const SUBJECT = sha256('app');
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app', digest: { sha256: SUBJECT.slice('sha256:'.length) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {},
};
const trustedRoot = JSON.stringify(trustedRootOf(instance, 'v1'));
const check = (bundle: unknown) =>
  checkAttestation({ bundle, signer: { identity: IDENTITY, issuer: ISSUER }, trustedRoot, profile: 'public' });
let bundle: object;

/** As anybody else would: the published package, asked for nothing but its own defaults and where the services are. */
beforeAll(() =>
  withSigstore({ log: 'v1' }, async ({ url, issueToken }) => {
    const { attest } = await import('sigstore');
    bundle = await attest(Buffer.from(JSON.stringify(statement)), 'application/vnd.in-toto+json', {
      fulcioURL: url,
      rekorURL: url,
      tsaServerURL: url,
      identityToken: issueToken({ subject: IDENTITY, issuer: ISSUER }),
    });
  }),
);

describe('an attestation that the published `sigstore` package made', () => {
  it('verifies here', () => {
    const answer = check(bundle);
    expect(answer).toMatchObject({ ok: true, statement, certificate: { identity: IDENTITY, issuer: ISSUER } });
    expect(answer.ok && namesSubject(answer.statement, SUBJECT)).toBe(true);
  });

  it.each([
    'dsseEnvelope.payload',
    'dsseEnvelope.signatures.0.sig',
    'verificationMaterial.certificate.rawBytes',
    'verificationMaterial.tlogEntries.0.canonicalizedBody',
    'verificationMaterial.tlogEntries.0.inclusionPromise.signedEntryTimestamp',
    'verificationMaterial.tlogEntries.0.inclusionProof.checkpoint.envelope',
  ])('does not verify with any one byte of its %s changed', (path) => {
    for (const changed of changes(path)) expect(check(changed)).toMatchObject({ ok: false });
  });

  it('with any one byte of its timestamp changed does not verify, or says the same: a part of it is only wrapping', () => {
    const good = check(bundle);
    const changed = changes('verificationMaterial.timestampVerificationData.rfc3161Timestamps.0.signedTimestamp');
    const answers = changed.map(check);
    expect(answers.filter(({ ok }) => !ok).length).toBeGreaterThan(changed.length / 2);
    for (const answer of answers) if (answer.ok) expect(answer).toEqual(good);
  });
});

/** The bundle with one byte of a text changed, for every 23rd byte: all parts are met, and it takes no minute. */
function changes(path: string): object[] {
  const text: unknown = path.split('.').reduce((place: unknown, key) => Reflect.get(Object(place), key), bundle);
  const encoding = path.endsWith('envelope') ? 'utf8' : 'base64';
  const bytes = Buffer.from(String(text), encoding);
  return Array.from({ length: Math.ceil(bytes.length / 23) }, (_, index) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(bytes.readUInt8(index * 23) ^ 1, index * 23);
    return edited(bundle, path, changed.toString(encoding));
  });
}
