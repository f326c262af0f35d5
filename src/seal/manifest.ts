import { type IntentPlace, manifestOf, type SealIntent } from '../manifest/manifest.ts';
import { checkStatementSeal, type SealRules } from './statement.ts';

/** A seal, and the ledger's intent that it is to be over. */
export interface ManifestSeal extends SealRules {
  readonly bundle: unknown;
  readonly intent: SealIntent;
  readonly place: IntentPlace;
}

/** Whether this is the seal that the intent asks for: over its manifest and nothing else, by whom policy names. */
export function checkManifestSeal({ bundle, intent, place, policy, trustedRoot }: ManifestSeal) {
  const name = `the manifest of entry ${place.number}`;
  return checkStatementSeal({ bundle, statement: manifestOf(intent, place), name, policy, trustedRoot });
}
