import type { Digest } from '../digest/digest.ts';
import type { Code } from '../finding/code.ts';
import type { DenialClaim } from './command.ts';
import type { DecisionRecord } from './decision.ts';

/** What the ledger already says about this pull request, its packet and its council. */
export interface LedgerClaim {
  readonly number: number;
  readonly hash: Digest;
  readonly first_base: string | null;
  readonly council_tip: string | null;
  /** What keeps the council, or every council, from going on. */
  readonly halts: readonly HaltClaim[];
  readonly packet_council: string | null;
  /** How the head arrived, by the activity log; null while no row names it. */
  readonly arrival: { readonly activity: number; readonly at: string; readonly actor: number | null } | null;
  readonly revision: RevisionClaim | null;
  /** Of the decision that stands here; null where there is none. */
  readonly decision: DecisionRecord | null;
  /** The head at which this change of rules passed, and nothing took that back; null where it did not. */
  readonly passed: string | null;
  /** Other open pull requests that carry the same packet. */
  readonly rivals: readonly number[];
  readonly refusal: {
    readonly code: Code;
    readonly reason: string;
    readonly at: string;
    readonly rests_until: string;
  } | null;
  /** Denials of this very head, and withdrawals of it, that were granted. */
  readonly denials: readonly DenialClaim[];
  /** What was merged from here; null before. */
  readonly merge: { readonly packet: string; readonly revision: number; readonly withdrawn: boolean } | null;
  /** The merge into this council's branch that is intended and of which the ledger does not know yet what became. */
  readonly merging: { readonly pull: number; readonly head: string; readonly entry: number } | null;
}

/** An incident that keeps a council, or all of them, from going on. */
export interface HaltClaim {
  readonly codes: readonly Code[];
  /** The entry that says so. */
  readonly entry: number;
  readonly what: string;
  /** The issue on which owners lift it; null while there is none. */
  readonly issue: number | null;
  /** How many owners it takes. */
  readonly lifts: number;
}

/** The number that a proposed revision must have, and what it takes the place of. */
export interface RevisionClaim {
  readonly expected: number;
  /** Why that number. */
  readonly because: string;
  /** What this packet's number already stands for, when that was other bytes or has ended. */
  readonly ended: { readonly state: 'superseded' | 'denied' | 'released'; readonly codes: readonly Code[] } | null;
  /** The approved revision that this head takes the place of. */
  readonly supersedes: {
    readonly revision: number;
    readonly digest: Digest;
    readonly changed: readonly string[];
    readonly codes: readonly Code[];
  } | null;
}
