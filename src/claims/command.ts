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

/** A denial or withdrawal that was granted. */
export interface DenialClaim {
  readonly verb: 'deny' | 'withdraw';
  readonly person: string;
  readonly comment: number;
  readonly reason: string;
}
