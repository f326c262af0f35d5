/** Whoever did something, as GitHub names accounts. */
export interface Actor {
  /** GitHub's immutable account id; null for a deleted account. */
  readonly id: number | null;
  readonly login: string;
  readonly type: string;
}
