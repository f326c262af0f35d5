import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/claims/claims.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import { type Progress, pageOf } from '../../src/report/page.ts';
import { approval, claimsWith, packet, rulesWith } from '../judge/claims.ts';
import { NOWHERE } from './progress.ts';

const rules = rulesWith();
const page = (change: Partial<Claims> = {}, progress: Partial<Progress> = {}) => {
  const claims = claimsWith(change);
  return pageOf(claims, judgePacket(claims, rules), rules, { ...NOWHERE, ...progress });
};
const held = { opinions: { known: [approval('ann', 1001), approval('zoe', 999, { person: null })] } };

describe('the check page', () => {
  it('says of a hold what was wanted, what was seen and what to do, and who was set aside and why', () => {
    const { conclusion, title, summary, text } = page(held);
    expect(conclusion).toBe('action_required');
    expect(title).toBe('Held: approval-missing, signer-not-owner');
    expect(summary).toContain('**do:** `1 of ben approve this head by review`');
    expect(text).toContain('| `review 999 of @zoe` | `signer-not-owner` | `nobody in policies/people.yaml` |');
  });

  it('asks nobody for anything else of what is denied for good', () => {
    const { summary } = page({ ...held, at: '2027-01-01T00:00:00Z' });
    expect(summary).toContain('`approval-expired`');
    expect(summary).not.toContain('approve this head by review');
  });

  it.each<[string, Partial<Claims>, Partial<Progress>, string, string]>([
    ['a go', {}, {}, 'success', 'Go: bpe-2026-014 revision 1'],
    ['a denial', { at: '2027-01-01T00:00:00Z' }, {}, 'failure', 'Denied: approval-expired'],
    ['a merge', {}, { merge: 'abc' }, 'success', 'Merged: bpe-2026-014 revision 1'],
    [
      'a release',
      {},
      { merge: 'abc', released: true, delivery: 'https://x' },
      'success',
      'Released: bpe-2026-014 revision 1',
    ],
    [
      'E05: a merge of something else',
      {},
      { merge: 'abc', mismatched: true },
      'failure',
      'Stopped: merged-content-mismatch',
    ],
  ])('concludes %s', (_, change, progress, conclusion, title) => {
    expect(page(change, progress)).toMatchObject({ conclusion, title });
  });

  it('is the same page at another second, so that a look that changes nothing writes nothing', () => {
    const later = page({ at: '2026-11-22T13:00:07Z', skew_seconds: 3 });
    expect(later.digest).toBe(page().digest);
  });

  it('is another page when what it says differs', () => {
    expect(page(held).digest).not.toBe(page().digest);
  });

  it('puts the problems of the packet on their lines', () => {
    const place = { path: 'packets/bpe-2026-014/packet.yaml', line: 5, column: 3, message: 'expected\u202E a number' };
    const problems = [{ code: 'packet-invalid', message: 'expected a number', hint: 'write one', place }] as const;
    const broken = page({ packet: { known: { valid: false, revision_digest: null, problems } } });
    expect(broken.annotations).toEqual([{ ...place, message: 'expected\\u{202e} a number' }]);
  });

  it('stays within what GitHub takes, cut at a line', () => {
    const blocked_paths = Array.from({ length: 200 }, (_, index) => ({ id: `p${index}`, text: 'x'.repeat(900) }));
    const digest = packet.revision_digest;
    const terms: NonNullable<Claims['terms']> = {
      digest,
      terms: {
        schema: 'governance.v1.Terms',
        packet: packet.id,
        revision: 1,
        digests: { revision: digest, option_set: digest, blocked_paths: digest, evidence_state: digest },
        council: 'release-integrity',
        audience: { repositories: [9002], teams: [501] },
        review_window: packet.window,
        scope: 'production',
        policy: digest,
      },
    };
    const long = page({ packet: { known: { valid: true, facts: { ...packet, blocked_paths } } }, terms });
    expect(long.summary.length).toBeLessThan(65_535);
    expect(long.summary).toMatch(/\|\n\n\(cut: GitHub shows no more\)$/);
    expect(long.summary).toContain('acme/release-integrity-council (9002), acme/release-integrity (501)');
  });
});
