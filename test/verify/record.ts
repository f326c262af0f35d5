import type { Digest } from '../../src/digest/digest.ts';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { addEntries, type LedgerFacts, NO_FACTS } from '../../src/ledger/facts.ts';
import { type Terms, termsDigest } from '../../src/terms/terms.ts';

export const sum = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
export const oid = (letter: string) => letter.repeat(40);

export const terms: Terms = {
  schema: 'governance.v1.Terms',
  packet: 'bpe-1',
  revision: 1,
  digests: { revision: sum('a'), option_set: sum('b'), blocked_paths: sum('c'), evidence_state: sum('d') },
  council: 'release-integrity',
  audience: { repositories: [9002], teams: [501] },
  review_window: { opens: '2026-11-22T09:00:00Z', closes: '2026-11-29T09:00:00Z' },
  scope: 'production',
  policy: sum('e'),
};

/** What a ledger with these entries says, each a minute after the one before, from ten o'clock on. */
export function recorded(...drafts: Draft[]): LedgerFacts {
  const genesis: Draft = {
    kind: 'genesis',
    body: { repository: 9001, key: Buffer.alloc(32).toString('base64'), main: oid('0') },
  };
  let facts = NO_FACTS;
  for (const [minute, draft] of [genesis, ...drafts].entries()) {
    const at = `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`;
    facts = addEntries(facts, extend(facts.head, [draft], at).links);
  }
  return facts;
}

export const shown = (head: string, change: Partial<Terms> = {}, arrival = 1): Draft => {
  const those = { ...terms, ...change };
  return { kind: 'terms-shown', body: { pull: 1, head, arrival, terms: those, digest: termsDigest(those) } };
};
export const approved = (revision: number, digest: Digest, change: Partial<Terms> = {}): Draft => {
  const those = termsDigest({ ...terms, ...change });
  const body = {
    pull: 1,
    packet: 'bpe-1',
    revision,
    head: oid('a'),
    digest,
    terms: those,
    review: revision,
    person: 'ann',
    account: 1001,
  };
  return { kind: 'approved', body };
};
