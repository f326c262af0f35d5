import type { Place } from '../finding/finding.ts';

/** What a pull request against main would make of the rules. */
export interface PolicyClaim {
  /** Whether the head holds main's live tip: only then is the head what main would become. */
  readonly current: boolean;
  /** Packets and decisions that it changes as well. */
  readonly carries: readonly string[];
  /** What is wrong with the policies at the head. */
  readonly problems: readonly ProposedProblem[];
  /** And with CODEOWNERS there. */
  readonly codeowners: readonly string[];
}
/** Something wrong with a policy at the head. */
export interface ProposedProblem {
  /** It goes below a floor that no policy may lower. */
  readonly weakens: boolean;
  readonly place: Place;
  readonly hint: string;
}

/** Where main is, and how it came there from where it was known. */
export interface MainClaim {
  /** The tip up to which the ledger knows everything. */
  readonly known: string;
  readonly tip: string;
  /** The merges of passed heads that lead from one to the other, the oldest first; none if anything else is new. */
  readonly merges: readonly { readonly commit: string; readonly pull: number; readonly head: string }[];
  /** The first commit that came there another way. */
  readonly strange: { readonly commit: string; readonly why: string } | null;
}
