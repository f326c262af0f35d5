import type { Outcome } from '../decision/outcome.ts';
import type { DecisionPlace } from '../decision/place.ts';
import type { Digest } from '../digest/digest.ts';
import type { Code } from '../finding/code.ts';
import type { Claims, Known } from './claims.ts';
import type { Binding } from './opinion.ts';
import type { PacketProblem } from './packet.ts';

/** The one file that a decision's pull request brings: what it says, or everything that is wrong with it. */
export type DecisionClaim =
  | { readonly valid: true; readonly facts: DecisionFacts }
  | { readonly valid: false; readonly place: DecisionPlace | null; readonly problems: readonly PacketProblem[] };
/** What a valid file of a decision says, and where it stands. */
export interface DecisionFacts extends DecisionPlace {
  readonly path: string;
  /** The sha256 of the file's bytes. */
  readonly file: Digest;
  readonly status: 'proposed' | 'draft' | 'needs_changes';
  readonly author_kind: 'automated_agent' | 'person';
  readonly scope: 'test' | 'production_candidate';
  /** The sealed manifest that it names. */
  readonly manifest: Digest;
  readonly requester: string | null;
  readonly rationale: string;
}

/** A review on a decision's pull request that says something of signing, or approves it without a word. */
export interface SignatureClaim {
  readonly review: number;
  readonly account: number | null;
  readonly login: string;
  readonly type: string;
  readonly person: string | null;
  readonly agent: boolean;
  readonly can_write: boolean;
  readonly state: 'approved' | 'changes_requested' | 'dismissed' | 'commented';
  readonly head: string | null;
  readonly edited: boolean;
  readonly submitted_at: string;
  /** Whether it speaks of the present head, which was shown before it; if not, why. */
  readonly binding: Binding;
  /** What its text asks for: an outcome, or why it signs nothing. `attempt`: it did ask to sign something. */
  readonly asks:
    | { readonly outcome: Outcome }
    | { readonly attempt: boolean; readonly code: Code; readonly why: string };
  /** The signer's own Sigstore signature in its text; null where there is none. */
  readonly keyless: KeylessClaim | null;
}
/** What a signer's own Sigstore signature proves, or why it proves nothing. */
export type KeylessClaim =
  | {
      readonly proven: true;
      readonly identity: string;
      readonly issuer: string;
      readonly signed_at: string;
    }
  | { readonly proven: false; readonly code: Code; readonly expected: string; readonly seen: string };

/** What the ledger says about the decision that stands here, and about the release that it is about. */
export interface DecisionRecord {
  readonly release: ReleaseRecord | null;
  /** Which number the next decision about this revision has. */
  readonly expected: number;
  /** The conclusion of this very decision. */
  readonly concluded: { readonly entry: number; readonly pull: number; readonly outcome: Outcome } | null;
  /** Older open pull requests that carry the same decision. */
  readonly doubles: readonly number[];
  /** Every signature on this pull request that counted once, in order, whatever became of the review. */
  readonly signed: readonly {
    readonly person: string;
    readonly outcome: Outcome;
    readonly review: number;
    readonly head: string;
    readonly entry: number;
  }[];
  /** What people signed of this very decision on other pull requests, in order: to open another one ends no dispute. */
  readonly elsewhere: readonly { readonly person: string; readonly outcome: Outcome; readonly entry: number }[];
  /** The granted wish to conclude at the present head; null while there is none. */
  readonly asked: {
    readonly person: string;
    readonly account: number;
    readonly comment: number;
    readonly outcome: Outcome;
  } | null;
}
/** The release that a decision is about, as the ledger holds it. */
export interface ReleaseRecord {
  /** The entry that released it. */
  readonly entry: number;
  readonly council: string;
  readonly revision_digest: Digest;
  readonly review_window: { readonly opens: string; readonly closes: string };
  /** Keys of the people whose approval released it. */
  readonly approvers: readonly string[];
  /** Who had a hand in the packet; null where the release does not say, so that nobody can be told apart. */
  readonly proposers: readonly { readonly person: string | null; readonly account: number | null }[] | null;
  /** The sealed manifest, verified anew by the rules of now. */
  readonly manifest: Known<Digest>;
  readonly withdrawn: boolean;
  /** A later revision that was released. */
  readonly superseded: number | null;
}

/** What the decision says; null while it is not valid, or not known. */
export function decisionIn({ decision }: Pick<Claims, 'decision'>): DecisionFacts | null {
  return 'known' in decision && decision.known.valid ? decision.known.facts : null;
}

/** What the ledger says of the decision that stands here; null where there is none, or it cannot be read. */
export function recordIn({ ledger }: Pick<Claims, 'ledger'>): DecisionRecord | null {
  return 'known' in ledger ? ledger.known.decision : null;
}

/** The release that the decision is about; null where there is none, or it is not known. */
export function releaseIn(claims: Pick<Claims, 'ledger'>): ReleaseRecord | null {
  return recordIn(claims)?.release ?? null;
}
