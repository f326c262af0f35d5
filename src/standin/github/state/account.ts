/** Milliseconds since 1970 by the world's clock. Rendered by `iso()` with whole seconds, as GitHub does. */
export type Instant = number;

interface Named {
  readonly id: number;
  /** May change: people rename. The id never does. */
  login: string;
  name: string | null;
  /** Addresses by which commits are credited to this account; the noreply address always is. */
  emails: string[];
  readonly createdAt: Instant;
}
export interface User extends Named {
  readonly type: 'User';
}
export interface Bot extends Named {
  readonly type: 'Bot';
}
export interface Organization extends Named {
  readonly type: 'Organization';
  /** Members by account id; `admin` is an owner of the organization. */
  readonly members: Map<number, 'member' | 'admin'>;
}
export type Account = User | Bot | Organization;

export interface Team {
  readonly id: number;
  readonly organization: number;
  slug: string;
  name: string;
  /** A secret team cannot own code and is seen by its members and organization owners only. */
  privacy: 'closed' | 'secret';
  readonly parent: number | null;
  readonly members: Map<number, 'member' | 'maintainer'>;
  readonly createdAt: Instant;
}

/** In rising order; each includes the ones before it. */
export const permissions = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Permission = (typeof permissions)[number];
