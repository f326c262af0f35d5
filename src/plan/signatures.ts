import { decisionIn, type KeylessClaim } from '../claims/decision.ts';
import { cut } from '../document/text.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import { bundleIn } from '../signature/review-body.ts';
import { signedHere, tallyIn } from './conclusion.ts';
import { factsOf, type Looked } from './looked.ts';

/** The signatures that count for the first time, with what proves each. */
export function signatureDrafts(looked: Looked): Draft[] {
  const facts = decisionIn(looked.claims);
  const tally = tallyIn(looked);
  if (facts === null || tally === null) return [];
  const known = signedHere(looked, facts);
  const { number: pull, head } = looked.claims.pull;
  return tally.counted.flatMap(
    ({ person, account, review, roles, assurance, outcome: signed, submitted_at, keyless }) => {
      if (known.some((one) => one.review === review)) return [];
      const { packet, revision, number: decision, file, manifest } = facts;
      const body = {
        ...{ pull, packet, revision, decision, head, file, manifest, review, account, person, roles, assurance },
        outcome: signed,
        submitted_at,
        ...(keyless !== null && { keyless: provenBy(looked, review, keyless) }),
      } satisfies Body<'signed'>;
      return [{ kind: 'signed', body }];
    },
  );
}

type Proven = Extract<KeylessClaim, { proven: true }>;

/** The signer's own Sigstore bundle, kept beside what it proves: nobody who audits has to ask GitHub for the review. */
function provenBy({ observation }: Looked, review: number, { identity, issuer, signed_at }: Proven) {
  const text = 'read' in observation.reviews ? observation.reviews.read.find(({ id }) => id === review)?.body : '';
  const found = bundleIn(text ?? '');
  if (found.found !== 'one') throw new TypeError(`review ${review} lost the signature that was proven in it`);
  return { identity, issuer, signed_at, bundle: found.bundle };
}

/** Of one account so many attempts are kept: anybody may make them, and could fill the ledger. */
const MOST_ATTEMPTS = 5;

/** The reviews that asked to sign and did not, each once. Of nobody who is listed nothing is kept. */
export function refusalDrafts(looked: Looked): Draft[] {
  const tally = tallyIn(looked);
  const { refusedReviews } = factsOf(looked);
  const facts = decisionIn(looked.claims);
  // What counted once was no attempt, whatever became of it.
  const signed = facts === null ? [] : signedHere(looked, facts);
  const { number: pull } = looked.claims.pull;
  const attempts = new Map<number, number>();
  return (tally?.refused ?? []).flatMap(({ claim, reason }): Draft[] => {
    const { review, account, login, person, agent, head } = claim;
    if (account === null || (person === null && !agent) || refusedReviews.has(review)) return [];
    if (signed.some((one) => one.review === review)) return [];
    const before =
      attempts.get(account) ?? [...refusedReviews.values()].filter((one) => one.account === account).length;
    attempts.set(account, before + 1);
    if (before >= MOST_ATTEMPTS) return [];
    const who = { account, login: cut(login, 100), person, agent };
    return [
      {
        kind: 'signature-refused',
        body: { pull, head, review, ...who, code: reason.code, why: cut(reason.why, 500) },
      },
    ];
  });
}
