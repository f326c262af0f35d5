import type { Claims } from '../claims/claims.ts';
import { councilOf } from '../council/branch.ts';
import type { Digest } from '../digest/digest.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Terms } from '../terms/terms.ts';
import type { PacketProof } from './packet.ts';
import { termsUnder } from './terms.ts';

/** Terms, with the digest that owners would approve; null while evidence has not been read that the digest covers. */
export interface ForeseenTerms {
  readonly terms: Terms;
  readonly digest: Digest | null;
}

/** The terms as far as folder and rules give them; null where the packet has none under these rules. */
export function foreseenTerms(claims: Claims, proof: PacketProof, rules: LoadedRules): ForeseenTerms | null {
  if (claims.terms !== null) return claims.terms;
  const terms = proof.valid ? termsUnder(rules, councilOf(claims.pull.base), proof, []) : null;
  return terms && { terms, digest: null };
}
