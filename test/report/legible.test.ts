import { describe, expect, it } from 'vitest';
import { codes, outcome } from '../../src/finding/finding.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import { deliveryIssue } from '../../src/report/delivery.ts';
import { pageOf } from '../../src/report/page.ts';
import type { Terms } from '../../src/terms/terms.ts';
import { claimsWith, packet, rulesWith } from '../judge/claims.ts';
import { sum, terms } from '../verify/record.ts';
import { NOWHERE } from './progress.ts';

const rules = rulesWith();
/** A packet with as many and as long blocked paths and options as its file takes, and this summary. */
const packetWith = (summary: string, most = 32) => ({
  ...packet,
  summary,
  blocked_paths: [
    ...packet.blocked_paths,
    ...Array.from({ length: most - 3 }, (_, index) => ({ id: `path-${index}`, text: '字'.repeat(120) })),
  ],
  options: [
    { id: 'hold', kind: 'wait' as const, title: 'x', description: null, expires: '2026-12-01T00:00:00Z', reach: [] },
  ],
});
const claimsOf = (facts: typeof packet) => {
  const those: Terms = { ...terms, packet: facts.id };
  return claimsWith({ packet: { known: { valid: true, facts } }, terms: { terms: those, digest: sum('a') } });
};

describe('what an owner approves', () => {
  it('K03: is held where it is longer than a page can show, by a summary that pushes the rest out of sight', () => {
    for (const summary of ['字'.repeat(10_000), '`\n'.repeat(5000), 'a\n'.repeat(5000)]) {
      const finding = judgePacket(claimsOf(packetWith(summary)), rules);
      expect(outcome(finding)).toBe('hold');
      expect(codes(finding)).toEqual(['packet-too-large']);
    }
  });

  it('K03: stands whole on the page and in what is delivered, however long it is and whatever else holds', () => {
    const facts = packetWith('b'.repeat(4000));
    const claims = {
      ...claimsOf(facts),
      unresolved: Array.from({ length: 90 }, (_, index) => `${index} ${'字'.repeat(900)}`),
    };
    const finding = judgePacket(claims, rules);
    expect(codes(finding)).toEqual(['signer-unresolved']);
    const { summary } = pageOf(claims, finding, rules, NOWHERE);
    const { body } = deliveryIssue({
      ...{ terms, rules, packet: facts, evidence: claims.evidence, url: 'https://github.com/acme/governance' },
      ...{
        merge: 'a'.repeat(40),
        approvers: ['ann'],
        ledger: { number: 1, hash: sum('b') },
        mention: null,
        marker: 'm',
      },
    });
    for (const text of [summary, body])
      for (const shown of [facts.summary, ...facts.blocked_paths.map((path) => path.text), '`hold`'])
        expect(text).toContain(shown);
  });
});
