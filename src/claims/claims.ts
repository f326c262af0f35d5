import type { Digest } from '../digest/digest.ts';
import type { Citation } from '../evidence/citation.ts';
import type { EvidenceState } from '../evidence/state.ts';
import type { Code } from '../finding/code.ts';
import type { Place } from '../finding/finding.ts';
import type { ProtectionSeen } from '../protection/seen.ts';
import type { Terms } from '../terms/terms.ts';
import type { DecisionClaim, DecisionRecord, SignatureClaim } from './decision.ts';
import type { MainClaim, PolicyClaim } from './rules.ts';

/**
 * What is proven, or proven not to be known, about a pull request at one instant: all that `judge` needs
 * beside the rules. Plain JSON, recorded next to each finding in the ledger, so that the finding can be made again
 * offline from the clone alone.
 */
export interface Claims {
  readonly schema: 'governance.v1.Claims';
  readonly at: string;
  readonly skew_seconds: number;
  readonly repository: number;
  readonly policy_commit: string;
  /** Where main is, and whether what brought it there passed. */
  readonly main: Known<MainClaim>;
  readonly pull: PullClaim;
  readonly change: Known<Change>;
  /** What a pull request against main would make of the rules. */
  readonly policy: Known<PolicyClaim>;
  readonly history: Known<readonly string[]>;
  readonly packet: Known<PacketClaim>;
  /** The decision's file; skipped where something else is proposed. */
  readonly decision: Known<DecisionClaim>;
  /** The evidence that the packet cites, in its order; empty while the packet is not valid. */
  readonly evidence: readonly EvidenceClaim[];
  readonly terms: TermsClaim | null;
  readonly owners: OwnersClaim;
  readonly readers: Known<ReadersClaim>;
  /** That somebody watches over the repository; unknown where nobody did lately. */
  readonly watched: Known<true>;
  /** What GitHub shows of its own protections of the branches that this depends on. */
  readonly protection: Known<ProtectionSeen>;
  readonly proposers: readonly Proposer[];
  /** Hands in the proposal that no account could be fixed for. */
  readonly unresolved: readonly string[];
  readonly opinions: Known<readonly Opinion[]>;
  /** Reviews of a decision with what they sign, in the order in which they were submitted. */
  readonly signatures: Known<readonly SignatureClaim[]>;
  /** What was asked for by comment and is not answered yet, in the order in which it was written. */
  readonly commands: Known<readonly CommandClaim[]>;
  /** What listed people wrote on a decision that only looks like a command, in the order in which it was written. */
  readonly unheard: readonly UnheardClaim[];
  readonly ledger: Known<LedgerClaim>;
  readonly troubles: { readonly signing?: string; readonly ledger?: string; readonly merge?: string };
}

/** Known, or not readable for the reason given. */
export type Known<T> = { readonly known: T } | Unknown;
/** `broken`: it was read, and must not be believed. `skipped`: it was not asked for: another rule holds anyway, or another judges it. */
export interface Unknown {
  readonly unknown: string;
  readonly broken?: true;
  readonly skipped?: true;
}

export interface PullClaim {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  readonly base_tip: string | null;
  readonly state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  readonly locked: boolean;
  readonly fork: boolean;
  readonly conflicting: boolean;
  readonly author: { readonly account: number | null; readonly login: string; readonly agent: boolean };
  readonly shares_head_with: readonly number[];
  readonly commits: number;
  readonly files: number;
  readonly reviews: number;
  readonly comments: number;
}

/** What the pull request changes, told from the trees. */
export type Change =
  | { readonly kind: 'packet'; readonly packet: string }
  /** Something in the folder of decisions about one packet, and nothing else. */
  | { readonly kind: 'decision'; readonly packet: string }
  /** A council's copy of CODEOWNERS and nothing else; the git blob id of it at the head, null when it is taken away. */
  | { readonly kind: 'sync'; readonly codeowners: string | null; readonly touched: readonly string[] }
  | { readonly kind: 'policy'; readonly touched: readonly string[] }
  | { readonly kind: 'other'; readonly touched: readonly string[] };

export type PacketClaim =
  | { readonly valid: true; readonly facts: PacketFacts }
  | { readonly valid: false; readonly revision_digest: Digest | null; readonly problems: readonly PacketProblem[] };
