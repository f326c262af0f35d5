import { councilOf } from '../../council/branch.ts';
import type { Digest } from '../../digest/digest.ts';
import type { EvidenceState } from '../../evidence/state.ts';
import type { Terms } from '../../terms/terms.ts';
import type { Link } from '../chain.ts';
import type { Body, Draft } from '../entry.ts';
import { type CommandFacts, commandFacts } from './command.ts';
import { type DriftFacts, driftAfter } from './drift.ts';
import { concluded, type EffectFacts, intended, voided } from './effect.ts';

/** What the ledger knows of one pull request. */
export interface PullFacts {
  /** The first council's branch that it was seen with; null while it was proposed to no council. */
  readonly base: string | null;
  /** The packet that its latest head carried. */
  readonly packet: string | null;
  readonly heads: readonly HeadFacts[];
  /** By review id. */
  readonly reviews: ReadonlyMap<number, ReviewFacts>;
  readonly shown: readonly ShownFacts[];
  /** What cited evidence proved when it was last read, by the digest of its citation. */
  readonly evidence: ReadonlyMap<Digest, EvidenceState>;
  /** The finding that was recorded last; null before the first, and after an intent, which says that it was `go`. */
  readonly finding: FindingFacts | null;
  /** While GitHub's protections were too weak for it; null when they never were seen so. */
  readonly drift: DriftFacts | null;
  /** Every intent with its outcome, in order. */
  readonly effects: readonly EffectFacts[];
  /** The number of the entry that released it. */
  readonly released: number | null;
  /** What people asked for by comment and were answered, by the id of the comment. */
  readonly commands: ReadonlyMap<number, CommandFacts>;
  /** Reviews that asked to sign and did not, by review. */
  readonly refusedReviews: ReadonlyMap<number, Body<'signature-refused'>>;
  /** The number of the entry that took it back after its release. */
  readonly withdrawn: number | null;
  /** The change of rules that passed and that no later finding took back. */
  readonly passed: PassedFacts | null;
}
interface Recorded {
  /** Number and time of the entry that says so. */
  readonly entry: number;
  readonly at: string;
}
export interface HeadFacts extends Recorded, Omit<Body<'head-seen'>, 'pull'> {}
/** As first seen: GitHub re-binds reviews to other commits, so a later look may say otherwise. */
export interface ReviewFacts extends Recorded, Omit<Body<'review-seen'>, 'pull'> {
  /** The state in which it was seen last. */
  readonly latest: Body<'review-seen'>['state'];
}
export interface ShownFacts extends Recorded {
  readonly head: string;
  readonly arrival: number | null;
  readonly terms: Terms;
  readonly digest: Digest;
  /** Its options that would grant an exception, by id. */
  readonly exceptions?: readonly string[] | undefined;
}
interface PassedFacts extends Recorded, Omit<Body<'policy-passed'>, 'pull'> {}
export interface FindingFacts extends Recorded, Omit<Body<'hold'>, 'pull'> {
  readonly kind: 'hold' | 'denied';
}

/** A pull request of which nothing is known yet. */
export const NO_PULL: PullFacts = {
  base: null,
  packet: null,
  heads: [],
  reviews: new Map(),
  shown: [],
  evidence: new Map(),
  finding: null,
  drift: null,
  effects: [],
  released: null,
  passed: null,
  commands: new Map(),
  refusedReviews: new Map(),
  withdrawn: null,
};

/** The pull request that an entry is about. */
export function pullOf(entry: Draft): number | null {
  return 'pull' in entry.body ? entry.body.pull : null;
}

/** A pull request after an entry about it. */
export function pullAfter(pull: PullFacts, { entry, hash }: Link): PullFacts {
  const { number, at } = entry;
  switch (entry.kind) {
    case 'head-seen': {
      const { pull: _, ...head } = entry.body;
      return {
        ...pull,
        base: pull.base ?? (councilOf(head.base) === null ? null : head.base),
        packet: head.packet,
        heads: [...pull.heads, { ...head, entry: number, at }],
      };
    }
    case 'review-seen': {
      const { pull: _, ...review } = entry.body;
      const first = pull.reviews.get(review.review) ?? { ...review, entry: number, at };
      return { ...pull, reviews: new Map(pull.reviews).set(review.review, { ...first, latest: review.state }) };
    }
    case 'evidence-seen': {
      const seen = entry.body.evidence.map(({ citation, state }) => [citation, state] as const);
      return { ...pull, evidence: new Map([...pull.evidence, ...seen]) };
    }
    case 'terms-shown': {
      const { pull: _, ...terms } = entry.body;
      return { ...pull, shown: [...pull.shown, { ...terms, entry: number, at }] };
    }
    case 'hold':
    case 'denied': {
      const { pull: _, ...finding } = entry.body;
      const drift = driftAfter(pull.drift, entry, entry.body);
      return { ...pull, drift, finding: { ...finding, kind: entry.kind, entry: number, at }, passed: null };
    }
    case 'policy-passed': {
      const { pull: _, ...passed } = entry.body;
      return { ...pull, finding: null, passed: { ...passed, entry: number, at } };
    }
    case 'intent':
      return {
        ...pull,
        finding: null,
        drift: driftAfter(pull.drift, entry, null),
        effects: intended(pull.effects, entry, hash),
      };
    case 'outcome':
      return { ...pull, effects: concluded(pull.effects, entry) };
    case 'seal-void':
      return { ...pull, effects: voided(pull.effects, entry) };
    case 'released':
      return { ...pull, released: number };
    case 'command':
    case 'refusal':
      return { ...pull, commands: new Map(pull.commands).set(entry.body.comment, commandFacts(entry)) };
    case 'signature-refused':
      return { ...pull, refusedReviews: new Map(pull.refusedReviews).set(entry.body.review, entry.body) };
    case 'withdrawn':
      return { ...pull, withdrawn: pull.withdrawn ?? number };
    default:
      return pull;
  }
}
