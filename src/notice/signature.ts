import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** What a webhook is signed with: the bot's own key, or a secret that it shares with one endpoint. */
export type WebhookKey =
  | { readonly version: 'v1a'; readonly key: KeyObject }
  | { readonly version: 'v1'; readonly secret: Uint8Array };

/** One attempt to deliver. */
export interface Signable {
  readonly id: string;
  /** Of the attempt, in whole seconds since 1970. */
  readonly timestamp: number;
  readonly body: Uint8Array;
}

/**
 * The header `webhook-signature` (Standard Webhooks 1.0.0, "Signature scheme" and "Webhook headers"): one signature a
 * key, so that a receiver that still has the old one of two can check it.
 */
export function signatureHeader(message: Signable, keys: readonly WebhookKey[]): string {
  const signed = Buffer.concat([Buffer.from(`${message.id}.${message.timestamp}.`), message.body]);
  return keys.map((key) => `${key.version},${signature(key, signed).toString('base64')}`).join(' ');
}

function signature(key: WebhookKey, signed: Uint8Array): Buffer {
  if (key.version === 'v1a') return sign(null, signed, key.key);
  return createHmac('sha256', key.secret).update(signed).digest();
}

/** PKCS#8 of an Ed25519 key is this and the 32 bytes of its seed (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The keys of a setting, divided by spaces: one, or two while it is being replaced. `whsk_` and base64 of the 32 bytes
 * of an Ed25519 key, or `whsec_` and base64 of 24 to 64 random bytes (the same section). Throws on anything else,
 * without repeating any of it.
 */
export function webhookKeys(text: string, version: WebhookKey['version']): readonly WebhookKey[] {
  const keys = text
    .trim()
    .split(/\s+/)
    .map(version === 'v1a' ? ed25519Key : sharedSecret);
  if (keys.length > 2) throw new TypeError(`expected one key, or two while it is being replaced, seen ${keys.length}`);
  return keys;
}

/** How the public half is given to those who receive: `whpk_` and base64 of its 32 bytes. */
export function publicHalf(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return `whpk_${Buffer.from(x ?? '', 'base64url').toString('base64')}`;
}

function ed25519Key(text: string): WebhookKey {
  const seed = bytesAfter('whsk_', text);
  if (seed?.byteLength !== 32) throw new TypeError('expected `whsk_` and base64 of 32 bytes, seen something else');
  const der = Buffer.concat([PKCS8, seed]);
  return { version: 'v1a', key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
}

function sharedSecret(text: string): WebhookKey {
  const secret = bytesAfter('whsec_', text);
  if (secret === undefined || secret.byteLength < 24 || secret.byteLength > 64)
    throw new TypeError('expected `whsec_` and base64 of 24 to 64 bytes, seen something else');
  return { version: 'v1', secret };
}

function bytesAfter(prefix: string, text: string): Buffer | undefined {
  const encoded = text.slice(prefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  return text.startsWith(prefix) && bytes.toString('base64') === encoded ? bytes : undefined;
}
