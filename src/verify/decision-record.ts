import type { DecisionRecord, ReleaseRecord } from '../claims/decision.ts';
import { type DecisionPlace, decisionAt, decisionId } from '../decision/place.ts';
import { wishToConclude } from '../ledger/facts/command.ts';
import type { DecisionFacts } from '../ledger/facts/decision.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { NO_PULL, type PullFacts } from '../ledger/facts/pull.ts';
import type { ReleaseFacts } from '../ledger/facts/release.ts';
import { releaseOf } from '../ledger/facts/releases.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { personOfAccount } from '../people/people.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { checkIntendedSeal } from '../seal/intended.ts';
import type { Observation } from './observation.ts';

/** What the ledger says about the decision that stands at this place, and about the release that it is about. */
export function decisionRecord(
  place: DecisionPlace,
  { pull, rivals, repository, decision: seen }: Pick<Observation, 'pull' | 'rivals' | 'repository' | 'decision'>,
  ledger: LedgerFacts,
  rules: LoadedRules,
): DecisionRecord {
  const decision = ledger.decisions.get(decisionId(place));
  const release = releaseOf(ledger, place.packet, place.revision) ?? null;
  const { concluded = null } = decision ?? {};
  return {
    release: release && releaseRecord(release, ledger, rules, repository.id),
    expected: nextNumber(place, ledger, 'read' in seen ? seen.read.root.map(({ name }) => name) : []),
    concluded: concluded && { entry: concluded.entry, pull: concluded.pull, outcome: concluded.outcome },
    doubles: olderAmong(rivals, pull.number, decision?.pulls ?? []),
    ...signaturesOf(decision, pull.number),
    asked: askedAt(ledger.pulls.get(pull.number) ?? NO_PULL, pull.head),
  };
}

/** What was sealed counts, and not how the entry that released it puts it: whoever holds the ledger key can write that. */
function releaseRecord(
  release: ReleaseFacts,
  ledger: LedgerFacts,
  rules: LoadedRules,
  repository: number,
): ReleaseRecord {
  const { entry, withdrawnBy, supersededBy } = release;
  const sealed = ledger.pulls.get(release.pull)?.effects.find(({ outcome }) => outcome?.number === release.seal);
  const { council, digests, review_window, approvers, proposers } = (sealed && termsIn(sealed)) ?? release;
  return {
    entry: entry.number,
    council,
    revision_digest: digests.revision,
    review_window,
    approvers: asOfNow(approvers, rules).flatMap(({ person }) => person ?? []),
    proposers: release.proposers && proposers ? asOfNow(proposers, rules) : null,
    manifest: manifestOf(release, sealed, rules, repository),
    withdrawn: withdrawnBy !== null,
    superseded: supersededBy?.revision ?? null,
  };
}

function termsIn({ intent }: EffectFacts) {
  return intent.effect === 'seal'
    ? { ...intent.terms, approvers: intent.approvals, proposers: intent.proposers }
    : undefined;
}

type Hand = NonNullable<ReleaseRecord['proposers']>[number];

/** Everybody under the key of then, and under that which their account has now: another key makes nobody another. */
function asOfNow(hands: readonly Hand[], rules: LoadedRules): Hand[] {
  return hands.flatMap(({ person, account }) => {
    const now = rules.ok && account !== null ? personOfAccount(rules.rules.people, account) : undefined;
    return [{ person, account }, ...(now === undefined || now === person ? [] : [{ person: now, account }])];
  });
}

/** Whoever wrote the seal into the ledger is not believed: it must prove its manifest by the rules of now. */
function manifestOf(
  { seal, packet, revision }: ReleaseFacts,
  effect: EffectFacts | undefined,
  rules: LoadedRules,
  repository: number,
): ReleaseRecord['manifest'] {
  if (!rules.ok) return { unknown: 'not verified: the rules do not load', skipped: true };
  const sealed = effect && sealIn(effect);
  const same = sealed && sealed.intent.terms.packet === packet && sealed.intent.terms.revision === revision;
  if (!same) return { unknown: `expected a seal as entry ${seal} of the ledger, seen none`, broken: true };
  const { seal: policy, trustedRoot } = rules.rules;
  const place = { repository, number: effect.number, hash: effect.hash };
  const proof = checkIntendedSeal({ ...sealed, place, policy, trustedRoot });
  if (proof.ok) return { known: proof.digest };
  return { unknown: `the seal of the release: expected ${proof.expected}, seen ${proof.seen}`, broken: true };
}

function sealIn({ intent, outcome }: EffectFacts) {
  if (intent.effect !== 'seal' || outcome?.body.effect !== 'seal' || outcome.body.result !== 'done') return null;
  return { intent, bundle: outcome.body.bundle };
}

/**
 * One more than that of the last concluded decision: a verdict is final, and is corrected by another. `standing` are the
 * names of the files that stand on the council's branch: what somebody merged there past the bot is not concluded, and
 * is in nobody's way.
 */
export function nextNumber(
  { packet, revision }: Pick<DecisionPlace, 'packet' | 'revision'>,
  { decisions }: LedgerFacts,
  standing: readonly string[] = [],
): number {
  const concluded = [...decisions.values()].flatMap(({ concluded: one }) =>
    one?.packet === packet && one.revision === revision ? [one.decision] : [],
  );
  const merged = standing.flatMap((name) => decisionAt(packet, name) ?? []).filter((one) => one.revision === revision);
  return Math.max(0, ...concluded, ...merged.map(({ number }) => number)) + 1;
}

function olderAmong(open: readonly number[], own: number, inOrderSeen: readonly number[]): number[] {
  const since = inOrderSeen.indexOf(own);
  const older = since === -1 ? inOrderSeen : inOrderSeen.slice(0, since);
  return open.filter((other) => older.includes(other));
}

function signaturesOf(
  decision: DecisionFacts | undefined,
  number: number,
): Pick<DecisionRecord, 'signed' | 'elsewhere'> {
  const all = decision?.signed ?? [];
  const here = all.filter(({ pull }) => pull === number);
  const others = all.filter(({ pull }) => pull !== number);
  return {
    signed: here.map(({ person, outcome, review, head, entry }) => ({ person, outcome, review, head, entry })),
    elsewhere: others.map(({ person, outcome, entry }) => ({ person, outcome, entry })),
  };
}

function askedAt({ commands }: PullFacts, head: string): DecisionRecord['asked'] {
  const asked = wishToConclude(commands, head);
  if (asked?.person == null || asked.outcome === null) return null;
  const { person, account, comment, outcome } = asked;
  return { person, account, comment, outcome };
}
