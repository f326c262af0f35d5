import type { KeylessClaim } from '../claims/decision.ts';
import { decisionIn, releaseIn } from '../claims/decision.ts';
import { decisionId } from '../decision/place.ts';
import { cut } from '../document/text.ts';
import { outcome } from '../finding/finding.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import { sentence } from '../ledger/headline.ts';
import { type DecisionProgress, decisionHead, decisionPage } from '../report/decision-page.ts';
import { bundleIn } from '../signature/review-body.ts';
import { againAt, soonest } from './again.ts';
import { checkOf } from './check.ts';
import { commandDrafts } from './commands.ts';
import { signedHere, tallyIn } from './conclude.ts';
import { decisionShown } from './decision-shown.ts';
import { carriedOut, planEffect } from './effect.ts';
import { enactmentDrafts, notEnacted } from './enact.ts';
import { done, factsOf, type Looked, openIntent } from './looked.ts';
import { sightings } from './sightings.ts';
import { claimsFile, claimsNamed, findingDraft } from './standing.ts';
import { statusOf } from './status.ts';
import type { Step } from './step.ts';

/** The next step for a decision: what was seen and signed of it and what that means, then one effect. */
export function planDecision(looked: Looked): Step {
  const { claims, finding, observation, rules } = looked;
  const file = claimsFile(looked);
  const writable = 'read' in observation.ledger && observation.troubles.ledger === undefined;
  const effects = writable ? planEffect(looked, file.digest) : null;
  const open = openIntent(looked);
  // Once GitHub shows the intended merge, the judging is closed.
  const merged = done(looked, 'merge-decision') !== null;
  const closed = merged || (open !== null && carriedOut(looked, open));
  const seen = closed ? [] : [...sightings(looked), ...signatures(looked), ...refusals(looked)];
  const settled = merged ? enactmentDrafts(looked) : [...seen, ...findingDraft(looked, file.digest)];
  const record = effects === null ? [] : [...commandDrafts(looked), ...settled, ...effects.record];
  const progress = decisionProgress(looked);
  const stands = { lead: decisionHead(claims, finding, progress).lead, merged };
  return {
    record,
    claims: claimsNamed(record, file),
    show: [
      ...checkOf(looked, decisionPage(claims, finding, decisionShown(claims, rules), progress)),
      ...(isPassing(looked, closed, progress) ? [] : statusOf(looked, stands, record)),
    ],
    effect: effects?.effect ?? null,
    lookAgainAt: soonest([effects?.lookAgainAt ?? null, ...windowOf(looked), ...againAt(looked)], claims.at),
  };
}

/** On its way from one turn to the next, with nothing for people to do. */
function isPassing({ finding }: Looked, closed: boolean, { merge, concluded, mismatched }: DecisionProgress): boolean {
  return merge === null ? closed || outcome(finding) === 'go' : concluded === null && !mismatched;
}

function decisionProgress(looked: Looked): DecisionProgress {
  const mergedBy = done(looked, 'merge-decision');
  const made = mergedBy?.outcome?.body;
  const facts = decisionIn(looked.claims);
  const known = facts === null ? undefined : looked.ledger.decisions.get(decisionId(facts));
  const own = known?.concluded?.pull === looked.claims.pull.number ? known : undefined;
  return {
    sealed: done(looked, 'seal-conclusion') !== null,
    merge: made?.effect === 'merge-decision' && made.result === 'done' ? made.merge : null,
    mismatched: mergedBy !== null && !broughtWhatWasApproved(mergedBy),
    concluded: own?.concluded?.outcome ?? null,
    enacted: own?.enacted ? sentence(own.enacted) : null,
    refused: own?.enacted ? null : notEnacted(looked),
  };
}

/** The signatures that count for the first time, with what proves each. */
function signatures(looked: Looked): Draft[] {
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
function refusals(looked: Looked): Draft[] {
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

/** While it can still be decided, the window closes by itself. */
function windowOf({ claims, observation }: Looked): string[] {
  const release = releaseIn(claims);
  if (observation.pull.state !== 'open' || release === null) return [];
  return [release.review_window.opens, release.review_window.closes];
}
