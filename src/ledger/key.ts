import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** C2SP signed-note: the signature type byte of Ed25519, part of what a key's id is taken over. */
const ED25519 = Uint8Array.of(0x01);

/** The raw 32 bytes of an Ed25519 public key in base64: how `policies/ledger.yaml` and entry 0 write it. */
export function publicKeyText(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url').toString('base64');
}

/** The key that such a text names. Throws when it is none. */
export function publicKey(text: string): KeyObject {
  const raw = Buffer.from(text, 'base64');
  if (raw.byteLength !== 32 || raw.toString('base64') !== text) {
    throw new TypeError(`expected base64 of the 32 bytes of an Ed25519 public key, seen \`${text.slice(0, 60)}\``);
  }
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
}

/** The first four bytes of SHA-256(name, newline, type, key), in hex (c2sp.org/signed-note). */
export function keyId(name: string, key: string): string {
  const hash = createHash('sha256').update(`${name}\n`).update(ED25519).update(Buffer.from(key, 'base64'));
  return hash.digest('hex').slice(0, 8);
}

/** The verifier key as other readers of signed notes take it: `name+id+base64(type, key)`. */
export function verifierKey(name: string, key: string): string {
  const typed = Buffer.concat([ED25519, Buffer.from(key, 'base64')]);
  return `${name}+${keyId(name, key)}+${typed.toString('base64')}`;
}

const PEM = /-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\s]+-----END PRIVATE KEY-----/g;

/**
 * The ledger's private keys from the text of `LEDGER_KEY`: one PKCS#8 PEM block, or two while a key is being replaced.
 * Throws on anything else, without repeating any of the text.
 */
export function privateKeys(pem: string): readonly KeyObject[] {
  const blocks = pem.match(PEM) ?? [];
  const keys = blocks.flatMap((block) => {
    try {
      const key = createPrivateKey(block);
      return key.asymmetricKeyType === 'ed25519' ? [key] : [];
    } catch {
      return [];
    }
  });
  if (keys.length === 0 || keys.length !== blocks.length || pem.replaceAll(PEM, '').trim() !== '') {
    throw new TypeError(
      'expected Ed25519 private keys in PEM (PKCS#8) as the ledger key, seen something else\nhint: `openssl genpkey -algorithm ed25519` makes one',
    );
  }
  return keys;
}
