import { X509Certificate } from 'node:crypto';
import {
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  type Bundle,
  bundleFromJSON,
} from '@sigstore/bundle';
import { type Digest, digestOf } from '../digest/digest.ts';
import { invalid, Refused } from './refused.ts';

const MEDIA_TYPES = [
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
] as const;

/** What a bundle's one-of fields are called in JSON: a bundle with two of them would be read in two ways. */
const CONTENTS = ['messageSignature', 'dsseEnvelope'];
const KEYS = ['publicKey', 'x509CertificateChain', 'certificate'];
/** Log entries or timestamps. Each costs work before it can be found wrong; real bundles have one or two. */
const MOST_PROOFS = 32;

/** A bundle that was read, and the digest of its canonical JSON. */
export type SigstoreBundle = Bundle & { readonly digest: Digest };

/**
 * A Sigstore bundle of version 0.1, 0.2 or 0.3 with one signature (sigstore/protobuf-specs `sigstore_bundle.proto`).
 * The library sees to what each version needs. Throws `Refused`, or what the library throws.
 */
export function readBundle(json: unknown): SigstoreBundle {
  if (json === undefined || json === null) throw new Refused('attestation-missing', 'a Sigstore bundle', 'none');
  requireOneOf(json, CONTENTS);
  requireOneOf(Reflect.get(Object(json), 'verificationMaterial'), KEYS);
  const bundle = bundleFromJSON(json);
  if (!MEDIA_TYPES.some((type) => type === bundle.mediaType)) throw invalid(MEDIA_TYPES.join(' or '), bundle.mediaType);
  const { content, tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const proofs = Math.max(tlogEntries.length, timestampVerificationData?.rfc3161Timestamps.length ?? 0);
  if (proofs > MOST_PROOFS) throw invalid(`at most ${MOST_PROOFS} log entries and timestamps`, String(proofs));
  if (content.$case === 'x509CertificateChain') requireNoRoot(content.x509CertificateChain.certificates);
  return { ...bundle, digest: digestOf(json) };
}

/** What a DSSE bundle holds. */
export function envelopeOf(bundle: Bundle): { readonly payloadType: string; readonly payload: Uint8Array } {
  if (bundle.content.$case !== 'dsseEnvelope') throw invalid('a DSSE envelope', bundle.content.$case);
  const { payloadType, payload, signatures } = bundle.content.dsseEnvelope;
  if (signatures.length !== 1) throw invalid('one signature', String(signatures.length));
  return { payloadType, payload };
}

/** The signer's own certificate, DER; null for a managed key. */
export function leafOf({ verificationMaterial: { content } }: Bundle): Buffer | null {
  if (content.$case === 'publicKey') return null;
  const [leaf] = content.$case === 'certificate' ? [content.certificate] : content.x509CertificateChain.certificates;
  return leaf?.rawBytes ?? null;
}

function requireOneOf(json: unknown, names: readonly string[]): void {
  const there = names.filter((name) => (Reflect.get(Object(json), name) ?? null) !== null);
  if (there.length > 1) throw invalid(`one of ${names.join(', ')}`, there.join(' and '));
}

/** A bundle brings no trust along: its chain must not hold a root (the specification's own words for signers). */
function requireNoRoot(chain: readonly { readonly rawBytes: Buffer }[]): void {
  const root = chain.map(({ rawBytes }) => new X509Certificate(rawBytes)).find((one) => one.checkIssued(one));
  if (root !== undefined) throw invalid('no root in the certificate chain', root.subject);
}
