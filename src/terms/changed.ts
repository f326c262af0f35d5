import { canonicalJson } from '../digest/digest.ts';
import type { Terms } from './terms.ts';

/** The terms by name, in the order in which a page shows them; each reads one value out of the terms. */
const TERMS = {
  packet: (terms: Terms) => terms.packet,
  revision: (terms: Terms) => terms.revision,
  'revision digest': (terms: Terms) => terms.digests.revision,
  'option set': (terms: Terms) => terms.digests.option_set,
  'blocked paths': (terms: Terms) => terms.digests.blocked_paths,
  'evidence state': (terms: Terms) => terms.digests.evidence_state,
  council: (terms: Terms) => terms.council,
  audience: (terms: Terms) => terms.audience,
  'review window': (terms: Terms) => terms.review_window,
  scope: (terms: Terms) => terms.scope,
  policy: (terms: Terms) => terms.policy,
} as const;

export type TermName = keyof typeof TERMS;
export const TERM_NAMES = Object.keys(TERMS) as TermName[];

/** One term that differs, with both values as text: a string as it is, all else as canonical JSON. */
export interface ChangedTerm {
  readonly term: TermName;
  readonly from: string;
  readonly to: string;
}

/** Which terms differ, each with both values; empty exactly when the two have one digest. */
export function changedTerms(before: Terms, after: Terms): ChangedTerm[] {
  return TERM_NAMES.map((term) => ({ term, from: shown(TERMS[term](before)), to: shown(TERMS[term](after)) })).filter(
    ({ from, to }) => from !== to,
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
