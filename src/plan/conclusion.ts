import { decisionIn, recordIn } from '../claims/decision.ts';
import type { Conclusion } from '../conclusion/conclusion.ts';
import { type Outcome, sameOutcome } from '../decision/outcome.ts';
import { type DecisionPlace, decisionId } from '../decision/place.ts';
import { canonicalJson } from '../digest/digest.ts';
import { type Tally, tallyOf } from '../judge/signatures.ts';
import type { SignedFacts } from '../ledger/facts/decision.ts';
import { councilOn } from '../policy/consult.ts';
import { provePacket } from '../verify/packet.ts';
import type { Looked } from './looked.ts';

/** What this look concludes; null while anything of it is missing, such as a signature that the ledger does not hold yet. */
export function conclusionOf(looked: Looked): Conclusion | null {
  const now = concludedNow(looked);
  return now?.signers.length === tallyIn(looked)?.agreed?.signers.length ? now : null;
}

/** The same, with the signatures that the ledger holds. */
function concludedNow(looked: Looked): Conclusion | null {
  const { claims, observation } = looked;
  const facts = decisionIn(claims);
  const council = councilOn(looked.rules, claims.pull.base);
  const record = recordIn(claims);
  const agreed = tallyIn(looked)?.agreed ?? null;
  if (facts === null || council === null || agreed === null || !record?.asked || !record.release) return null;
  const proof = 'read' in observation.folder ? provePacket(observation.folder.read) : null;
  const option = optionOf(agreed.outcome, proof?.valid ? proof.packet.options : []);
  if (option === undefined) return null;
  const recorded = signedHere(looked, facts);
  const signers = agreed.signers.flatMap(({ person, account, review, roles, assurance, submitted_at }) => {
    const signed = recorded.find((one) => one.review === review)?.entry;
    return signed === undefined ? [] : [{ person, account, review, roles, assurance, submitted_at, signed }];
  });
  const { person, account, comment } = record.asked;
  return {
    schema: 'governance.v1.Conclusion',
    packet: facts.packet,
    revision: facts.revision,
    decision: facts.number,
    council: council.council,
    scope: council.scope,
    outcome: agreed.outcome,
    option,
    file: facts.file,
    manifest: facts.manifest,
    release: record.release.entry,
    head: claims.pull.head,
    requester: facts.requester,
    review_window: record.release.review_window,
    signers,
    asked: { person, account, comment },
  };
}

/** The option that was signed; null for `reject`, undefined where the packet has no such option. */
function optionOf<T extends { readonly id: string }>(signed: Outcome, options: readonly T[]): T | null | undefined {
  return signed.verdict === 'reject' ? null : options.find(({ id }) => id === signed.option);
}

/**
 * Whether this look concludes the very same, by each signature that a conclusion counts; others may have signed since.
 * Whoever wrote the intent is believed in nothing: the workflow seals what it found by itself, reach and scope included.
 */
export function stillConcludes(looked: Looked, conclusion: Conclusion): boolean {
  const now = concludedNow(looked);
  const wish = recordIn(looked.claims)?.asked ?? null;
  if (now === null || wish === null || !sameOutcome(conclusion.outcome, wish.outcome)) return false;
  const same =
    canonicalJson({ ...now, signers: [], asked: null }) === canonicalJson({ ...conclusion, signers: [], asked: null });
  const found = now.signers.map((signer) => canonicalJson(signer));
  return same && conclusion.signers.every((signer) => found.includes(canonicalJson(signer)));
}

/** How the signatures stand in this look; null where there is nothing to sign. */
export function tallyIn(looked: Looked): Tally | null {
  const council = councilOn(looked.rules, looked.claims.pull.base);
  return council === null ? null : tallyOf(looked.claims, council);
}

/** The signatures on this pull request that the ledger holds. */
export function signedHere({ ledger, observation }: Looked, place: DecisionPlace): readonly SignedFacts[] {
  const known = ledger.decisions.get(decisionId(place))?.signed ?? [];
  return known.filter(({ pull }) => pull === observation.pull.number);
}
