import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/claims/claims.ts';
import type { DecisionRecord } from '../../src/claims/decision.ts';
import { judge } from '../../src/judge/proposal.ts';
import { decisionShown } from '../../src/plan/decision-shown.ts';
import { councilNamed } from '../../src/policy/rules.ts';
import { type DecisionProgress, decisionPage } from '../../src/report/decision-page.ts';
import { packet, rulesWith } from '../judge/claims.ts';
import { decidedWith, signature } from '../judge/decided.ts';
import { ON_ITS_WAY } from './progress.ts';

const rules = rulesWith();
const page = (
  change: Partial<Claims> = {},
  progress: Partial<DecisionProgress> = {},
  known: Partial<DecisionRecord> = {},
  by = rules,
) => {
  const claims = decidedWith(change, known);
  return decisionPage(claims, judge(claims, by), decisionShown(claims, by), { ...ON_ITS_WAY, ...progress });
};
const one = { signatures: { known: [signature('cyd', 1003)] } };
const keyless = {
  proven: true,
  identity: 'cyd@acme.example',
  issuer: 'https://login.acme.example',
  signed_at: '',
} as const;
/** The rules with other words in the council's policy. */
function councilWith(change: object) {
  if (!rules.ok) throw new Error('expected rules');
  const name = 'release-integrity';
  const council = councilNamed(rules.rules, name);
  if (council === undefined) throw new Error('expected a council');
  return {
    ok: true,
    rules: { ...rules.rules, councils: { ...rules.rules.councils, [name]: { ...council, ...change } } },
  } as const;
}

describe('the page of a decision', () => {
  it('shows who signed what, in which roles and with which assurance, what is missing and who may still', () => {
    const { title, conclusion, summary } = page(one);
    expect([title, conclusion]).toEqual(['Held: cross-sign-missing', 'action_required']);
    expect(summary).toContain('| `cyd` | `hold` | `human, council` | `review` | `2026-11-22T10:00:00Z` |');
    expect(summary).toContain('**Missing:** `1 more of 2 signatures for one outcome`');
    expect(summary).toContain('**May still sign:** `dan`, `eve`');
  });

  it('names the Sigstore identity that signed too', () => {
    const signed = [signature('cyd', 1003, { keyless })];
    expect(page({ signatures: { known: signed } }).summary).toContain('`review+keyless as cyd@acme.example`');
  });

  it('gives the exact words to write for every outcome, `reject` last, and for the conclusion', () => {
    const { summary } = page(one);
    const words = Array.from(summary.matchAll(/^ {2}- `(\/countersign .*)`$/gm), ([, write]) => write);
    const signing = [...packet.options.map(({ id }) => id), 'reject'].map((id) => `/countersign sign ${id}`);
    expect(words).toEqual([...signing, '/countersign conclude']);
  });

  it('gives the command instead where the council asks for Sigstore identities', () => {
    const { summary } = page(one, {}, {}, councilWith({ assurance: 'review+keyless' }));
    expect(summary).toContain(
      'countersign sign --decision <clone>/decisions/bpe-2026-014/r1-d1.yaml --outcome hold > review.md && gh pr review',
    );
    expect(summary).toContain('Nobody yet.');
  });

  it('says which role is missing, and who is for what where they differ', () => {
    expect(page({}, {}, { asked: null }, councilWith({ required_roles: ['sovereign'] })).summary).toContain(
      'a signature of somebody in the role sovereign',
    );
    const rejects = signature('dan', 1004, { asks: { outcome: { verdict: 'reject' } } });
    const disputed = page({ signatures: { known: [signature('cyd', 1003), rejects] } });
    expect(disputed.title).toContain('outcome-disputed');
    expect(disputed.summary).toContain('one outcome: cyd for hold, dan for reject; who gives way signs again');
  });

  it('asks for the conclusion once enough people signed, and for nothing once somebody asked', () => {
    expect(page({}, {}, { asked: null }).summary).toContain(
      'a comment `/countersign conclude` of somebody who may sign',
    );
    expect(page().title).toBe('Go: bpe-2026-014/r1-d1');
    expect(page().summary).not.toContain('**Missing:**');
  });

  it('shows whole what a signature signs: file, release and the packet with its blocked paths and options', () => {
    const { summary } = page(one);
    for (const part of [
      'decisions/bpe-2026-014/r1-d1.yaml',
      'sealed manifest',
      'The council is asked to choose.',
      'Blocked paths',
    ])
      expect(summary).toContain(part);
  });

  it.each<[string, Partial<DecisionProgress>, string, string, string]>([
    ['sealed', { sealed: true }, 'success', 'Go: bpe-2026-014/r1-d1', 'The conclusion is sealed'],
    ['merged', { merge: 'abc' }, 'success', 'Merged: bpe-2026-014/r1-d1', 'once the ledger says so'],
    [
      'of something else',
      { merge: 'abc', mismatched: true },
      'failure',
      'Stopped: merged-content-mismatch',
      'It concludes nothing',
    ],
    [
      'concluded',
      { merge: 'abc', concluded: { verdict: 'reject' } },
      'success',
      'Concluded: reject',
      'It takes effect next.',
    ],
    [
      'in effect',
      { merge: 'abc', concluded: { verdict: 'approve', option: 'hold' }, enacted: 'r1-d1 takes effect: hold' },
      'success',
      'Concluded: hold',
      'In effect: `r1-d1 takes effect: hold`',
    ],
    [
      'without effect',
      { merge: 'abc', concluded: { verdict: 'approve', option: 'hold' }, refused: 'exception-expired: expected' },
      'success',
      'Concluded: hold',
      'It takes no effect: `exception-expired: expected`',
    ],
  ])('tells how far it has come: %s', (_, progress, conclusion, title, lead) => {
    const shown = page({}, progress);
    expect(shown).toMatchObject({ conclusion, title });
    expect(shown.summary).toContain(lead);
    if (progress.merge !== undefined) expect(shown.summary).not.toContain('What to write');
  });

  it('is denied where nothing can be decided any more, and then asks nobody to sign', () => {
    const late = page({ at: '2027-01-01T00:00:00Z' });
    expect([late.title, late.conclusion]).toEqual([expect.stringMatching(/^Denied: approval-expired/), 'failure']);
    expect(late.summary).not.toContain('What to write');
  });

  it('is the same page at another second, so that a look that changes nothing writes nothing', () => {
    expect(page({ at: '2026-11-22T13:00:07Z', skew_seconds: 3 }).digest).toBe(page().digest);
    expect(page(one).digest).not.toBe(page().digest);
  });
});
