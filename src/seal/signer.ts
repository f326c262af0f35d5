import type { Signer } from '@sigstore/verify';
import { Refused } from './refused.ts';

/** Who must have signed: exact texts, never patterns. */
export interface Identity {
  /** The certificate's one subject alternative name, a URI or an email address. */
  readonly identity: string;
  /** Who vouched for it: Fulcio's issuer extension. */
  readonly issuer: string;
}

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
/** Fulcio's `docs/oid-info.md`: Issuer (V2), a UTF8String. */
const ISSUER = '1.3.6.1.4.1.57264.1.8';
const [SEQUENCE, UTF8_STRING, EMAIL, URI] = [0x30, 0x0c, 0x81, 0x86];

/**
 * Refuses any other signer with `attestation-identity-mismatch`. The verifier's own policy would take the identity
 * as a pattern that matches anywhere, and reads certificates as seven-bit text; so the two extensions are compared
 * here, byte for byte, with what Fulcio writes for this identity and no other.
 */
export function requireSigner(signer: Signer, { identity, issuer }: Identity): void {
  if (identity === '' || issuer === '') throw mismatch('an identity and an issuer to compare with', 'an empty one');
  const names = [EMAIL, URI].map((kind) => der(SEQUENCE, der(kind, Buffer.from(identity))));
  const seen = signer.identity;
  if (!names.some((name) => isExtension(signer, SUBJECT_ALTERNATIVE_NAME, name)))
    throw mismatch(`only \`${identity}\``, `\`${seen?.subjectAlternativeName}\``);
  if (!isExtension(signer, ISSUER, der(UTF8_STRING, Buffer.from(issuer))))
    throw mismatch(`issuer \`${issuer}\``, `issuer \`${seen?.extensions?.issuer}\``);
}

/** Whether the certificate has this extension exactly once, and with this value. */
function isExtension(signer: Signer, id: string, value: Buffer): boolean {
  const [only, ...more] = (signer.identity?.oids ?? []).filter(({ oid }) => oid?.id.join('.') === id);
  return more.length === 0 && only !== undefined && value.equals(only.value);
}

/** DER of one element, up to 64 KiB. */
function der(tag: number, content: Buffer): Buffer {
  const size = content.byteLength;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function mismatch(expected: string, seen: string): Refused {
  return new Refused('attestation-identity-mismatch', expected, seen);
}
