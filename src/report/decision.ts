import type { Assurance, Role } from '../conclusion/conclusion.ts';
import { type Outcome, outcomeText } from '../decision/outcome.ts';

/** What people are told of a decision that is not concluded: on the page of its check, and from a clone. */
export interface DecisionShown {
  /** The pull request that carries it. */
  readonly pull: number;
  /** The file, by its path in the repository. */
  readonly path: string;
  /** What can be signed; empty while the packet is not known, or the decision not proposed. */
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

/** A signature as it is shown: one that counts now, or as an entry of the ledger holds it. */
export function signatureShown(signed: {
  readonly person: string;
  readonly outcome: Outcome;
  readonly roles: readonly Role[];
  readonly assurance: Assurance;
  readonly submitted_at: string;
  readonly keyless?: { readonly identity: string } | null | undefined;
}): SignatureShown {
  const { person, outcome, roles, assurance, submitted_at: at, keyless } = signed;
  return { person, outcome: outcomeText(outcome), roles, assurance, at, identity: keyless?.identity ?? null };
}

/** The cells of a row about a signature, in the order of `SIGNATURE_CELLS`. */
export function signatureCells({ person, outcome, roles, assurance, at, identity }: SignatureShown): string[] {
  return [person, outcome, roles.join(', '), identity === null ? assurance : `${assurance} as ${identity}`, at];
}
/** What stands above these cells. */
export const SIGNATURE_CELLS = ['who', 'signed', 'as', 'assured by', 'at'];

/** The exact words that somebody writes: to sign this outcome, or, where it is null, to ask for the conclusion. */
export interface WordsToWrite {
  readonly outcome: string | null;
  readonly how: string;
  readonly write: string;
}

/** How to sign each outcome, and how to ask for the conclusion. */
export function wordsToWrite({ pull, path, outcomes, assurance }: DecisionShown): readonly WordsToWrite[] {
  if (outcomes.length === 0) return [];
  const signing = outcomes.map((outcome): WordsToWrite => {
    if (assurance === 'review')
      return { outcome, how: 'an approving review with this one line', write: `/countersign sign ${outcome}` };
    // No pipe: where signing fails, gh would give an approval without a word.
    const sign = `npx --prefix <clone of Countersign> countersign sign --decision <clone>/${path} --outcome ${outcome} > review.md`;
    const how = 'with your own Sigstore identity, called from outside of a clone of this repository (docs/signing.md)';
    return {
      outcome,
      how,
      write: `${sign} && gh pr review ${pull} --repo <this repository> --approve --body-file review.md`,
    };
  });
  return [...signing, { outcome: null, how: 'a comment of somebody who may sign', write: '/countersign conclude' }];
}
