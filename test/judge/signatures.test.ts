import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignatureClaim } from '../../src/claims/decision.ts';
import type { Council } from '../../src/council/council.ts';
import { outcomeText } from '../../src/decision/outcome.ts';
import { tallyOf } from '../../src/judge/signatures.ts';
import { whoMaySign } from '../../src/judge/signers.ts';
import { councilIn } from '../../src/policy/consult.ts';
import { rulesWith } from './claims.ts';
import { decidedWith, record, signature } from './decided.ts';

const council = councilIn(rulesWith(), 'release-integrity') as Council;
const reject = { asks: { outcome: { verdict: 'reject' } } } as const;
const tally = (
  signatures: readonly SignatureClaim[],
  known: Parameters<typeof decidedWith>[1] = {},
  policy: Partial<Council> = {},
) => tallyOf(decidedWith({ signatures: { known: signatures } }, known), { ...council, ...policy });
const why = (signatures: readonly SignatureClaim[], ...rest: [Parameters<typeof decidedWith>[1]?, Partial<Council>?]) =>
  tally(signatures, ...rest).setAside.map(({ code }) => code);
const cyd = signature('cyd', 1003);
const dan = signature('dan', 1004);

describe('signatures', () => {
  it('are what the ledger holds them for, whatever their text says now', () => {
    const held = { person: 'cyd', outcome: reject.asks.outcome, review: cyd.review, head: 'b'.repeat(40), entry: 50 };
    expect(why([cyd, dan], { signed: [held] })).toEqual(['approval-stale']);
    expect(tally([cyd, dan], { signed: [held] }).agreed).toBeNull();
  });

  it('are of whom the ledger holds them for, whoever has the account by the policies of now', () => {
    const { outcome } = tally([cyd]).counted[0] ?? reject.asks;
    const held = { person: 'eve', outcome, review: cyd.review, head: 'b'.repeat(40), entry: 50 };
    expect(why([cyd, dan], { signed: [held] })).toEqual(['approval-stale']);
  });

  it('are no attempt of who signed again since, nor of a packet that nobody can read', () => {
    const later = { person: 'cyd', outcome: reject.asks.outcome, review: 9999, head: 'b'.repeat(40), entry: 50 };
    const overtaken = tally([cyd], { signed: [later] });
    expect([overtaken.setAside.length, overtaken.refused]).toEqual([1, []]);
    const unread = tallyOf(decidedWith({ packet: { unknown: 'no answer' } }), council);
    expect([unread.setAside.length, unread.refused]).toEqual([2, []]);
  });

  it('are given before the review window closes', () => {
    const closes = record.release?.review_window.closes ?? '';
    expect(why([cyd, { ...dan, submitted_at: closes }])).toEqual(['approval-expired']);
  });

  it('agree when enough different people signed one outcome', () => {
    expect(tally([cyd]).agreed).toBeNull();
    expect(tally([cyd, dan]).agreed?.outcome).toEqual({ verdict: 'approve', option: 'hold' });
    expect(tally([cyd, dan], {}, { quorum: 3 }).agreed).toBeNull();
    expect(tally([cyd, dan, signature('eve', 1005)], {}, { quorum: 3 }).agreed?.signers).toHaveLength(3);
  });

  it('are never enough by one person, whatever a policy and however many accounts', () => {
    expect(tally([cyd], {}, { quorum: 1 }).agreed).toBeNull();
    expect(tally([cyd, signature('cyd', 1103)], {}, { quorum: 0 }).agreed).toBeNull();
  });

  it('ask for the roles that policy names among those who signed', () => {
    const policy = { required_roles: ['sovereign'] as const, sovereigns: ['hal'] };
    expect(tally([cyd, dan], {}, policy).agreed).toBeNull();
    expect(tally([cyd, signature('hal', 1008)], {}, policy).agreed?.signers.map(({ roles }) => roles)).toEqual([
      ['human', 'council'],
      ['human', 'sovereign'],
    ]);
  });

  it('of who had a hand in packet or release do not count', () => {
    const release = record.release && { ...record.release, proposers: [{ person: null, account: 1003 }] };
    expect(why([cyd, dan], { release })).toEqual(['signer-not-distinct']);
    const members = ['ann', 'cyd', 'dan', 'fay'];
    expect(why([signature('fay', 1006)], {}, { members })).toEqual(['signer-not-distinct']);
    expect(why([signature('ann', 1001)], {}, { members })).toEqual(['signer-not-distinct']);
    expect(why([signature('ann', 1001)], {}, { members, owner_may_sign: true })).toEqual([]);
  });

  it('count for nobody while the release does not say who had a hand in it', () => {
    const release = record.release && { ...record.release, proposers: null };
    expect(tally([cyd, dan], { release }).agreed).toBeNull();
    expect(why([cyd], { release })).toEqual(['signer-unresolved']);
    expect(tally([cyd, dan], { release: null }).agreed).toBeNull();
  });

  it.each([
    ['of an agent', { agent: true, type: 'Bot' }, 'verdict-not-permitted'],
    ['of a machine that GitHub calls a user', { agent: true }, 'verdict-not-permitted'],
    ['of nobody who is listed', { person: null }, 'signer-not-owner'],
    ['of a person without the role', { person: 'ben', account: 1002 }, 'signer-not-owner'],
    ['of a deleted account', { account: null }, 'signer-unresolved'],
    ['without write access', { can_write: false }, 'signer-not-owner'],
    ['that was edited', { edited: true }, 'approval-stale'],
    ['that was dismissed', { state: 'dismissed' }, 'approval-withdrawn'],
    ['in a comment', { state: 'commented' }, 'cross-sign-missing'],
    ['for an option that is none', { asks: { outcome: { verdict: 'approve', option: 'wait' } } }, 'cross-sign-missing'],
    [
      'on another head',
      { binding: { bound: false, code: 'approval-stale', also: [], why: 'another head' } },
      'approval-stale',
    ],
    [
      'with a Sigstore signature that proves nothing',
      { keyless: { proven: false, code: 'attestation-invalid', expected: 'a', seen: 'b' } },
      'attestation-invalid',
    ],
  ] as const)('%s are set aside by their code, and recorded as attempts', (_, change, code) => {
    const { counted, setAside, refused } = tally([signature('cyd', 1003, change as Partial<SignatureClaim>)]);
    expect(counted).toEqual([]);
    expect(setAside.map((one) => one.code)).toEqual([code]);
    expect(refused).toHaveLength(1);
  });

  it('by review alone count for nobody where policy asks for a keyless one too', () => {
    const identity = { identity: 'cyd@acme.example', issuer: 'https://login.acme.example' };
    const keyless = { proven: true, ...identity, signed_at: '2026-11-22T10:00:00Z' } as const;
    const policy = { assurance: 'review+keyless' } as const;
    expect(tally([cyd, dan], {}, policy).counted).toEqual([]);
    expect(why([cyd], {}, policy)).toEqual(['attestation-missing']);
    expect(tally([{ ...cyd, keyless }], {}, policy).counted[0]?.assurance).toBe('review+keyless');
  });

  it('of one person count as the last one says', () => {
    const again = signature('cyd', 1003, { review: 2000, ...reject });
    expect(tally([cyd, again]).counted.map(({ outcome }) => outcomeText(outcome))).toEqual(['reject']);
    expect(tally([cyd, { ...again, edited: true }]).counted.map(({ review }) => review)).toEqual([1003]);
  });

  it('that were taken back bring no earlier one to life again', () => {
    const again = signature('cyd', 1003, { review: 2000, ...reject });
    const signed = [
      { person: 'cyd', outcome: { verdict: 'reject' }, review: 2000, head: cyd.head ?? '', entry: 50 },
    ] as const;
    for (const gone of [{ edited: true }, { state: 'dismissed' }] as const) {
      const { counted, disputed } = tally([cyd, { ...again, ...gone }, dan], { signed });
      expect(counted.map(({ person }) => person)).toEqual(['dan']);
      expect(disputed.map(({ person }) => person).sort()).toEqual(['cyd', 'dan']);
    }
  });

  it('that were dismissed before the ledger saw them are heard in a dispute all the same', () => {
    const { agreed, disputed } = tally([cyd, dan, signature('eve', 1005, { state: 'dismissed', ...reject })]);
    expect(agreed).toBeNull();
    expect(disputed).toHaveLength(3);
  });

  it("that were dismissed before the ledger saw them take the place of their signer's earlier one", () => {
    const gone = signature('cyd', 1003, { review: 2000, state: 'dismissed', ...reject });
    const { agreed, counted } = tally([cyd, signature('dan', 1004, reject), gone]);
    expect(counted.map(({ person }) => person)).toEqual(['dan']);
    expect(agreed).toBeNull();
  });

  it('never agree without two people who may sign, nor over a word to the contrary', () => {
    const who = fc.constantFrom<[string, number]>(
      ...(
        [
          ['ann', 1001],
          ['ben', 1002],
          ['cyd', 1003],
          ['cyd', 1103],
          ['dan', 1004],
          ['eve', 1005],
          ['fay', 1006],
        ] as const
      ).map(([person, account]): [string, number] => [person, account]),
    );
    const claim = fc
      .record({
        who,
        state: fc.constantFrom('approved', 'approved', 'approved', 'dismissed', 'commented'),
        edited: fc.boolean(),
        can_write: fc.boolean(),
        bound: fc.boolean(),
        option: fc.constantFrom('hold', 'hold', 'reject', 'none'),
      })
      .map(({ who: [person, account], state, edited, can_write, bound, option }) =>
        signature(person, account, {
          ...{ state, edited, can_write },
          binding: bound ? { bound } : { bound, code: 'approval-stale', also: [], why: 'another head' },
          asks: { outcome: option === 'reject' ? { verdict: 'reject' } : { verdict: 'approve', option } },
        }),
      );
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 8 }), (claims) => {
        const signatures = claims.map((one, index) => ({ ...one, review: 100 + index }));
        const { agreed, counted } = tally(signatures);
        const valid = signatures.filter(
          (one) => one.state === 'approved' && !one.edited && one.can_write && one.binding.bound,
        );
        expect(counted.every(({ review }) => valid.some((one) => one.review === review))).toBe(true);
        if (agreed === null) return;
        const people = new Set(agreed.signers.map(({ person }) => person));
        expect(people.size).toBe(agreed.signers.length);
        expect(people.size).toBeGreaterThanOrEqual(2);
        expect([...people].every((person) => ['cyd', 'dan', 'eve'].includes(person))).toBe(true);
        expect(counted.every(({ outcome }) => outcomeText(outcome) === outcomeText(agreed.outcome))).toBe(true);
      }),
    );
  });
});

describe('who may sign', () => {
  it('is every member and sovereign without a hand in it', () => {
    expect(whoMaySign(decidedWith(), council)).toEqual(['cyd', 'dan', 'eve']);
    expect(whoMaySign(decidedWith(), { ...council, sovereigns: ['hal', 'fay'] })).toEqual(['cyd', 'dan', 'eve', 'hal']);
    const proposers = [{ account: 1003, person: 'cyd', agent: false, as: 'pusher' }];
    expect(whoMaySign(decidedWith({ proposers }), council)).toEqual(['dan', 'eve']);
  });
});
