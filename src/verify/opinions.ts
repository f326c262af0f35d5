import type { Binding, Opinion } from '../claims/opinion.ts';
import type { Code } from '../finding/code.ts';
import type { PullFacts, ShownFacts } from '../ledger/facts/pull.ts';
import { isAgent, type People, personOfAccount } from '../people/people.ts';
import { changedTerms, type TermName } from '../terms/changed.ts';
import type { Terms } from '../terms/terms.ts';
import { compareInstants } from '../time/instant.ts';
import type { PullSeen } from './observation/pull.ts';
import type { ReviewSeen } from './observation/review.ts';

/** What a review must agree with to speak of what stands here now. */
export interface Standing {
  readonly pull: PullSeen;
  readonly facts: PullFacts | undefined;
  readonly arrival: { readonly activity: number; readonly at: string } | null;
  /**
   * Null when the packet is not valid, so that nothing can be approved; `head` where there are no terms and the head
   * itself is what is approved.
   */
  readonly terms: { readonly terms: Terms; readonly digest: string } | null | 'head';
}

/** The latest opinion of each account: an approval, a request for changes or a dismissed one. Comments change nothing. */
export function opinionsOf(reviews: readonly ReviewSeen[], people: People | null, standing: Standing): Opinion[] {
  const latest = new Map<string, Opinion>();
  for (const review of inOrder(reviews)) {
    const { state, submittedAt } = review;
    if (state === 'commented' || state === 'pending') continue;
    const { id, login, type } = review.author;
    const key = id === null ? `review ${review.id}` : String(id);
    latest.delete(key);
    latest.set(key, {
      review: review.id,
      account: id,
      login,
      type,
      person: (id !== null && people && personOfAccount(people, id)) || null,
      agent: type === 'Bot' || (id !== null && people !== null && isAgent(people, id)),
      can_write: review.canWrite,
      state,
      objects:
        state === 'changes_requested' ||
        review.objected ||
        standing.facts?.reviews.get(review.id)?.state === 'changes_requested',
      head: review.head,
      submitted_at: submittedAt,
      binding: bindingOf(review, standing),
    });
  }
  return [...latest.values()];
}

/** A review that was given, and not only begun. */
export type Submitted = ReviewSeen & { readonly submittedAt: string };

/** By when they were submitted. One can be begun first and submitted last: whoever asks for changes last asks for changes. */
export function inOrder(reviews: readonly ReviewSeen[]): Submitted[] {
  const submitted = reviews.filter((review): review is Submitted => review.submittedAt !== null);
  return submitted.sort((a, b) => compareInstants(a.submittedAt, b.submittedAt));
}

/**
 * Whether a review is bound to the present head and terms. `commit_id` alone is no proof, since GitHub has re-bound
 * reviews to rebased heads: activity log, ledger and order of time must all agree. Times only ever set aside.
 */
export function bindingOf(review: Submitted, standing: Standing): Binding {
  const { pull, facts, arrival, terms } = standing;
  const stale = (why: string, also: readonly Code[] = []): Binding => ({
    bound: false,
    code: 'approval-stale',
    also,
    why,
  });
  const first = facts?.reviews.get(review.id);
  const short = (oid: string | null) => oid?.slice(0, 10) ?? 'a commit that is gone';
  if (pull.retargetedAt !== null && !(compareInstants(review.submittedAt, pull.retargetedAt) > 0)) {
    const why = `it was given before the base was changed at ${pull.retargetedAt}`;
    return { bound: false, code: 'approval-context-mismatch', also: [], why };
  }
  if (review.head !== pull.head) {
    const shown = facts?.shown.findLast(({ head }) => head === review.head);
    const { words, codes } = whatChanged(shown, terms === null || terms === 'head' ? null : terms.terms);
    return stale(`it was given on ${short(review.head)}, the head is ${short(pull.head)}${words}`, codes);
  }
  if (first !== undefined && first.head !== review.head) {
    return stale(`it was first seen on ${short(first.head)}; GitHub now says ${short(review.head)}`);
  }
  if (review.edited) return stale('its text was edited after it was given');
  if (arrival === null) return stale('the activity log does not yet name the arrival of this head');
  if (!(compareInstants(review.submittedAt, arrival.at) > 0)) {
    return stale(`it is from ${review.submittedAt}, not later than the arrival of this head at ${arrival.at}`);
  }
  const drift = facts?.drift ?? null;
  if (drift !== null && !(drift.until !== null && compareInstants(review.submittedAt, drift.until) > 0)) {
    const until = drift.until === null ? '' : `, until ${drift.until}`;
    return stale(
      `it was given before GitHub's protections were as needed again: they were too weak since ${drift.since}${until}`,
      ['protection-drift'],
    );
  }
  if (terms === null)
    return stale('there are no terms to approve: the packet is not valid, or what they are made of could not be read');
  if (terms === 'head') {
    const seen = facts?.heads.some(
      (one) =>
        one.head === pull.head &&
        one.arrival?.activity === arrival.activity &&
        compareInstants(one.at, review.submittedAt) < 0,
    );
    return seen ? { bound: true } : stale('the ledger had not seen this head before it was given: approve again');
  }
  // Whoever approved saw what was shown last before that; terms recorded in the same second may not have been it.
  const seen = facts?.shown.filter(
    (shown) =>
      shown.head === pull.head &&
      shown.arrival === arrival.activity &&
      compareInstants(shown.at, review.submittedAt) < 0,
  );
  const shown = seen?.at(-1);
  if (shown === undefined) return stale('its terms were not shown before it was given: approve again');
  if (shown.digest === terms.digest) return { bound: true };
  const { words, codes } = whatChanged(shown, terms.terms);
  return stale(`the terms changed since${words}`, codes);
}

const CODE_OF_TERM: Readonly<Record<TermName, Code>> = {
  packet: 'packet-superseded',
  revision: 'packet-superseded',
  'revision digest': 'packet-superseded',
  'option set': 'option-set-changed',
  'blocked paths': 'blocked-paths-missing',
  'evidence state': 'packet-superseded',
  council: 'council-mismatch',
  audience: 'audience-mismatch',
  'review window': 'window-invalid',
  scope: 'approval-context-mismatch',
  policy: 'approval-context-mismatch',
};

function whatChanged(shown: ShownFacts | undefined, now: Terms | null): { words: string; codes: Code[] } {
  const changes = shown && now ? changedTerms(shown.terms, now) : [];
  const words = changes.map(({ term, from, to }) => `${term} from ${from} to ${to}`).join(', ');
  return {
    words: words === '' ? '' : `: ${words}`,
    codes: [...new Set(changes.map(({ term }) => CODE_OF_TERM[term]))],
  };
}
