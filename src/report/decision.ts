import type { Assurance, Role } from '../conclusion/conclusion.ts';

/** What people are told of a decision that is not concluded: on the page of its check, and from a clone. */
export interface DecisionShown {
  /** The pull request that carries it. */
  readonly pull: number;
  /** The file, by its path in the repository. */
  readonly path: string;
  /** What can be signed; empty while the packet is not known. */
  readonly outcomes: readonly string[];
  readonly signed: readonly SignatureShown[];
  /** Who may sign and has not. */
  readonly mayStill: readonly string[];
  readonly missing: readonly string[];
  readonly assurance: Assurance;
}
/** A signature that counts: whose, for what, in which roles, how it is assured, and since when. */
export interface SignatureShown {
  readonly person: string;
  readonly outcome: string;
  readonly roles: readonly Role[];
  readonly assurance: Assurance;
  readonly at: string;
  /** The Sigstore identity that signed too. */
  readonly identity: string | null;
}

/** The cells of a row about a signature, in the order of `SIGNATURE_CELLS`. */
export function signatureCells({ person, outcome, roles, assurance, at, identity }: SignatureShown): string[] {
  return [person, outcome, roles.join(', '), identity === null ? assurance : `${assurance} as ${identity}`, at];
}
export const SIGNATURE_CELLS = ['who', 'signed', 'as', 'assured by', 'at'];

/** The exact words that somebody writes, and what for. */
export interface WordsToWrite {
  readonly what: string;
  readonly write: string;
}

/** How to sign each outcome, and how to ask for the conclusion. */
export function wordsToWrite({ pull, path, outcomes, assurance }: DecisionShown): readonly WordsToWrite[] {
  const signing = outcomes.map((outcome) =>
    assurance === 'review'
      ? { what: `to sign ${outcome}: an approving review with this one line`, write: `/countersign sign ${outcome}` }
      : {
          what: `to sign ${outcome}: with your own Sigstore identity, in a clone`,
          write: `npx --prefix <clone of Countersign> countersign sign --decision ${path} --outcome ${outcome} > review.md && gh pr review ${pull} --approve --body-file review.md`,
        },
  );
  const conclude = {
    what: 'to conclude what is signed: a comment of somebody who may sign',
    write: '/countersign conclude',
  };
  return outcomes.length === 0 ? [] : [...signing, conclude];
}
