import type { KeylessClaim } from '../claims/decision.ts';
import { canonicalJson, sha256 } from '../digest/digest.ts';
import { cut } from '../document/text.ts';
import { isGitHubLogin } from '../people/github-login.ts';
import type { Person } from '../people/people.ts';
import { type AttestationProof, checkAttestation } from '../sigstore/attestation.ts';
import { type Refusal, refusal } from '../sigstore/refused.ts';
import type { Trust } from '../sigstore/verify.ts';
import { bundleIn } from './review-body.ts';
import { type CrossSign, crossSignBytes, crossSignStatement } from './statement.ts';

const LONGEST = 1000;

/** Of whom a signature is asked, and over what: by the rules and the decision of now, never by what the review says. */
export interface KeylessToCheck {
  readonly sign: CrossSign;
  /** Those that `people.yaml` gives the reviewer; none where nobody is known to be it. */
  readonly identities: NonNullable<Person['identities']>;
  readonly trust: Trust;
}

/** What the signer's own signature in a review's text proves; null where the text has none. */
export function keylessIn(body: string, wanted: KeylessToCheck): KeylessClaim | null {
  const read = bundleIn(body);
  if (read.found === 'none') return null;
  return read.found === 'one' ? keylessClaim(read.bundle, wanted) : unproven(read.refusal);
}

/**
 * Whether a person signed exactly this with one of their own identities. Pure, and never throws. An identity that is
 * a GitHub login by another name counts for nothing, nor does one under which a build signed.
 */
export function keylessClaim(bundle: unknown, { sign, identities, trust }: KeylessToCheck): KeylessClaim {
  const own = identities.filter(({ issuer }) => !isGitHubLogin(issuer));
  const named = own.map(({ issuer, subject }) => `\`${subject}\` of ${issuer}`).join(' or ');
  if (own.length === 0) {
    const seen = identities.length === 0 ? 'none' : 'only such as log in through the GitHub account';
    return mismatch("an identity of the signer's in policies/people.yaml", seen);
  }
  const answers = own.map(({ issuer, subject }) =>
    checkAttestation({ bundle, signer: { identity: subject, issuer }, ...trust }),
  );
  const proof = answers.find((answer): answer is AttestationProof => answer.ok);
  if (proof === undefined) {
    const refusals = answers.filter((answer): answer is Refusal => !answer.ok);
    const worse = refusals.find(({ code }) => code !== 'attestation-identity-mismatch');
    return worse ? unproven(worse) : mismatch(named, refusals.map(({ seen }) => seen).at(-1) ?? 'none');
  }
  return claimOf(proof, sign);
}

/** A certificate of a build says more than who: a pipeline is nobody's own, whoever started it. */
function claimOf({ certificate, signedAt, digest, statement }: AttestationProof, sign: CrossSign): KeylessClaim {
  if (certificate === null || signedAt === null) return mismatch('a certificate with a timestamp', 'none');
  const { identity, issuer, ...ofBuild } = certificate;
  if (Object.keys(ofBuild).length > 0)
    return mismatch("a person's certificate", `one of a build: ${Object.keys(ofBuild).join(', ')}`);
  if (digest === sha256(crossSignBytes(sign))) return { proven: true, identity, issuer, signed_at: signedAt };
  const [expected, seen] = apart(parts(crossSignStatement(sign)), parts(statement));
  return unproven(refusal('attestation-subject-mismatch', expected, seen));
}

type Parts = Readonly<Record<string, unknown>>;
type Said = Readonly<Record<'subject' | 'predicateType', unknown>> & { readonly predicate: object };

function parts({ subject, predicateType, predicate }: Said): Parts {
  return { predicateType, ...predicate, subject };
}

/** The parts in which two statements differ, as each has them. */
function apart(wanted: Parts, signed: Parts): [expected: string, seen: string] {
  const text = (value: unknown) => (value === undefined ? 'none' : canonicalJson(value));
  const names = Object.keys({ ...wanted, ...signed }).filter((name) => text(wanted[name]) !== text(signed[name]));
  const told = (those: Parts) => names.map((name) => `${name} ${text(those[name])}`).join(', ');
  return names.length === 0 ? ['the statement in RFC 8785 form', 'another form'] : [told(wanted), told(signed)];
}

function mismatch(expected: string, seen: string): KeylessClaim {
  return unproven(refusal('attestation-identity-mismatch', expected, seen));
}

/** What was expected names parts as the signer calls them, at any length; claims are recorded. */
function unproven({ code, expected, seen }: Refusal): KeylessClaim {
  return { proven: false, code, expected: cut(expected, LONGEST), seen };
}
