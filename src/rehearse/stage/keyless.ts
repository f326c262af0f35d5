import { readDecision } from '../../decision/decision.ts';
import type { Outcome } from '../../decision/outcome.ts';
import { sha256 } from '../../digest/digest.ts';
import { reviewBody } from '../../signature/review-body.ts';
import { crossSignBytes } from '../../signature/statement.ts';
import { sharedKeys } from './keys.ts';
import { signedAs } from './signed.ts';
import type { Stage } from './stage.ts';

/**
 * The text of a review that signs a decision as `countersign sign` prints it: with the signature of this identity, now.
 * Throws where the file does not say what would be signed.
 */
export async function keylessBody(
  { clock, repository }: Stage,
  file: { readonly path: string; readonly bytes: Uint8Array },
  outcome: Outcome,
  { identity, issuer }: { readonly identity: string; readonly issuer: string },
): Promise<string> {
  const read = readDecision(file.path, file.bytes);
  if (!read.ok) throw new RangeError(`${file.path} is no decision that anybody could sign`);
  const { packet, revision, decision, manifest } = read.value;
  const place = { repository: repository.id, packet, revision, number: decision };
  const statement = crossSignBytes({ ...place, file: sha256(file.bytes), manifest, outcome });
  const who = identity.includes('@') ? { email: identity, issuer } : { subject: identity, issuer };
  return reviewBody(outcome, await signedAs(who, statement, sharedKeys().sigstore, clock.now()));
}
