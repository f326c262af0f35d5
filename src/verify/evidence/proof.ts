import type { Digest } from '../../digest/digest.ts';
import type { Citation } from '../../evidence/citation.ts';
import type { Unproven } from '../../evidence/unproven.ts';
import type { KindPolicy } from '../../policy/evidence-policy.ts';
import type { Rules } from '../../policy/rules.ts';
import type { Instant } from '../../time/instant.ts';

/** What a piece of evidence proves: all that it is cited for, or nothing. */
export type EvidenceProof = EvidenceProven | EvidenceRefused;

export interface EvidenceProven {
  readonly state: 'verified';
  /** The digest of the signed statement; null where GitHub's own word is the proof. */
  readonly statement: Digest | null;
  readonly signer: { readonly identity: string; readonly issuer: string } | null;
  /** The earliest instant at which the signature is proven to have existed. */
  readonly signed_at: Instant | null;
  /** What it says, in short sentences for people. They quote it: whoever shows them, escapes them. */
  readonly says: readonly string[];
}

export interface EvidenceRefused extends Unproven {
  readonly state: 'refused';
}

/** What is to be proven, by whose policy, and when. */
export interface EvidenceToProve {
  readonly citation: Citation;
  readonly policy: KindPolicy;
  readonly roots: Rules['roots'];
  readonly at: Instant;
}

const HINTS: Record<Unproven['code'], string> = {
  'attestation-missing': 'cite an attestation of this kind; another one does not stand in for it',
  'attestation-invalid': 'have it made anew, and cite that',
  'attestation-identity-mismatch': 'policies/evidence.yaml names who may sign evidence of this kind, letter by letter',
  'attestation-subject-mismatch': 'cite the attestation of these subjects',
  'trust-root-stale': 'bring the trusted root that policies/evidence.yaml names up to date, by a policy pull request',
};

/** `seen` may quote the evidence: it becomes one short line of text. */
export function refused(
  code: Unproven['code'],
  expected: string,
  seen: string,
  hint: string = HINTS[code],
): EvidenceRefused {
  return { state: 'refused', code, expected: oneLine(expected), seen: oneLine(seen) || 'nothing', hint };
}

/** Text of strangers as one line: without controls, and no longer than people read. */
export function oneLine(text: string): string {
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .trim();
}
const LONGEST = 300;

/** From the least to the most that was right about it. A stale root comes late, since people can mend that. */
const CLOSENESS: readonly Unproven['code'][] = [
  'attestation-invalid',
  'trust-root-stale',
  'attestation-identity-mismatch',
  'attestation-missing',
  'attestation-subject-mismatch',
];

/** Of several attempts, at least one, that all failed: what came closest, with all that would have been right there. */
export function closest(refusals: readonly EvidenceRefused[]): EvidenceRefused {
  const code = CLOSENESS.findLast((one) => refusals.some((refusal) => refusal.code === one)) ?? 'attestation-invalid';
  const those = refusals.filter((refusal) => refusal.code === code);
  const expected = [...new Set(those.map((refusal) => refusal.expected))].join(', or ');
  return refused(code, expected, those[0]?.seen ?? '', those[0]?.hint);
}
