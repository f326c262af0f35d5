import type { Signer } from '@sigstore/verify';
import { extensions, type Fact, factOf } from './certificate.ts';
import { type Certificate, der } from './der.ts';
import { invalid, Refused } from './refused.ts';

/** Who must have signed, by a certificate: exact texts, never patterns. */
export interface Keyless {
  /** The certificate's one subject alternative name, a URI or an email address. */
  readonly identity: string;
  /** Who vouched for it: Fulcio's issuer extension. */
  readonly issuer: string;
  readonly claims?: GitHubClaims | undefined;
}

/** Who must have signed, by a key that is known beforehand. */
export interface ManagedKey {
  /** PEM. */
  readonly publicKey: string;
}

/**
 * What a workflow's certificate must say beside its identity, which names the workflow and not where it ran: a
 * reusable workflow has one identity in every repository that calls it. Each that is named must be there and equal.
 */
export interface GitHubClaims {
  readonly sourceRepositoryId?: string;
  readonly sourceRepositoryOwnerId?: string;
  readonly sourceRepositoryRef?: string;
  readonly sourceRepositoryDigest?: string;
  readonly sourceRepositoryUri?: string;
  readonly runnerEnvironment?: 'github-hosted' | 'self-hosted';
  readonly buildTrigger?: string;
  readonly buildSignerDigest?: string;
  readonly runInvocationUri?: string;
}

const EXTENDED_KEY_USAGE = '2.5.29.37';
/** RFC 5280 section 4.2.1.12. */
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const [SEQUENCE, EMAIL, URI] = [0x30, 0x81, 0x86];

/**
 * Refuses any other signer with `attestation-identity-mismatch`. The verifier's own policy would take the identity
 * as a pattern that matches anywhere, and reads certificates as seven-bit text; so the name is compared here, byte for
 * byte, with what Fulcio writes for this identity and no other, and extensions by the one text that they hold.
 */
export function requireSigner(signer: Signer, { identity, issuer, claims = {} }: Keyless): void {
  // Whoever comes from JavaScript or JSON may leave out what the type demands; then nobody is the right one.
  if (!identity || !issuer) throw mismatch('an identity and an issuer to compare with', 'none');
  const wanted = [EMAIL, URI].map((kind) => der(SEQUENCE, der(kind, Buffer.from(identity))));
  const [name, ...more] = extensions(signer, SUBJECT_ALTERNATIVE_NAME);
  if (name === undefined || more.length > 0 || !wanted.some((one) => one.equals(name)))
    throw mismatch(`only \`${identity}\``, `\`${signer.identity?.subjectAlternativeName}\``);
  requireFact(signer, 'issuer', issuer);
  for (const [fact, text] of Object.entries(claims)) requireFact(signer, fact as Fact, text);
}

/** Refuses a certificate that was not given for signing, as the same authority may give them for other ends. */
export function requirePurpose(certificate: Certificate): void {
  const [purposes] = certificate.extension(EXTENDED_KEY_USAGE)?.valueObj.subs ?? [];
  const seen = (purposes?.subs ?? []).map((purpose) => purpose.toOID());
  if (!seen.includes(CODE_SIGNING)) throw invalid('a certificate for code signing', seen.join(', '));
}

function requireFact(signer: Signer, fact: Fact, wanted: string | undefined): void {
  const seen = factOf(signer, fact);
  if (wanted === undefined || wanted === '' || seen !== wanted)
    throw mismatch(`${fact} \`${wanted}\``, `${fact} \`${seen}\``);
}

function mismatch(expected: string, seen: string): Refused {
  return new Refused('attestation-identity-mismatch', expected, seen);
}
