import type { Digest } from '../digest/digest.ts';
import type { Reading } from '../evidence/material.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { ProtectionSeen } from '../protection/seen.ts';
import type { ReadersSeen } from './exposure.ts';
import type { MainSeen } from './main.ts';

/**
 * What was seen of the world in one look: plain values, nothing concluded. Everything here is somebody else's word,
 * most of it attacker-controlled, until `verify` has made claims of it.
 */
export interface Observation {
  /** GitHub's clock (its `Date` header), RFC 3339, whole seconds. */
  readonly at: string;
  /** Local clock minus GitHub's, in seconds. */
  readonly skewSeconds: number;
  readonly repository: RepositorySeen;
  /** The live tip of `main`, from which every rule comes. */
  readonly main: string | null;
  /** How it came there from the tip that the ledger knows. */
  readonly mainMoved: Read<MainSeen>;
  readonly rules: Read<RulesSeen>;
  /** GitHub's own errors about `main`'s CODEOWNERS, at that tip; null when it does not say. */
  readonly codeownersErrors: readonly CodeownersError[] | null;
  readonly teams: readonly TeamSeen[];
  readonly readers: Read<ReadersSeen>;
  /** When this process last saw all that is around the pull requests; null when it did not yet. */
  readonly watched: Read<string | null>;
  readonly protection: Read<ProtectionSeen>;
  readonly pull: PullSeen;
  /** Other open pull requests that the ledger saw with the same packet. */
  readonly rivals: readonly number[];
  readonly reviews: Read<readonly ReviewSeen[]>;
  readonly discussion: Read<DiscussionSeen>;
  readonly activity: Read<ActivityRead>;
  readonly history: Read<HistorySeen>;
  readonly folder: Read<FolderSeen>;
  /** For a decision's pull request. */
  readonly decision: Read<DecisionSeen>;
  /** For a pull request against main. */
  readonly proposed: Read<ProposedSeen>;
  /** Cited evidence as it was read at its source. */
  readonly evidence: Read<readonly EvidenceSeen[]>;
  readonly ledger: Read<LedgerFacts>;
  /** What this process just failed to do, so that the finding can say so. */
  readonly troubles: Troubles;
  /** Our own newest check run on the head. */
  readonly check: CheckSeen | null;
}

/** "Could not read" is a value: the rules that needed it become undetermined, and a replay repeats the outage. */
export type Read<T> = { readonly read: T } | Unread;
/** `broken`: it was read, and must not be believed. `skipped`: it was not asked for: another rule holds anyway, or another judges it. */
export interface Unread {
  readonly unread: string;
  readonly broken?: true;
  readonly skipped?: true;
}

