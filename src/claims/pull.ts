/** The pull request itself, as GitHub shows it. */
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

/** Somebody who had a hand in the proposal, and therefore cannot approve it. */
export interface Proposer {
  readonly account: number | null;
  /** Key in `policies/people.yaml`, when the account or requester is listed there. */
  readonly person: string | null;
  readonly agent: boolean;
  readonly as: string;
}
