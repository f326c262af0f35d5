import { sign, verify } from 'node:crypto';
import { type KeyPair, logId } from './instance.ts';
import { Refusal, textAt } from './refusal.ts';

/** Who a token speaks for. Every other claim, such as those of an Actions run, goes in as it is. */
export interface Identity {
  /** Becomes the certificate's name, unless there is an `email`: must be a URI. */
  readonly subject?: string;
  readonly email?: string;
  /** Becomes the certificate's issuer. */
  readonly issuer: string;
  /** `sigstore` unless given; Fulcio takes no other. */
  readonly audience?: string;
  /** 600 unless given; by the wall clock, as everywhere outside rehearsals. Negative: expired. */
  readonly expiresInSeconds?: number;
  readonly [claim: string]: unknown;
}

export type Claims = Readonly<Record<string, unknown>>;

/** A JWT by RFC 7519, signed with ES256. */
export function issueToken(keys: KeyPair, identity: Identity, now: number): string {
  const { subject, email, issuer, audience = 'sigstore', expiresInSeconds = 600, ...others } = identity;
  const iat = Math.floor(now / 1000);
  const times = { iat, nbf: iat, exp: iat + expiresInSeconds };
  const who = email === undefined ? { sub: subject } : { sub: subject ?? email, email, email_verified: true };
  const signed = `${part({ alg: 'ES256', kid: keyId(keys), typ: 'JWT' })}.${part({ ...others, ...who, iss: issuer, aud: audience, ...times })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), jose(keys.privateKey)).toString('base64url')}`;
}

/** What a token says, once its signature, audience and times are found good. Throws a `Refusal` otherwise. */
export function readToken(keys: KeyPair, token: string, now: number): Claims {
  const [header, payload, signature, ...more] = token.split('.');
  if (!header || !payload || !signature || more.length > 0) throw new Refusal(400, 'expected a signed JWT');
  if (textAt(json(header), 'alg') !== 'ES256') throw new Refusal(401, 'the identity token is not signed with ES256');
  const bytes = Buffer.from(signature, 'base64url');
  if (!verify('sha256', Buffer.from(`${header}.${payload}`), jose(keys.publicKey), bytes))
    throw new Refusal(401, 'the identity token is not signed by a known issuer');
  const claims = json(payload);
  if (claims.aud !== 'sigstore') throw new Refusal(401, 'the identity token is for another audience');
  if (!(Number(claims.nbf) * 1000 <= now && now < Number(claims.exp) * 1000))
    throw new Refusal(401, 'the identity token is expired or not yet valid');
  return claims;
}

/** The public key by which tokens are checked, as a JSON Web Key Set. */
export function keySet(keys: KeyPair) {
  return { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: keyId(keys) }] };
}

function keyId(keys: KeyPair): string {
  return logId(keys).toString('base64url');
}

// RFC 7518 section 3.4: r and s side by side, not the DER that X.509 uses.
function jose(key: KeyPair['privateKey']) {
  return { key, dsaEncoding: 'ieee-p1363' as const };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function json(text: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Said below.
  }
  throw new Refusal(400, 'expected a JWT of JSON objects');
}
