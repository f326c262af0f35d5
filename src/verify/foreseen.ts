import type { Claims } from '../claims/claims.ts';
import { linesFor } from '../codeowners/codeowners.ts';
import { councilOf } from '../council/branch.ts';
import type { Digest } from '../digest/digest.ts';
import { councilIn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Terms } from '../terms/terms.ts';
import { termsOf } from '../terms/terms-of.ts';
import type { PacketProof } from './packet.ts';

/** Terms, with the digest that owners would approve; null while evidence has not been read that the digest covers. */
export interface ForeseenTerms {
  readonly terms: Terms;
  readonly digest: Digest | null;
}

/** The terms as far as folder and rules give them; null where the packet has none under these rules. */
export function foreseenTerms(claims: Claims, proof: PacketProof, loaded: LoadedRules): ForeseenTerms | null {
  if (claims.terms !== null) return claims.terms;
  const council = councilIn(loaded, councilOf(claims.pull.base));
  if (!loaded.ok || council === null || !proof.valid) return null;
  const { packet, facts } = proof;
  const paths = facts.files.map(({ name }) => `packets/${facts.id}/${name}`);
  const codeownersLines = linesFor(loaded.rules.codeowners.lines, paths);
  const made = termsOf({
    packet,
    evidence: [],
    revisionDigest: facts.revision_digest,
    council,
    rules: loaded.rules,
    codeownersLines,
  });
  return made.ok ? { terms: made.terms, digest: null } : null;
}
