import { spki } from './certificate.ts';
import { type Instance, type KeyPair, LOG_ORIGIN, logId } from './instance.ts';

/** Which transparency log an instance writes to: Rekor v2, Rekor v1, or none, as private instances do. */
export type Log = 'v2' | 'v1' | 'none';

const validFor = { start: '2000-01-01T00:00:00Z' };

/** What a verifier pins: a `trustedroot` document. Without a log it names none, nor one for certificates. */
export function trustedRootOf(instance: Instance, log: Log) {
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: log === 'none' ? [] : [logOf(`https://${LOG_ORIGIN}`, instance.rekor)],
    certificateAuthorities: [authorityOf('https://fulcio.sigstore.test', instance.ca.certificate)],
    ctlogs: log === 'none' ? [] : [logOf('https://ctfe.sigstore.test', instance.ctlog)],
    timestampAuthorities: [authorityOf('https://tsa.sigstore.test', instance.tsa.certificate, instance.tsa.root)],
  };
}

/** What a signer needs: a `signingconfig` document, with the address of a running instance. */
export function signingConfigOf(url: string, log: Log) {
  return {
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [serviceOf(url, 1)],
    oidcUrls: [serviceOf(url, 1)],
    rekorTlogUrls: log === 'none' ? [] : [serviceOf(url, log === 'v2' ? 2 : 1)],
    tsaUrls: [serviceOf(`${url}/api/v1/timestamp`, 1)],
    ...(log === 'none' ? {} : { rekorTlogConfig: { selector: 'ANY' } }),
    tsaConfig: { selector: 'ANY' },
  };
}

function serviceOf(url: string, majorApiVersion: number) {
  return { url, majorApiVersion, validFor, operator: 'sigstore.test' };
}

function authorityOf(uri: string, ...chain: Buffer[]) {
  const certificates = chain.map((raw) => ({ rawBytes: raw.toString('base64') }));
  return { subject: { organization: 'sigstore.test', commonName: uri }, uri, certChain: { certificates }, validFor };
}

function logOf(baseUrl: string, keys: KeyPair) {
  const rawBytes = spki(keys.publicKey).toString('base64');
  const publicKey = { rawBytes, keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor };
  return { baseUrl, hashAlgorithm: 'SHA2_256', publicKey, logId: { keyId: logId(keys).toString('base64') } };
}
