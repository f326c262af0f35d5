import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import canonicalize from 'canonicalize';
import { certificate, extension, keyIds, leafUsage, spki, toBeSigned } from '../../src/standin/sigstore/certificate.ts';
import { certificateTimestamp } from '../../src/standin/sigstore/ctlog.ts';
import { der, sequence, utf8 } from '../../src/standin/sigstore/der.ts';
import { CA_NAME, type Instance, LOG_ORIGIN, logId } from '../../src/standin/sigstore/instance.ts';
import { leafHash } from '../../src/standin/sigstore/merkle.ts';
import { timestamp } from '../../src/standin/sigstore/tsa.ts';
import { IDENTITY, ISSUER, instance, NOW } from '../seal/sealing.ts';

/** What a Sigstore bundle is to be like. Whatever is not named is as it should be. */
export interface Wish {
  /** Signs bytes themselves (`message`), or an in-toto statement. */
  readonly content: { readonly message: string } | { readonly statement: string; readonly payloadType?: string };
  readonly keys?: KeyPair;
  /** Version 0.3 unless given. Before, there is a chain, of which these come after the leaf. */
  readonly version?: '0.1' | '0.2' | '0.3';
  readonly chain?: readonly Buffer[];
  /** No certificate: the key is one that the verifier knows. */
  readonly managed?: true;
  /** Extensions in place of those for name and issuer. */
  readonly extensions?: readonly Buffer[];
  readonly purpose?: 'codeSigning' | 'timeStamping';
  readonly certifiedAt?: number;
  /** Who issues the certificate. */
  readonly authority?: Instance['ca'];
  readonly unlogged?: true;
  /** The kind of log entry; null for none. */
  readonly entry?: 'hashedrekord 0.0.1' | 'hashedrekord 0.0.2' | 'dsse 0.0.1' | 'intoto 0.0.2' | null;
  /** What the entry is about, where that is something else. */
  readonly entered?: Partial<Signed>;
  /** When the log promised to have entered it; null where it promised nothing. */
  readonly promisedAt?: number | null;
  /** Instants of timestamps. */
  readonly timestamps?: readonly number[];
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** What was signed, how, and by what it verifies. */
interface Signed {
  readonly bytes: Buffer;
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** PEM. */
  readonly verifier: string;
}

export const newKeys = (namedCurve = 'P-256'): KeyPair => generateKeyPairSync('ec', { namedCurve });
export const nameOf = (name: string): Buffer => extension('2.5.29.17', sequence(der(0x86, Buffer.from(name))), true);
export const fulcio = (number: number, text: string): Buffer =>
  extension(`1.3.6.1.4.1.57264.1.${number}`, number < 8 ? Buffer.from(text) : utf8(text));

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/**
 * A Sigstore bundle with real signatures by the keys of these tests. The stand-in's services give only what real ones
 * would; this gives the rest.
 */
export function forged(wish: Wish): Record<string, unknown> {
  const { content, keys = newKeys(), version = '0.3', promisedAt = NOW, timestamps = [NOW] } = wish;
  const leaf = leafOf(wish, keys);
  const message = 'message' in content;
  const payload = Buffer.from(message ? content.message : content.statement);
  const payloadType = message ? '' : (content.payloadType ?? 'application/vnd.in-toto+json');
  const encoded = Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `),
    payload,
  ]);
  const bytes = message ? payload : encoded;
  const signature = sign('sha256', bytes, keys.privateKey);
  const verifier = wish.managed ? pem('PUBLIC KEY', spki(keys.publicKey)) : pem('CERTIFICATE', leaf);
  const { entry = message ? 'hashedrekord 0.0.1' : 'dsse 0.0.1' } = wish;
  const entered = { bytes, payload, signature, verifier, ...wish.entered };
  const certificates = [leaf, ...(wish.chain ?? [])].map((one) => ({ rawBytes: base64(one) }));
  return {
    mediaType:
      version === '0.3'
        ? 'application/vnd.dev.sigstore.bundle.v0.3+json'
        : `application/vnd.dev.sigstore.bundle+json;version=${version}`,
    verificationMaterial: {
      ...(wish.managed
        ? { publicKey: { hint: 'any' } }
        : version === '0.3'
          ? { certificate: certificates[0] }
          : { x509CertificateChain: { certificates } }),
      tlogEntries: entry === null ? [] : [logEntry(entry, entered, promisedAt)],
      timestampVerificationData: {
        rfc3161Timestamps: timestamps.map((at) => ({ signedTimestamp: base64(timestampOf(signature, at)) })),
      },
    },
    ...(message
      ? {
          messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: base64(hash(bytes)) },
            signature: base64(signature),
          },
        }
      : { dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: base64(signature) }] } }),
  };
}

function leafOf(
  { extensions, purpose = 'codeSigning', certifiedAt = NOW, unlogged, authority = instance.ca }: Wish,
  keys: KeyPair,
) {
  const named = extensions ?? [nameOf(IDENTITY), fulcio(1, ISSUER), fulcio(8, ISSUER)];
  const request = {
    serial: Buffer.from([1, 2, 3]),
    issuer: CA_NAME,
    subject: sequence(),
    notBefore: certifiedAt,
    notAfter: certifiedAt + 600_000,
    publicKey: keys.publicKey,
    extensions: [...leafUsage(purpose), ...keyIds(keys.publicKey, authority.publicKey), ...named],
  };
  const seen = certificateTimestamp(instance.ctlog, authority.publicKey, toBeSigned(request), certifiedAt);
  const all = unlogged ? request.extensions : [...request.extensions, seen];
  return certificate({ ...request, extensions: all }, authority.privateKey);
}

function logEntry(kindVersion: NonNullable<Wish['entry']>, entered: Signed, promisedAt: number | null) {
  const [kind, version] = kindVersion.split(' ');
  const body = canonical({ kind, apiVersion: version, spec: SPECS[kindVersion](entered) });
  const root = base64(leafHash(body));
  const note = `${LOG_ORIGIN}\n1\n${root}\n`;
  const keyId = logId(instance.rekor);
  const signature = sign('sha256', Buffer.from(note), instance.rekor.privateKey);
  const envelope = `${note}\n\u2014 ${LOG_ORIGIN} ${base64(Buffer.concat([keyId.subarray(0, 4), signature]))}\n`;
  const integratedTime = Math.floor((promisedAt ?? 0) / 1000);
  const promise = canonical({ body: base64(body), integratedTime, logID: keyId.toString('hex'), logIndex: 0 });
  return {
    logIndex: '0',
    logId: { keyId: base64(keyId) },
    kindVersion: { kind, version },
    integratedTime: String(integratedTime),
    ...(promisedAt === null
      ? {}
      : { inclusionPromise: { signedEntryTimestamp: base64(sign('sha256', promise, instance.rekor.privateKey)) } }),
    inclusionProof: { logIndex: '0', treeSize: '1', rootHash: root, hashes: [], checkpoint: { envelope } },
    canonicalizedBody: base64(body),
  };
}

const hex = (bytes: Uint8Array) => ({ algorithm: 'sha256', value: hash(bytes).toString('hex') });
/** What the kinds of entries say (sigstore/rekor `pkg/types`; rekor-tiles for 0.0.2 of hashedrekord). */
const SPECS: Record<NonNullable<Wish['entry']>, (signed: Signed) => object> = {
  'hashedrekord 0.0.1': ({ bytes, signature, verifier }) => ({
    data: { hash: hex(bytes) },
    signature: { content: base64(signature), publicKey: { content: base64(verifier) } },
  }),
  'hashedrekord 0.0.2': ({ bytes, signature, verifier }) => ({
    hashedRekordV002: {
      data: { algorithm: 'SHA2_256', digest: base64(hash(bytes)) },
      signature: {
        content: base64(signature),
        verifier: {
          keyDetails: 'PKIX_ECDSA_P256_SHA_256',
          [verifier.includes('CERTIFICATE') ? 'x509Certificate' : 'publicKey']: { rawBytes: unwrapped(verifier) },
        },
      },
    },
  }),
  'dsse 0.0.1': ({ payload, signature, verifier }) => ({
    envelopeHash: hex(payload),
    payloadHash: hex(payload),
    signatures: [{ signature: base64(signature), verifier: base64(verifier) }],
  }),
  'intoto 0.0.2': ({ payload, signature, verifier }) => ({
    content: {
      envelope: {
        payloadType: 'application/vnd.in-toto+json',
        signatures: [{ publicKey: base64(verifier), sig: base64(base64(signature)) }],
      },
      payloadHash: hex(payload),
    },
  }),
};

function timestampOf(signature: Buffer, at: number): Buffer {
  return timestamp(instance.tsa, { artifactHash: base64(hash(signature)), hashAlgorithm: 'sha256' }, at);
}

export function pem(label: string, bytes: Buffer): string {
  const lines = base64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function unwrapped(text: string): string {
  return text.replaceAll(/-----.*?-----|\n/g, '');
}

function canonical(value: unknown): Buffer {
  return Buffer.from(canonicalize(value) ?? '');
}
