import { randomBytes, sign } from 'node:crypto';
import { ECDSA_SHA256 } from './certificate.ts';
import { context, generalizedTime, integer, octets, oid, sequence, set, validityTime } from './der.ts';
import { type Instance, sha256, TSA_ROOT_NAME, TSA_SERIAL } from './instance.ts';
import { at, Refusal, textAt } from './refusal.ts';

const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'));
const TST_INFO = oid('1.2.840.113549.1.9.16.1.4');
const SIGNED_DATA = oid('1.2.840.113549.1.7.2');
const POLICY = oid('1.3.6.1.4.1.57264.2');
const GRANTED = sequence(integer(0));

/** `POST /api/v1/timestamp`: that this hash existed at this instant, as an RFC 3161 response. */
export function timestamp(tsa: Instance['tsa'], request: unknown, now: number): Buffer {
  const hash = Buffer.from(textAt(request, 'artifactHash'), 'base64');
  if (textAt(request, 'hashAlgorithm') !== 'sha256' || hash.byteLength !== 32)
    throw new Refusal(400, 'expected the sha256 of an artifact');
  const nonce = at(request, 'nonce');
  const info = sequence(
    integer(1),
    POLICY,
    sequence(SHA256, octets(hash)),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    generalizedTime(now),
    ...(Number.isSafeInteger(nonce) ? [integer(Number(nonce))] : []),
  );
  const certificates = at(request, 'certificates') === true ? [context(0, tsa.certificate)] : [];
  const signedData = sequence(
    integer(3),
    set(SHA256),
    sequence(TST_INFO, context(0, octets(info))),
    ...certificates,
    set(signerInfo(tsa, info, now)),
  );
  return sequence(GRANTED, sequence(SIGNED_DATA, context(0, signedData)));
}

/** RFC 5652 section 5.3. */
function signerInfo(tsa: Instance['tsa'], info: Buffer, now: number): Buffer {
  const attributes = [
    attribute('1.2.840.113549.1.9.3', TST_INFO),
    attribute('1.2.840.113549.1.9.5', validityTime(now)),
    attribute('1.2.840.113549.1.9.4', octets(sha256(info))),
    // RFC 5816: which certificate signed.
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octets(sha256(tsa.certificate)))))),
  ].toSorted(Buffer.compare);
  return sequence(
    integer(1),
    sequence(TSA_ROOT_NAME, integer(TSA_SERIAL)),
    SHA256,
    context(0, ...attributes),
    ECDSA_SHA256,
    octets(sign('sha256', set(...attributes), tsa.privateKey)),
  );
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), set(value));
}
