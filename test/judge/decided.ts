import type { Claims } from '../../src/claims/claims.ts';
import type { DecisionFacts, DecisionRecord, SignatureClaim } from '../../src/claims/decision.ts';
import { claimsWith, HEAD, ledger, packet } from './claims.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;

export const decision: DecisionFacts = {
  packet: 'bpe-2026-014',
  revision: 1,
  number: 1,
  path: 'decisions/bpe-2026-014/r1-d1.yaml',
  file: DIGEST,
  status: 'proposed',
  author_kind: 'automated_agent',
  scope: 'production_candidate',
  manifest: DIGEST,
  requester: 'fay',
  rationale: 'The council is asked to choose.',
};

export const record: DecisionRecord = {
  release: {
    entry: 40,
    council: 'release-integrity',
    revision_digest: packet.revision_digest,
    review_window: packet.window,
    approvers: ['ann', 'ben'],
    proposers: [
      { person: null, account: 2001 },
      { person: 'fay', account: null },
    ],
    manifest: { known: DIGEST },
    withdrawn: false,
    superseded: null,
  },
  expected: 1,
  concluded: null,
  doubles: [],
  signed: [],
  elsewhere: [],
  asked: { person: 'cyd', account: 1003, comment: 77, outcome: { verdict: 'approve', option: 'hold' } },
};

/** A signature for holding that counts. */
export function signature(person: string, account: number, change: Partial<SignatureClaim> = {}): SignatureClaim {
  return {
    review: account,
    account,
    login: person,
    type: 'User',
    person,
    agent: false,
    can_write: true,
    state: 'approved',
    head: HEAD,
    edited: false,
    submitted_at: '2026-11-22T10:00:00Z',
    binding: { bound: true },
    asks: { outcome: { verdict: 'approve', option: 'hold' } },
    keyless: null,
    ...change,
  };
}

/** Claims of a decision for which everything is met; a test changes the one thing that it is about. */
export function decidedWith(change: Partial<Claims> = {}, known: Partial<DecisionRecord> = {}): Claims {
  return claimsWith({
    change: { known: { kind: 'decision', packet: 'bpe-2026-014' } },
    decision: { known: { valid: true, facts: decision } },
    signatures: { known: [signature('cyd', 1003), signature('dan', 1004)] },
    opinions: { known: [] },
    evidence: [],
    terms: null,
    owners: { copy: null, problems: [], accounts: [1003, 1004, 1005], lines: [{ line: 1, text: '/decisions/ @cyd' }] },
    ledger: { known: { ...ledger, revision: null, decision: { ...record, ...known } } },
    ...change,
  });
}
