import { type ConclusionIntent, conclusionStatement } from '../conclusion/statement.ts';
import type { IntentPlace } from '../manifest/manifest.ts';
import { checkStatementSeal, type SealRules } from './statement.ts';

/** A seal, and the ledger's intent to seal a conclusion that it is to be over. */
interface ConclusionSeal extends SealRules {
  readonly bundle: unknown;
  readonly intent: ConclusionIntent;
  readonly place: IntentPlace;
}

/** Whether this is the seal that the intent asks for: over its conclusion and nothing else, by whom policy names. */
export function checkConclusionSeal({ bundle, intent, place, policy, trustedRoot }: ConclusionSeal) {
  const name = `the conclusion of entry ${place.number}`;
  return checkStatementSeal({ bundle, statement: conclusionStatement(intent, place), name, policy, trustedRoot });
}
