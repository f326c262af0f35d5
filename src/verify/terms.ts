import type { PacketFacts } from '../claims/packet.ts';
import { linesFor } from '../codeowners/codeowners.ts';
import type { EvidenceState } from '../evidence/state.ts';
import { councilIn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Terms } from '../terms/terms.ts';
import { termsOf } from '../terms/terms-of.ts';
import type { PacketProof } from './packet.ts';

/** The paths of a packet's files, from the root of the repository. */
export function packetPaths({ id, files }: PacketFacts): string[] {
  return files.map(({ name }) => `packets/${id}/${name}`);
}

/**
 * The terms of a packet as these rules have them for the council of this name, its evidence in these states. Null where
 * there is no such council, or the packet is not for it.
 */
export function termsUnder(
  loaded: LoadedRules,
  name: string | null,
  { packet, facts }: Extract<PacketProof, { valid: true }>,
  evidence: readonly EvidenceState[],
): Terms | null {
  const council = councilIn(loaded, name);
  if (council === null || !loaded.ok) return null;
  const { rules } = loaded;
  const codeownersLines = linesFor(rules.codeowners.lines, packetPaths(facts));
  const revisionDigest = facts.revision_digest;
  return termsOf({ packet, evidence, revisionDigest, council, rules, codeownersLines });
}
