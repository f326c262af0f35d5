export type Service = 'fulcio' | 'rekor' | 'tsa';

/** `down` answers 503 and does nothing; `lose` does it and answers 504; `hang` does nothing and never answers. */
export type Fault = 'down' | 'lose' | 'hang';

/** What the caller hears: the answer, 503, 504, or a connection that is closed without a word. */
export type Hearing = 'proceed' | 'refuse' | 'lose' | 'cut';

/**
 * Asked twice for each request, before and after it is done, with the number of requests that came before it: here a
 * test breaks what it wants broken. Anything but `proceed` before means that it is not done.
 */
export type OnWrite = (service: Service, index: number, phase: 'before' | 'after') => Hearing | Promise<Hearing>;

/** One request as it came. It never holds the identity token. */
export interface Seen {
  readonly service: Service;
  readonly index: number;
  /** What was answered; undefined when nothing was, or not yet. */
  status?: number;
}
