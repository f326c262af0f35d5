import type { Json } from './description.ts';

/** A REST answer that the stand-in gave. */
export interface Answer {
  readonly method: string;
  /** As it was asked for: a query and the `/api/v3` of an enterprise server are ignored. */
  readonly path: string;
  readonly status: number;
  /** Left out where there is none. */
  readonly body?: Json;
  /** The body was bytes in a raw media type, about which the description says nothing. */
  readonly raw?: true;
}

/** A webhook payload that the stand-in sent. */
export interface Sent {
  readonly event: string;
  readonly payload: Json;
}

/** What it was, in GitHub's own names, and what GitHub's description says against it. */
export interface Judged {
  readonly what: string;
  readonly complaints: readonly string[];
}
