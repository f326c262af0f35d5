import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/claims/claims.ts';
import type { CommandClaim } from '../../src/claims/command.ts';
import type { LedgerClaim } from '../../src/claims/ledger.ts';
import { codes, outcome } from '../../src/finding/finding.ts';
import { answersTo } from '../../src/judge/commands.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import { councilNamed } from '../../src/policy/rules.ts';
import { claimsWith, ledger, rulesWith } from './claims.ts';

const rules = rulesWith();
const council = rules.ok ? (councilNamed(rules.rules, 'release-integrity') ?? null) : null;
const asks = (change: Partial<CommandClaim> = {}): CommandClaim => ({
  comment: 41,
  account: 1001,
  login: 'ann',
  type: 'User',
  person: 'ann',
  agent: false,
  verb: 'deny',
  argument: 'the rationale names no artifact',
  several: false,
  edited: false,
  via_app: false,
  created_at: '2026-11-22T10:00:01Z',
  timely: true,
  ...change,
});
const commands = (...those: CommandClaim[]): Partial<Claims> => ({ commands: { known: those } });
const becomes = (asked: Partial<CommandClaim>, change: Partial<Claims> = {}) => {
  const [answer] = answersTo(claimsWith({ ...commands(asks(asked)), ...change }), council);
  if (answer === undefined) return null;
  return answer.result === 'done' ? 'done' : `${answer.code}${answer.recorded ? ' recorded' : ''}`;
};
const state = (of: Claims['pull']['state']) => ({ pull: { ...claimsWith().pull, state: of } });
const merged = (change: Partial<LedgerClaim>): Partial<Claims> => ({
  ...state('merged'),
  ledger: { known: { ...ledger, ...change } },
});
const RELEASED = { packet: 'bpe-2026-014', revision: 1, withdrawn: false };

describe('a command', () => {
  it.each<[string, Partial<CommandClaim>, string | null]>([
    ['of an owner denies', {}, 'done'],
    ['of an owner withdraws', { verb: 'withdraw' }, 'done'],
    ['of the requester withdraws', { verb: 'withdraw', person: 'fay' }, 'done'],
    ['of the requester denies nothing', { person: 'fay' }, 'signer-not-owner'],
    ['of a member withdraws nothing', { verb: 'withdraw', person: 'cyd' }, 'signer-not-owner'],
    ['of anybody listed makes a look', { verb: 'recheck', person: 'cyd', argument: '' }, 'done'],
    ['of nobody listed has no answer', { person: null }, null],
    ['of a bot has no answer', { type: 'Bot', agent: true, person: null }, null],
    ['of a listed agent is refused', { agent: true, person: null }, 'signer-not-human'],
    ['of an agent that concludes is recorded', { verb: 'conclude', agent: true }, 'verdict-not-permitted recorded'],
    ['of a bot that signs is recorded', { verb: 'sign', type: 'Bot', agent: true }, 'verdict-not-permitted recorded'],
    ['of anybody to forward is recorded', { verb: 'forward', person: null }, 'forwarding-blocked recorded'],
    ['that was edited is none', { edited: true, via_app: null }, 'event-rejected'],
    ['that was edited, of nobody listed, has no answer', { edited: true, person: null, verb: 'forward' }, null],
    ['that an App wrote is no person’s', { via_app: true }, 'signer-not-human'],
    ['of which nobody knows how it was written waits', { via_app: null }, null],
    ['among others is none', { several: true }, 'event-rejected'],
    ['that there is not is refused', { verb: 'approve' }, 'event-rejected'],
    ['that stands alone is refused', { verb: '' }, 'event-rejected'],
    ['of a word that every object has is refused', { verb: 'constructor' }, 'event-rejected'],
    ['that belongs elsewhere is refused', { verb: 'lift' }, 'event-rejected'],
    ['that comes later is refused', { verb: 'resume' }, 'event-rejected'],
    ['about a decision belongs there', { verb: 'conclude' }, 'event-rejected'],
    ['without a reason is refused', { argument: '' }, 'event-rejected'],
    ['about another head is refused', { timely: false }, 'head-moved'],
    ['of which nobody knows about which head it is waits', { timely: null }, null],
  ])('%s', (_, asked, expected) => {
    expect(becomes(asked)).toBe(expected);
  });

  it.each<[string, Partial<CommandClaim>, Partial<Claims>, string | null]>([
    ['denies nothing that is closed', {}, state('closed'), 'proposal-not-eligible'],
    ['denies nothing of a fork', {}, { pull: { ...claimsWith().pull, fork: true } }, 'proposal-not-eligible'],
    ['denies nothing that is merged', {}, merged({ merge: RELEASED }), 'event-rejected'],
    ['withdraws what is merged', { verb: 'withdraw' }, merged({ merge: RELEASED }), 'done'],
    ['withdraws once', { verb: 'withdraw' }, merged({ merge: { ...RELEASED, withdrawn: true } }), 'packet-withdrawn'],
    ['withdraws nothing that somebody else merged', { verb: 'withdraw' }, merged({}), 'event-rejected'],
    [
      'waits while nobody knows what became of the merge',
      { verb: 'withdraw' },
      merged({ merging: { pull: 1, head: 'a', entry: 3 } }),
      null,
    ],
  ])('%s', (_, asked, change, expected) => {
    expect(becomes(asked, change)).toBe(expected);
  });
});

describe('the finding', () => {
  const judged = (change: Partial<Claims>) => {
    const finding = judgePacket(claimsWith(change), rules);
    return { outcome: outcome(finding), codes: codes(finding) };
  };

  it('is denied by a denial, the look that brings it and every later one', () => {
    const denied = { outcome: 'denied', codes: ['packet-denied'] };
    expect(judged(commands(asks()))).toEqual(denied);
    const denials = [{ verb: 'deny', person: 'ann', comment: 41, reason: 'no' }] as const;
    expect(judged({ ledger: { known: { ...ledger, denials } } })).toEqual(denied);
  });

  it('is denied by a withdrawal', () => {
    const withdrawn = commands(asks({ verb: 'withdraw', person: 'fay' }));
    expect(judged(withdrawn)).toEqual({ outcome: 'denied', codes: ['packet-withdrawn'] });
  });

  it('is held while a denial may be in what could not be read', () => {
    const held = { outcome: 'hold', codes: ['upstream-unavailable'] };
    expect(judged({ commands: { unknown: 'GitHub did not answer' } })).toEqual(held);
    expect(judged(commands(asks({ via_app: null })))).toEqual({ outcome: 'hold', codes: ['state-unknown'] });
  });

  it('is another by no other command', () => {
    const others = ['recheck', 'forward', 'approve', 'lift'].map((verb) => asks({ verb }));
    expect(
      judged(commands(...others, asks({ person: 'cyd' }), asks({ edited: true }), asks({ person: null }))),
    ).toEqual({ outcome: 'go', codes: [] });
  });
});
