import type { Instant } from './account.ts';

/** Names and levels as in an App's manifest, such as `{ contents: 'write' }`. `metadata: read` is always granted. */
export type AppPermissions = Readonly<Record<string, 'read' | 'write' | 'admin'>>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** The account `<slug>[bot]` that the App acts as. */
  readonly account: number;
  readonly owner: number;
  /** PEM; App JWTs are RS256 and verified against it. */
  readonly publicKey: string;
  readonly permissions: AppPermissions;
  readonly events: readonly string[];
  readonly createdAt: Instant;
}

export interface Installation {
  readonly id: number;
  readonly account: number;
  /** Repository ids. */
  readonly repositories: Set<number>;
  readonly permissions: AppPermissions;
  readonly events: readonly string[];
  suspended: boolean;
  readonly createdAt: Instant;
}

/** Who makes a request. `account` is who GitHub names as actor. */
export type Viewer =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'account'; readonly account: number }
  | { readonly kind: 'app'; readonly account: number }
  | InstallationViewer;
export interface InstallationViewer {
  readonly kind: 'installation';
  /** The App that it is an installation of. */
  readonly app: number;
  readonly account: number;
  readonly installation: number;
  readonly repositories: ReadonlySet<number>;
  readonly permissions: AppPermissions;
}

/** A token of a person or of an installation. `expires` is by the wall clock, in milliseconds. */
export interface Token {
  readonly viewer: Viewer;
  readonly expires: number | null;
}
