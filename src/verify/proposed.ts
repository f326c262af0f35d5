import type { Claims, Known } from '../claims/claims.ts';
import { type DecisionFacts, decisionIn } from '../claims/decision.ts';
import type { Change } from '../claims/pull.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import { decisionPath } from '../decision/place.ts';
import { changeBetween, changeOf, earlierDecisionsTouched, historyProblems } from './change.ts';
import { decisionClaim, NO_DECISION } from './decided.ts';
import { known, mapKnown } from './known.ts';
import type { Observation } from './observation.ts';
import { type PacketProof, provePacket } from './packet.ts';
import { packetPaths } from './terms.ts';

/** What a pull request proposes, as far as it is proven. */
export interface Proposed {
  readonly change: Known<Change>;
  /** By what it is judged: other rules, or what it changes. What is neither known nor anything else is as a packet. */
  readonly kind: 'rules' | 'sync' | 'decision' | 'packet';
  /** The packet that it names: as its own, or as that which its decision is about. */
  readonly packet: string | null;
  /** The folder of that packet at the head. */
  readonly proof: Known<PacketProof>;
  /** The packet that is proposed here. That which a decision is about is not: nothing of it is asked for again. */
  readonly valid: Extract<PacketProof, { valid: true }> | null;
  readonly decision: Claims['decision'];
  readonly decided: DecisionFacts | null;
}

/** `forRules`: it would change the rules on main, whatever else it touches. */
export function proposedIn(observation: Observation, forRules: boolean): Proposed {
  const change = forRules
    ? mapKnown(known(observation.proposed), ({ before, after }) => changeBetween(before, after))
    : mapKnown(known(observation.history), changeOf);
  const changed = 'known' in change ? change.known : null;
  const kind = forRules ? 'rules' : changed?.kind === 'sync' || changed?.kind === 'decision' ? changed.kind : 'packet';
  const proof = mapKnown(known(observation.folder), provePacket);
  const decision = forRules ? NO_DECISION : decisionClaim(observation.decision, change);
  return {
    change,
    kind,
    packet: changed !== null && 'packet' in changed ? changed.packet : null,
    proof,
    valid: kind !== 'decision' && 'known' in proof && proof.known.valid ? proof.known : null,
    decision,
    decided: decisionIn({ decision }),
  };
}

/** The paths whose code owners count: what is proposed stands there, or would. */
export function pathsOf({ kind, packet, valid, decided }: Proposed): string[] {
  if (valid !== null) return packetPaths(valid.facts);
  if (kind === 'sync') return [CODEOWNERS];
  if (kind !== 'decision' || packet === null) return [];
  return [decided?.path ?? decisionPath({ packet, revision: 1, number: 1 })];
}

/** Why the commits are not as they should be. Of a change that is nothing to be merged here, they do not matter. */
export function problemsIn({ history: read, pull, decision }: Observation, change: Known<Change>): Claims['history'] {
  const history = known(read);
  if ('unknown' in history || 'unknown' in change) return mapKnown(history, () => []);
  const { known: seen } = history;
  switch (change.known.kind) {
    case 'policy':
    case 'other':
      return { known: [] };
    case 'packet':
    case 'sync':
      return { known: historyProblems(seen, pull.commits, change.known) };
    case 'decision': {
      const problems = historyProblems(seen, pull.commits, change.known);
      return mapKnown(known(decision), (folder) => [...problems, ...earlierDecisionsTouched(folder, seen)]);
    }
  }
}
