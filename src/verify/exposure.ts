import type { Actor, Read } from './observation.ts';

/** Who may read a repository, as GitHub shows it. */
export interface ReadersSeen {
  readonly visibility: 'private' | 'internal' | 'public';
  /** Whoever may read it by more than its being public. Installations of Apps are not among them. */
  readonly accounts: readonly ReaderSeen[];
}
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

/** How far a repository has spread. */
export interface ExposureSeen {
  readonly id: number;
  /** `owner/name` as it is called now: asked for by an earlier name, GitHub answers with the one that took its place. */
  readonly name: string;
  readonly readers: Read<ReadersSeen>;
  /** How many forks there are in the whole network, also of those that this App may not see. */
  readonly forkCount: number;
  /** The newest of those that it may see. */
  readonly forks: readonly ForkSeen[];
}
export interface ForkSeen {
  readonly id: number;
  readonly name: string;
  readonly owner: Actor;
}
