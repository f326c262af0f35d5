import type { SignatureClaim } from '../claims/decision.ts';
import type { SignedFacts } from '../ledger/facts/decision.ts';
import { compareInstants } from '../time/instant.ts';

/**
 * The claims, in their order, each person's own Sigstore signatures used once. Whoever changed their mind has signed
 * two outcomes, and anybody can read both: a thief of the GitHub account must not bring the first back. So each must
 * be newer than every one that came before, in a review that stands here or that the ledger remembers, however its
 * text was edited since.
 */
export function usedOnce(claims: readonly SignatureClaim[], recorded: readonly SignedFacts[]): SignatureClaim[] {
  return claims.map((claim, index) => {
    const { keyless, person, submitted_at } = claim;
    if (!keyless?.proven || person === null) return claim;
    const here = claims.slice(0, index).flatMap((one) => (one.person === person ? signedAt(one.keyless) : []));
    const before = recorded.flatMap((one) => {
      const earlier = one.person === person && compareInstants(one.submitted_at, submitted_at) < 0;
      return earlier && one.keyless !== undefined ? [one.keyless.signed_at] : [];
    });
    const newest = [...here, ...before].toSorted(compareInstants).at(-1);
    if (newest === undefined || compareInstants(keyless.signed_at, newest) > 0) return claim;
    const expected = `one made after ${newest}, when ${person} signed last: run \`countersign sign\` again`;
    return { ...claim, keyless: { proven: false, code: 'approval-stale', expected, seen: keyless.signed_at } };
  });
}

function signedAt(keyless: SignatureClaim['keyless']): string[] {
  return keyless?.proven ? [keyless.signed_at] : [];
}
