import { missingFor } from '../conclusion/missing.ts';
import type { Council } from '../council/council.ts';
import { type Outcome, outcomesOf, outcomeText } from '../decision/outcome.ts';
import { type DecisionPlace, decisionPath, readDecisionId } from '../decision/place.ts';
import { wishToConclude } from '../ledger/facts/command.ts';
import type { DecisionFacts, SignedFacts } from '../ledger/facts/decision.ts';
import { NO_PULL, type PullFacts } from '../ledger/facts/pull.ts';
import type { ReleaseFacts } from '../ledger/facts/release.ts';
import { releaseOf } from '../ledger/facts/releases.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { sentence } from '../ledger/headline.ts';
import type { Option } from '../packet/packet.ts';
import { type People, personOfAccount } from '../people/people.ts';
import { type DecisionShown, type SignatureShown, signatureShown } from '../report/decision.ts';

/** What today's policies say, and the clone: of what could not be read nothing is told. */
export interface Known {
  readonly council: Council | null;
  readonly people: People | null;
  /** The options of each released revision. */
  readonly options: ReadonlyMap<number, readonly Option[]>;
}

/** A decision as one pull request carried it, as far as the ledger knows. */
export interface DecisionTold {
  /** `bpe-2026-014/r2-d1` */
  readonly id: string;
  readonly revision: number;
  readonly pull: number;
  readonly state: 'open' | 'denied' | 'concluded' | 'in effect';
  /** Why the last finding holds or denies it. */
  readonly codes: readonly string[];
  /** What is missing, who may still sign, and what to write; null once it is concluded or denied. */
  readonly shown: DecisionShown | null;
  readonly signed: readonly SignatureShown[];
  /** Signatures that no longer count, with the reason. */
  readonly setAside: readonly { readonly what: string; readonly why: string }[];
  /** The entry that concluded it, and what it says. */
  readonly conclusion: {
    readonly entry: number;
    readonly outcome: Outcome;
    readonly scope: string;
    readonly merge: string;
    readonly seal: number;
  } | null;
  /** The entry by which it took effect, in words. */
  readonly effect: { readonly entry: number; readonly says: string } | null;
}

/** The decisions about a packet, in the order in which they were first seen. */
export function decisionsIn(facts: LedgerFacts, packet: string, known: Known): DecisionTold[] {
  return [...facts.decisions.values()].flatMap((decision) => {
    const place = readDecisionId(decision.id);
    if (place?.packet !== packet) return [];
    const carried = decision.concluded === null ? decision.pulls : [decision.concluded.pull];
    return carried.map((pull) => toldOf(decision, place, pull, facts, known));
  });
}

/** Released revisions of a packet about which nobody has proposed a decision, and that nothing took back. */
export function undecidedIn({ releases, decisions }: LedgerFacts, packet: string): ReleaseFacts[] {
  const ids = [...decisions.keys()];
  return [...releases.values()].filter(
    (release) =>
      release.packet === packet &&
      release.withdrawnBy === null &&
      release.supersededBy === null &&
      !ids.some((id) => id.startsWith(`${packet}/r${release.revision}-`)),
  );
}

/** A decision in one pull request: as its last head carries it, and with the signatures that count there. */
interface Carried {
  readonly place: DecisionPlace;
  readonly number: number;
  readonly pull: PullFacts;
  readonly counted: readonly SignedFacts[];
  readonly release: ReleaseFacts | undefined;
}

function toldOf(
  decision: DecisionFacts,
  place: DecisionPlace,
  number: number,
  facts: LedgerFacts,
  known: Known,
): DecisionTold {
  const { id, concluded, enacted } = decision;
  const pull = facts.pulls.get(number) ?? NO_PULL;
  const { standing, setAside } = standingIn(decision, number, pull);
  const counted =
    concluded === null
      ? standing
      : decision.signed.filter(({ review }) => concluded.signers.some((one) => one.review === review));
  const release = releaseOf(facts, place.packet, place.revision);
  const isOpen = concluded === null && pull.finding?.kind !== 'denied';
  return {
    id,
    revision: place.revision,
    pull: number,
    state: concluded === null ? (isOpen ? 'open' : 'denied') : enacted === null ? 'concluded' : 'in effect',
    codes: concluded === null ? (pull.finding?.codes ?? []) : [],
    shown: isOpen ? shownOf({ place, number, pull, counted, release }, known) : null,
    signed: counted.map(signatureShown),
    setAside: concluded === null ? setAside : [],
    conclusion: concluded && {
      entry: concluded.entry,
      outcome: concluded.outcome,
      scope: concluded.scope,
      merge: concluded.merge,
      seal: concluded.seal,
    },
    effect: enacted && { entry: enacted.number, says: sentence(enacted) },
  };
}

/** The last signature of each person at the present head, and those that a push, another word or a dismissal took. */
function standingIn({ signed }: DecisionFacts, number: number, pull: PullFacts) {
  const here = signed.filter((one) => one.pull === number);
  const head = pull.heads.at(-1)?.head;
  const last = new Map(here.map((one) => [one.person, one.review]));
  const why = ({ review, person, head: on }: SignedFacts): string | null => {
    if (last.get(person) !== review) return `${person} signed again since`;
    if (on !== head) return 'it is of another head';
    return pull.reviews.get(review)?.latest === 'dismissed' ? 'it was dismissed' : null;
  };
  return {
    standing: here.filter((one) => why(one) === null),
    setAside: here.flatMap((one) => {
      const reason = why(one);
      return reason === null ? [] : [{ what: `${one.person} for ${outcomeText(one.outcome)}`, why: reason }];
    }),
  };
}

function shownOf(
  { place, number, pull, counted, release }: Carried,
  { council, people, options }: Known,
): DecisionShown | null {
  if (council === null) return null;
  const asked = wishToConclude(pull.commands, pull.heads.at(-1)?.head) !== undefined;
  const signers = new Set(counted.map(({ person }) => person));
  const chosen = options.get(place.revision);
  // A draft is not to be signed; that it is one only its hold says.
  const isDraft = pull.finding?.codes.includes('decision-draft') === true;
  return {
    pull: number,
    path: decisionPath(place),
    outcomes: chosen === undefined || isDraft ? [] : outcomesOf(chosen),
    signed: counted.map(signatureShown),
    mayStill: isDraft ? [] : eligible(council, people, pull, release).filter((person) => !signers.has(person)),
    missing: missingFor(counted, council, asked),
    assurance: council.assurance,
  };
}

/** By today's policy and what the ledger knows of hands in it. The check's page also knows who wrote the commits. */
function eligible(
  { members, sovereigns, owner_may_sign }: Council,
  people: People | null,
  { heads }: PullFacts,
  release: ReleaseFacts | undefined,
): string[] {
  if (release?.proposers === undefined) return [];
  const pushed = heads.flatMap(({ arrival }) => (arrival && people && personOfAccount(people, arrival.actor)) ?? []);
  const barred = new Set([
    ...pushed,
    ...release.proposers.map(({ person }) => person),
    ...(owner_may_sign ? [] : release.approvers.map(({ person }) => person)),
  ]);
  return [...new Set([...members, ...sovereigns])].filter((person) => !barred.has(person));
}
