/** Somebody of the story, as whom one can act. */
export interface Role {
  readonly login: string;
  /** What this account is in the story, in a few words: `owner of release-integrity`. */
  readonly role: string;
  /** Under which heading it is offered. */
  readonly group: string;
}

/** A field of the form with which something is proposed. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
}

/** What somebody proposes: files on a branch of their own, and a pull request for it. */
export interface Proposal {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A way of letting time pass: its name in a form, and what its button says. */
export interface Wait {
  readonly name: string;
  readonly label: string;
}

/** The values of a form by the names of its fields. */
export type Values = Readonly<Record<string, string>>;

/**
 * What whoever directs the stand-in lends to its pages, so that people can act on them. The stand-in knows neither
 * packets nor people's offices: both come in here, as plain data and functions.
 */
export interface Visit {
  /** The repository that it is about, as `owner/name`. */
  readonly repository: string;
  readonly people: readonly Role[];
  /** Markdown: what one could do here. */
  readonly guide: string;
  /** The form of a new proposal, as it would be filled in now. */
  fields(): readonly Field[];
  /** The proposal of a filled-in form, or what is wrong with it. */
  propose(values: Values): Proposal | { readonly wrong: string };
  readonly waits: readonly Wait[];
  /** Lets this much time pass, with all that happens in it. */
  pass(wait: string): Promise<void>;
  /** Does it a second later, when nothing else is under way; resolves when everybody has answered it. */
  perform<T>(act: () => Promise<T>): Promise<T>;
}
