import type { Actor } from './observation/account.ts';
import type { TeamSeen } from './observation/rules.ts';
import type { Read } from './observation.ts';

/** How far what councils are sent can be read, beyond the pull requests. */
export interface Exposure {
  readonly governance: GovernanceSeen;
  /** Who is in the teams that policies name. */
  readonly teams: readonly TeamSeen[];
  /** The repositories that councils' audiences name. */
  readonly audience: readonly RecipientSeen[];
  /** Where files of released packets turned up. */
  readonly copies: Read<readonly CopySeen[]>;
  /** What webhooks told since this process began: they name people, and prove nothing. */
  readonly heard: readonly Heard[];
}

/** Who may read a repository, as GitHub shows it. */
export interface ReadersSeen {
  readonly visibility: Visibility;
  /** Whoever may read it by more than its being public. Installations of Apps are not among them. */
  readonly accounts: readonly ReaderSeen[];
}
export type Visibility = 'private' | 'internal' | 'public';
export interface ReaderSeen {
  readonly account: number;
  readonly login: string;
  /** Each way in; empty where GitHub does not tell. */
  readonly by: readonly WayIn[];
}
export type WayIn =
  | { readonly way: 'invitation' }
  | { readonly way: 'team'; readonly id: number; readonly name: string }
  /** As an owner of the organization, or as any member of it where all of them may read. */
  | { readonly way: 'organization'; readonly name: string; readonly owner: boolean };

export interface GovernanceSeen {
  /** `owner/name` as it is called now: asked for by an earlier name, GitHub answers with what became of it. */
  readonly name: string;
  readonly readers: Read<ReadersSeen>;
  /** How many forks there are in the whole network, also of those that this App may not see. */
  readonly forkCount: number;
  /** Of those that it may see, the first hundred. */
  readonly forks: readonly ForkSeen[];
}
export interface ForkSeen {
  readonly id: number;
  readonly name: string;
  readonly owner: Actor;
}

/** A repository of an audience, as policy names it and as GitHub shows it. */
export interface RecipientSeen {
  readonly id: number;
  readonly name: string;
  /** Null: there is none that this App may see. */
  readonly seen: { readonly id: number; readonly name: string; readonly visibility: Visibility } | null;
}

/** A repository outside a release's audience that holds the packet.yaml of a released revision, byte for byte. */
export interface CopySeen {
  readonly repository: { readonly id: number; readonly name: string };
  readonly packet: string;
  readonly revision: number;
  readonly council: string;
  /** The git id of that file. */
  readonly oid: string;
  /** Where it stands on the default branch; null where it stands somewhere else. */
  readonly path: string | null;
}

/** What a webhook told. `about`: the number of the account, team or fork that it is about. */
export interface Heard {
  readonly what: 'visibility' | 'fork' | 'collaborator' | 'team' | 'transfer';
  readonly repository: number;
  readonly about: number | null;
  readonly by: Actor;
  /** A fork, as it was when it was made. */
  readonly fork: ForkSeen | null;
}