export interface PacketFacts {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly council: string;
  readonly requester: string | null;
  readonly revision_digest: Digest;
  readonly files: readonly { readonly name: string; readonly sha256: Digest; readonly bytes: number }[];
  readonly window: { readonly opens: string; readonly closes: string };
  readonly summary: string;
  readonly options: readonly OptionFacts[];
  readonly blocked_paths: readonly { readonly id: string; readonly text: string }[];
  readonly evidence: readonly { readonly kind: string; readonly uri: string; readonly checksum: string }[];
  readonly audience: {
    readonly repositories: readonly string[];
    readonly teams: readonly string[];
    readonly webhooks?: readonly string[] | undefined;
  };
}
export interface OptionFacts {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly description: string | null;
  readonly expires: string;
  /** How far an exception reaches, one line for each bound; empty for any other kind. */
  readonly reach: readonly string[];
}
export interface PacketProblem {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  readonly place: Place | null;
}
/** A cited piece of evidence and what it proves. */
export interface EvidenceClaim {
  readonly kind: Citation['kind'];
  readonly uri: string;
  readonly checksum: Digest;
  /** The digest of the citation, by which the ledger remembers what it proved. */
  readonly citation: Digest;
  /** What it proves now. */
  readonly found: Known<EvidenceFound>;
  /** What the terms say that it proves: what it proves now or, while it cannot be read, what it proved last. */
  readonly state: EvidenceState | null;
}
export type EvidenceFound =
  | {
      readonly state: 'verified';
      /** The digest of the signed statement; null where GitHub's own word is the proof. */
      readonly statement: Digest | null;
      readonly signer: { readonly identity: string; readonly issuer: string } | null;
      readonly signed_at: string | null;
      /** What it says, in short sentences. */
      readonly says: readonly string[];
    }
  | {
      readonly state: 'refused';
      readonly code: Code;
      readonly expected: string;
      readonly seen: string;
      readonly hint: string;
    };
export interface TermsClaim {
  readonly terms: Terms;
  readonly digest: Digest;
}

/** Who owns the packet's paths by main's CODEOWNERS, and what is wrong with that file. */
export interface OwnersClaim {
  readonly problems: readonly string[];
  /** Git blob id of main's CODEOWNERS at its live tip, which every council's branch must hold too. */
  readonly copy: string | null;
  /** Account ids that own every path of the packet. */
  readonly accounts: readonly number[];
  /** The lines that decide, as they stand in the file. */
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

/** Who may read the repository, apart from whom its councils name. */
export interface ReadersClaim {
  readonly visibility: 'private' | 'internal' | 'public';
  readonly outsiders: readonly { readonly account: number; readonly login: string; readonly by: readonly string[] }[];
  /** False where a council's policy does not load, which may name them. */
  readonly certain: boolean;
}

/** Somebody who had a hand in the proposal, and therefore cannot approve it. */
export interface Proposer {
  readonly account: number | null;
  /** Key in `policies/people.yaml`, when the account or requester is listed there. */
  readonly person: string | null;
  readonly agent: boolean;
  readonly as: string;
}

/** The latest opinion of one account: an approval, a request for changes, or a dismissed review. */
export interface Opinion {
  readonly review: number;
  readonly account: number | null;
  readonly login: string;
  readonly type: string;
  readonly person: string | null;
  readonly agent: boolean;
  readonly can_write: boolean;
  readonly state: 'approved' | 'changes_requested' | 'dismissed';
  /** Changes were requested by it; dismissing it does not settle that. */
  readonly objects: boolean;
  readonly head: string | null;
  readonly submitted_at: string;
  /** Whether it speaks of the present head and the terms as shown before it; if not, why. */
  readonly binding: Binding;
}
export type Binding =
  | { readonly bound: true }
  | { readonly bound: false; readonly code: Code; readonly also: readonly Code[]; readonly why: string };

/** A command in a comment: who asks, and what is known of how they asked. Whether they may is not said here. */
export interface CommandClaim {
  readonly comment: number;
  readonly account: number;
  readonly login: string;
  readonly type: string;
  readonly person: string | null;
  readonly agent: boolean;
  readonly verb: string;
  readonly argument: string;
  /** The comment holds other commands, too. */
  readonly several: boolean;
  readonly edited: boolean;
  /** Written through an App; null where nobody asked GitHub, since it is nothing by which anything can be done. */
  readonly via_app: boolean | null;
  readonly created_at: string;
  /** Whether it was written after the present head arrived; null while nobody knows when that was. */
  readonly timely: boolean | null;
}
/** A comment that seems to ask for something, and why it does not. */
export interface UnheardClaim {
  readonly comment: number;
  readonly person: string;
  readonly why: string;
}
export interface DenialClaim {
  readonly verb: 'deny' | 'withdraw';
  readonly person: string;
  readonly comment: number;
  readonly reason: string;
}

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
