import {
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  type Bundle,
  bundleFromJSON,
} from '@sigstore/bundle';
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

/**
 * A Sigstore bundle of version 0.1, 0.2 or 0.3 with one signature (sigstore/protobuf-specs `sigstore_bundle.proto`).
 * The library sees to what each version needs. Throws `Refused`, or what the library throws.
 */
export function readBundle(json: unknown): Bundle {
  if (json === undefined || json === null) throw new Refused('attestation-missing', 'a Sigstore bundle', 'none');
  requireOneOf(json, CONTENTS);
  requireOneOf(Reflect.get(Object(json), 'verificationMaterial'), KEYS);
  const bundle = bundleFromJSON(json);
  if (!MEDIA_TYPES.some((type) => type === bundle.mediaType)) throw invalid(MEDIA_TYPES.join(' or '), bundle.mediaType);
  return bundle;
}

/** What a DSSE bundle holds. */
export function envelopeOf(bundle: Bundle): { readonly payloadType: string; readonly payload: Uint8Array } {
  if (bundle.content.$case !== 'dsseEnvelope') throw invalid('a DSSE envelope', bundle.content.$case);
  const { payloadType, payload, signatures } = bundle.content.dsseEnvelope;
  if (signatures.length !== 1) throw invalid('one signature', String(signatures.length));
  return { payloadType, payload };
}

function requireOneOf(json: unknown, names: readonly string[]): void {
  const there = names.filter((name) => Reflect.get(Object(json), name) !== undefined);
  if (there.length > 1) throw invalid(`one of ${names.join(', ')}`, there.join(' and '));
}