export interface RulesSeen {
  readonly loaded: LoadedRules;
  /** Places beside .github/ where a CODEOWNERS stands too. */
  readonly strayCodeowners: readonly string[];
}
export interface RepositorySeen {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}
export interface Actor {
  /** GitHub's immutable account id; null for a deleted account. */
  readonly id: number | null;
  readonly login: string;
  readonly type: string;
}
export interface CodeownersError {
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly message: string;
}
export interface TeamSeen {
  /** `org/slug`, lower case. */
  readonly name: string;
  readonly id: number;
  readonly members: readonly number[];
}
export interface PullSeen {
  readonly nodeId: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  readonly locked: boolean;
  readonly fork: boolean;
  readonly createdAt: string;
  readonly author: Actor;
  readonly head: string;
  readonly headRef: string;
  readonly base: string;
  /** The live tip of the base branch; never GitHub's `base.sha`, which is not. */
  readonly baseTip: string | null;
  /** Git blob ids of CODEOWNERS on the base's tip and on main's: they must be equal. */
  readonly baseCodeowners: string | null;
  readonly mainCodeowners: string | null;
  readonly conflicting: boolean;
  readonly commitCount: number;
  readonly fileCount: number;
  readonly reviewCount: number;
  readonly commentCount: number;
  readonly commits: readonly CommitSeen[];
  /** When it was last retargeted, by GitHub's clock. */
  readonly retargetedAt: string | null;
  /** Other open pull requests with the same head. */
  readonly sharesHeadWith: readonly number[];
  /** When the review of whom was asked for, by account. */
  readonly calls: readonly { readonly account: number; readonly at: string }[];
  /** Whose review is asked for and not yet given. */
  readonly awaited: readonly number[];
  readonly merge: MergeSeen | null;
}
export interface CommitSeen {
  readonly oid: string;
  readonly parents: readonly string[];
  /** Author, committer and co-authors, as far as GitHub maps their e-mail to an account. */
  readonly people: readonly {
    readonly as: 'author' | 'committer' | 'co-author';
    readonly account: Actor | null;
    readonly text: string;
  }[];
}
export interface MergeSeen {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly tree: TopTree;
  readonly firstParentTree: TopTree | null;
}
/** What of a tree says what a change touched: the entries of the root and of the folders of which one part is proposed. */
export interface TopTree {
  readonly root: readonly EntrySeen[];
  readonly packets: readonly EntrySeen[];
  readonly decisions: readonly EntrySeen[];
  readonly github: readonly EntrySeen[];
}
export interface EntrySeen {
  readonly name: string;
  readonly mode: number;
  readonly oid: string;
}
export interface ReviewSeen {
  readonly id: number;
  readonly state: 'approved' | 'changes_requested' | 'dismissed' | 'commented' | 'pending';
  readonly submittedAt: string | null;
  /** It was dismissed, and asked for changes until then. */
  readonly objected: boolean;
  readonly edited: boolean;
  /** Its text, in which a decision is signed. */
  readonly body: string;
  readonly author: Actor;
  readonly canWrite: boolean;
  readonly head: string | null;
}
/** Rows of the activity log, newest first; `whole` when they reach back to where the pull request begins. */
export interface ActivityRead {
  readonly rows: readonly ActivitySeen[];
  readonly whole: boolean;
}
export interface ActivitySeen {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly at: string;
  readonly type: string;
  readonly actor: number | null;
}
/** Each commit of the pull request with its top trees, oldest first, and those of the commit they stand on. */
export interface HistorySeen {
  readonly root: { readonly oid: string; readonly tree: TopTree };
  readonly commits: readonly { readonly oid: string; readonly tree: TopTree }[];
}
/** What a pull request against main would make of it. */
export interface ProposedSeen {
  /** The tops of main's live tip and of the head. */
  readonly before: TopTree;
  readonly after: TopTree;
  /** The rules as they stand at the head, and what GitHub says about its CODEOWNERS. */
  readonly rules: RulesSeen;
  readonly codeownersErrors: readonly CodeownersError[] | null;
  /** The open pull requests to councils, as they stand now. */
  readonly packets: readonly PacketSeen[];
  /** How many more pull requests are open than were listed. */
  readonly unlisted: number;
}
export interface PacketSeen {
  readonly pull: number;
  readonly seen: Read<Observation>;
}
/** The packet's folder at the head: every entry below it, with the bytes of the ordinary files. */
export interface FolderSeen {
  readonly id: string;
  readonly truncated: boolean;
  readonly entries: readonly FileSeen[];
}
/** The folder of decisions about one packet, as it stood before and at each commit of the pull request, oldest first. */
export interface DecisionSeen {
  readonly packet: string;
  readonly root: readonly EntrySeen[];
  readonly commits: readonly (readonly EntrySeen[])[];
  /** The files at the head that the root does not have in these bytes; without bytes what was not fetched. */
  readonly files: readonly FileSeen[];
}
export interface FileSeen {
  /** Relative to the folder. */
  readonly name: string;
  readonly mode: string;
  readonly oid: string;
  readonly size: number;
  /** Null when it was not fetched: too large, or no ordinary file. */
  readonly bytes: Uint8Array | null;
}
export interface EvidenceSeen {
  /** The digest of the citation. */
  readonly citation: Digest;
  readonly reading: Reading;
}
export interface CheckSeen {
  readonly id: number;
  /** Digest of the page that it shows. */
  readonly page: string;
}
/** A comment of an issue or a pull request. */
export interface CommentSeen {
  readonly id: number;
  /** Written by this App. */
  readonly own: boolean;
  readonly author: Actor;
  readonly body: string;
  readonly createdAt: string;
  readonly edited: boolean;
  /** Written through an App on behalf of somebody; null where nobody asked, since it holds no command. */
  readonly viaApp: boolean | null;
}
/** What is read of a pull request's conversation. */
export interface DiscussionSeen {
  /** The comments of others that hold a command or seem to, in the order in which they were written. */
  readonly comments: readonly CommentSeen[];
  /** Our own comments that say how it stands, the first first; there should be one at most. */
  readonly status: readonly StatusSeen[];
}
export interface StatusSeen {
  /** The comment. */
  readonly id: number;
  /** Digest of what we wrote there last; null where it is gone. */
  readonly digest: string | null;
  /** Somebody else edited it since. */
  readonly touched: boolean;
}
/** What this process tried and failed to do, and when it is to try again. */
export interface Troubles {
  readonly signing?: Trouble;
  readonly ledger?: Trouble;
  readonly merge?: Trouble;
  readonly deliver?: Trouble;
  readonly comment?: Trouble;
}
export interface Trouble {
  readonly reason: string;
  /** How often in a row. */
  readonly times: number;
  readonly retryAt: string;
}
