import { describe, expect, it } from 'vitest';
import type { SignatureClaim } from '../../src/claims/decision.ts';
import type { SignedFacts } from '../../src/ledger/facts/decision.ts';
import { usedOnce } from '../../src/verify/used-signatures.ts';
import { oid, sum } from '../ledger/sample.ts';

const by = { identity: 'cyd@acme.example', issuer: 'https://login.acme.example' };
const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`;

/** A review that was submitted at a minute with a signature that was made at another; null: with none. */
const claim = (review: number, submitted: number, made: number | null, person = 'cyd'): SignatureClaim => ({
  review,
  account: 1003,
  login: person,
  type: 'User',
  person,
  agent: false,
  can_write: true,
  state: 'approved',
  head: oid('a'),
  edited: false,
  submitted_at: at(submitted),
  binding: { bound: true },
  asks: { outcome: { verdict: 'reject' } },
  keyless: made === null ? null : { proven: true, ...by, signed_at: at(made) },
});
const remembered = (review: number, submitted: number, made: number): SignedFacts => ({
  ...{ pull: 2, packet: 'bpe-2026-014', revision: 1, decision: 1, head: oid('a'), file: sum('1'), manifest: sum('2') },
  ...{ review, account: 1003, person: 'cyd', roles: ['human'], assurance: 'review+keyless', entry: 40, at: at(59) },
  outcome: { verdict: 'approve', option: 'hold' },
  submitted_at: at(submitted),
  keyless: { ...by, signed_at: at(made), bundle: {} },
});
const used = (claims: SignatureClaim[], recorded: SignedFacts[] = []) =>
  usedOnce(claims, recorded).map(({ keyless }) => (keyless === null ? null : keyless.proven));

describe("a person's own Sigstore signature", () => {
  it('counts in the review for which it was made, and a newer one in the next', () => {
    expect(used([claim(1, 2, 1), claim(2, 5, 4)])).toEqual([true, true]);
    expect(used([claim(1, 2, 1)], [remembered(1, 2, 1)])).toEqual([true]);
  });

  it('L43: does not come back after another: whoever stole the account has only the old ones', () => {
    expect(used([claim(1, 2, 1), claim(2, 5, 4), claim(3, 8, 1)])).toEqual([true, true, false]);
    expect(used([claim(1, 2, 1), claim(2, 5, 1)])).toEqual([true, false]);
  });

  it('L43: does not come back either where the text that held the newer one was edited away', () => {
    const recorded = [remembered(1, 2, 1), remembered(2, 5, 4)];
    expect(used([claim(1, 2, null), claim(2, 5, null), claim(3, 8, 1)], recorded)).toEqual([null, null, false]);
    expect(usedOnce([claim(3, 8, 1)], recorded)[0]?.keyless).toMatchObject({
      code: 'approval-stale',
      expected: 'one made after 2026-11-22T10:04:00Z, when cyd signed last: run `countersign sign` again',
    });
  });

  it("is measured by that person's own only", () => {
    expect(used([claim(1, 5, 4, 'dan'), claim(2, 6, 1)])).toEqual([true, true]);
  });
});
