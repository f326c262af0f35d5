import { createHash, type KeyObject, sign } from 'node:crypto';
import { bits, context, der, integer, octets, oid, sequence, set, TRUE, utf8, validityTime } from './der.ts';

/** An X.509 v3 certificate to be, by RFC 5280. Times are milliseconds since 1970. */
export interface CertificateRequest {
  readonly serial: Uint8Array;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

export const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** What the issuer signs. A certificate transparency log signs it too, before the extension with its own word is added. */
export function toBeSigned(request: CertificateRequest): Buffer {
  return sequence(
    context(0, integer(2)),
    integer(request.serial),
    ECDSA_SHA256,
    request.issuer,
    sequence(validityTime(request.notBefore), validityTime(request.notAfter)),
    request.subject,
    spki(request.publicKey),
    context(3, sequence(...request.extensions)),
  );
}

/** Signed by an issuer's P-256 key. */
export function certificate(request: CertificateRequest, issuerKey: KeyObject): Buffer {
  const tbs = toBeSigned(request);
  return sequence(tbs, ECDSA_SHA256, bits(sign('sha256', tbs, issuerKey)));
}

export function spki(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}

export function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(name))));
}

export function extension(id: string, value: Uint8Array, critical = false): Buffer {
  return critical ? sequence(oid(id), TRUE, octets(value)) : sequence(oid(id), octets(value));
}

/** By these two a chain is found. */
export function keyIds(subject: KeyObject, issuer: KeyObject): Buffer[] {
  return [extension('2.5.29.14', octets(keyId(subject))), extension('2.5.29.35', sequence(der(0x80, keyId(issuer))))];
}

/** What a certificate authority's own certificate may do: sign others. */
export function authorityUsage(): Buffer[] {
  return [
    extension('2.5.29.19', sequence(TRUE), true),
    extension('2.5.29.15', bits(Buffer.from([0b0000_0110]), 1), true),
  ];
}

/** A leaf's: digital signatures for one purpose, such as `codeSigning`. */
export function leafUsage(purpose: keyof typeof PURPOSES): Buffer[] {
  return [
    extension('2.5.29.15', bits(Buffer.from([0b1000_0000]), 7), true),
    // RFC 3161 section 2.3: for timestamping it must be critical.
    extension('2.5.29.37', sequence(oid(PURPOSES[purpose])), purpose === 'timeStamping'),
  ];
}

const PURPOSES = { codeSigning: '1.3.6.1.5.5.7.3.3', timeStamping: '1.3.6.1.5.5.7.3.8' };

function keyId(key: KeyObject): Buffer {
  return createHash('sha1').update(spki(key)).digest();
}
