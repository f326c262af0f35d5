import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { authorityUsage, certificate, commonName, keyIds, leafUsage, spki } from './certificate.ts';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A Sigstore instance at rest: its keys and root certificates. Many rehearsals may share one. */
export interface Instance {
  readonly ca: KeyPair & { readonly certificate: Buffer };
  readonly ctlog: KeyPair;
  readonly rekor: KeyPair;
  readonly tsa: KeyPair & { readonly certificate: Buffer; readonly root: Buffer };
  /** Signs identity tokens. */
  readonly oidc: KeyPair;
}

export const CA_NAME = commonName('sigstore stand-in');
const TSA_NAME = commonName('timestamps of the sigstore stand-in');
export const TSA_ROOT_NAME = commonName('timestamp root of the sigstore stand-in');
export const TSA_SERIAL = Buffer.from([2]);
/** The log's name: every checkpoint begins with it, and the trusted root must know it. */
export const LOG_ORIGIN = 'rekor.sigstore.test';

// Wide, so that the clock passed in rules, in whatever year it stands.
const validity = { notBefore: Date.UTC(2000, 0, 1), notAfter: Date.UTC(2099, 11, 31) };

export function newInstance(): Instance {
  const ca = keyPair();
  const tsa = keyPair();
  const tsaRoot = keyPair();
  const timestamping = {
    serial: TSA_SERIAL,
    issuer: TSA_ROOT_NAME,
    subject: TSA_NAME,
    publicKey: tsa.publicKey,
    extensions: [...leafUsage('timeStamping'), ...keyIds(tsa.publicKey, tsaRoot.publicKey)],
  };
  return {
    ca: { ...ca, certificate: selfSigned(CA_NAME, ca) },
    ctlog: keyPair(),
    rekor: keyPair(),
    tsa: {
      ...tsa,
      certificate: certificate({ ...timestamping, ...validity }, tsaRoot.privateKey),
      root: selfSigned(TSA_ROOT_NAME, tsaRoot),
    },
    oidc: keyPair(),
  };
}

/** RFC 6962 section 3.2, and Rekor alike: a log is named by the hash of its key. */
export function logId(log: KeyPair): Buffer {
  return sha256(spki(log.publicKey));
}

export function sha256(...bytes: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(bytes)).digest();
}

function keyPair(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function selfSigned(name: Buffer, keys: KeyPair): Buffer {
  const extensions = [...authorityUsage(), ...keyIds(keys.publicKey, keys.publicKey)];
  const names = { issuer: name, subject: name };
  const request = { serial: Buffer.from([1]), ...names, ...validity, publicKey: keys.publicKey, extensions };
  return certificate(request, keys.privateKey);
}
