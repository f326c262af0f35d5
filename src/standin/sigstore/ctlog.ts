import { type KeyObject, sign } from 'node:crypto';
import { extension, spki } from './certificate.ts';
import { octets } from './der.ts';
import { type KeyPair, logId, sha256 } from './instance.ts';

const V1 = Buffer.from([0]);
const CERTIFICATE_TIMESTAMP = Buffer.from([0]);
const PRECERTIFICATE = Buffer.from([0, 1]);
const NO_EXTENSIONS = Buffer.from([0, 0]);
const SHA256_ECDSA = Buffer.from([4, 3]);

/**
 * The certificate log's promise to have seen what will be signed (RFC 6962 section 3.2), as the extension that the
 * certificate then carries.
 */
export function certificateTimestamp(log: KeyPair, issuerKey: KeyObject, toBeSigned: Buffer, now: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(now));
  const entry = [PRECERTIFICATE, sha256(spki(issuerKey)), sized(3, toBeSigned), NO_EXTENSIONS];
  const signature = sign('sha256', Buffer.concat([V1, CERTIFICATE_TIMESTAMP, time, ...entry]), log.privateKey);
  const promise = Buffer.concat([V1, logId(log), time, NO_EXTENSIONS, SHA256_ECDSA, sized(2, signature)]);
  return extension('1.3.6.1.4.1.11129.2.4.2', octets(sized(2, sized(2, promise))));
}

/** Bytes with their length before them, in so many bytes, as TLS writes vectors. */
function sized(width: number, bytes: Buffer): Buffer {
  const length = Buffer.alloc(width);
  length.writeUIntBE(bytes.byteLength, 0, width);
  return Buffer.concat([length, bytes]);
}
