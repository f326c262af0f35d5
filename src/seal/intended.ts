import { conclusionDigest } from '../conclusion/conclusion.ts';
import { type ConclusionIntent, conclusionStatement } from '../conclusion/statement.ts';
import type { Digest } from '../digest/digest.ts';
import { type IntentPlace, manifestOf, type SealIntent } from '../manifest/manifest.ts';
import type { StatementToSeal } from '../manifest/statement.ts';
import { termsDigest } from '../terms/terms.ts';
import { checkStatementSeal, type SealRules } from './statement.ts';

/** An intent of the ledger that asks for a seal: of what owners approved, or of what a council concluded. */
export type SealingIntent = SealIntent | ConclusionIntent;
/** A seal of either, with all that it is judged by. */
export interface IntendedSeal extends SealRules {
  readonly bundle: unknown;
  readonly intent: SealingIntent;
  readonly place: IntentPlace;
}

/** What is sealed for an intent: nothing but the entry and its place goes in. */
export function statementFor(intent: SealingIntent, place: IntentPlace): StatementToSeal {
  return 'conclusion' in intent ? conclusionStatement(intent, place) : manifestOf(intent, place);
}

/** Of the statement's subjects the one under which its seal is looked for where others keep it. */
export function foundUnder(intent: SealingIntent): Digest {
  return 'conclusion' in intent ? conclusionDigest(intent.conclusion) : termsDigest(intent.terms);
}

/** Whether a seal is the one that its intent asks for: over its statement and nothing else, by whom policy names. */
export function checkIntendedSeal({ bundle, intent, place, policy, trustedRoot }: IntendedSeal) {
  const name = `the ${'conclusion' in intent ? 'conclusion' : 'manifest'} of entry ${place.number}`;
  return checkStatementSeal({ bundle, statement: statementFor(intent, place), name, policy, trustedRoot });
}
