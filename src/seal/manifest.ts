import { type Digest, sha256 } from '../digest/digest.ts';
import { type IntentPlace, manifestOf, type SealIntent } from '../manifest/manifest.ts';
import { statementBytes } from '../manifest/statement.ts';
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

/** The digest of the bytes that are sealed for an intent. */
export function manifestDigest(intent: SealIntent, place: IntentPlace): Digest {
  return sha256(statementBytes(manifestOf(intent, place)));
}
