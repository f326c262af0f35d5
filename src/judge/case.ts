import type { Claims, Unknown } from '../claims/claims.ts';
import type { DecisionFacts } from '../claims/decision.ts';
import type { PacketFacts } from '../claims/packet.ts';
import type { Council } from '../council/council.ts';
import type { Leaf, Met, SetAside, Unmet } from '../finding/finding.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Inspection } from '../protection/inspect.ts';

/** What a rule judges: what is proven, by which rules, and those parts of both that most rules ask for. */
export interface Case {
  readonly claims: Claims;
  readonly rules: LoadedRules;
  /** The council that the base branch names; null when its policy does not exist or does not load. */
  readonly council: Council | null;
  /** The packet, when it is valid. */
  readonly packet: PacketFacts | null;
  /** The decision, when its file is valid; null where something else is proposed. */
  readonly decision: DecisionFacts | null;
  /** Every needed protection as it was found; none while they could not be read. */
  readonly protections: readonly Inspection[];
}

/** A rule of the finding: pure, total, and in a file of its own. */
export type Rule = (judged: Case) => Leaf;

interface Extra {
  readonly counted?: readonly string[];
  readonly setAside?: readonly SetAside[];
  readonly unjudged?: readonly string[];
}

export function met(rule: string, wanted: string, seen: string, extra: Extra = {}): Met {
  return { rule, status: 'met', wanted, seen, ...extra };
}

function notApplicable(rule: string, wanted: string, seen: string): Leaf {
  return { rule, status: 'notApplicable', wanted, seen };
}

/** The rule waits for another one, whose hold says what to do: it is not judged, and does not count as met. */
export function waitsFor(rule: string, wanted: string, other: string): Leaf {
  return notApplicable(rule, wanted, `not judged before ${other} is settled`);
}

export function unmet(
  rule: string,
  code: Unmet['code'],
  said: { wanted: string; seen: string; mend: string } & Extra & Pick<Unmet, 'also' | 'denies' | 'at'>,
): Unmet {
  return { rule, status: 'unmet', code, ...said };
}

/** An effect is under way, or was cut off: what became of it is looked at before anything else is said. */
export function unsettled(rule: string, wanted: string, seen: string): Leaf {
  const mend = 'nothing to do: it is looked at again by itself';
  return { rule, status: 'undetermined', code: 'state-unknown', wanted, seen, mend };
}

/** GitHub could not be read, which is looked at again by itself; or it was not asked, and another rule says why. */
export function unreadable(rule: string, wanted: string, { unknown, skipped }: Unknown): Leaf {
  if (skipped) return notApplicable(rule, wanted, unknown);
  const mend = 'nothing to do: it is looked at again by itself';
  return { rule, status: 'undetermined', code: 'upstream-unavailable', wanted, seen: unknown, mend };
}
