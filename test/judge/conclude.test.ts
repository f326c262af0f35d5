import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/claims/claims.ts';
import type { CommandClaim } from '../../src/claims/command.ts';
import type { DecisionRecord } from '../../src/claims/decision.ts';
import { answersTo, waitingCommands } from '../../src/judge/commands.ts';
import { councilNamed } from '../../src/policy/rules.ts';
import { claimsWith, rulesWith } from './claims.ts';
import { decidedWith, decision, record, signature } from './decided.ts';

const rules = rulesWith();
const council = rules.ok ? (councilNamed(rules.rules, 'release-integrity') ?? null) : null;
const HOLD = { verdict: 'approve', option: 'hold' } as const;
const wish = (change: Partial<CommandClaim> = {}): CommandClaim => ({
  comment: 77,
  account: 1003,
  login: 'cyd',
  type: 'User',
  person: 'cyd',
  agent: false,
  verb: 'conclude',
  argument: '',
  several: false,
  edited: false,
  via_app: false,
  created_at: '2026-11-22T10:00:01Z',
  timely: true,
  ...change,
});
const asked = (who: Partial<CommandClaim>, change: Partial<Claims>, known: Partial<DecisionRecord>) =>
  decidedWith({ commands: { known: [wish(who)] }, ...change }, { asked: null, ...known });
const becomes = (
  who: Partial<CommandClaim> = {},
  change: Partial<Claims> = {},
  known: Partial<DecisionRecord> = {},
): string | null => {
  const [answer] = answersTo(asked(who, change, known), council);
  if (answer === undefined) return null;
  return answer.result === 'done' ? 'done' : `${answer.code}${answer.recorded ? ' recorded' : ''}`;
};
const pull = (change: Partial<Claims['pull']>): Partial<Claims> => ({ pull: { ...claimsWith().pull, ...change } });
const released = (change: Partial<NonNullable<DecisionRecord['release']>>): Partial<DecisionRecord> => ({
  release: record.release && { ...record.release, ...change },
});
const signed = (...those: ReturnType<typeof signature>[]): Partial<Claims> => ({ signatures: { known: those } });

describe('the wish to conclude', () => {
  it('is granted for the outcome that enough people signed, and binds it', () => {
    const [answer] = answersTo(asked({}, {}, {}), council);
    expect(answer).toMatchObject({ result: 'done', outcome: HOLD });
  });

  it('is granted to one who may sign and has not', () => {
    expect(becomes({ person: 'eve', account: 1005, login: 'eve' })).toBe('done');
  });

  it.each<[string, Partial<CommandClaim>, string | null]>([
    ['somebody without a role', { person: 'gus', account: 1007 }, 'signer-not-owner'],
    ['an owner who is no member', { person: 'ann', account: 1001 }, 'signer-not-owner'],
    ['nobody who is listed', { person: null, account: 3001 }, null],
    ['an agent', { agent: true, person: null, account: 2001 }, 'verdict-not-permitted recorded'],
    ['a comment that was edited', { edited: true }, 'event-rejected'],
    ['an App', { via_app: true }, 'signer-not-human'],
    ['a comment that asks for something else, too', { several: true }, 'event-rejected'],
    ['a comment from before the head', { timely: false }, 'head-moved'],
    ['a comment of the second of a signature', { created_at: '2026-11-22T10:00:00Z' }, 'cross-sign-missing'],
  ])('is not granted to %s', (_, who, code) => {
    expect(becomes(who)).toBe(code);
  });

  it.each<[string, Partial<Claims>, Partial<DecisionRecord>, string | null]>([
    ['one person signed', signed(signature('cyd', 1003)), {}, 'cross-sign-missing'],
    [
      'people signed different outcomes',
      signed(signature('cyd', 1003), signature('dan', 1004, { asks: { outcome: { verdict: 'reject' } } })),
      {},
      'outcome-disputed',
    ],
    [
      'the file is a draft',
      { decision: { known: { valid: true, facts: { ...decision, status: 'draft' } } } },
      {},
      'decision-draft',
    ],
    ['the file is none', { decision: { known: { valid: false, place: null, problems: [] } } }, {}, 'decision-invalid'],
    ['it is merged', pull({ state: 'merged' }), {}, 'decision-final'],
    ['it is closed', pull({ state: 'closed' }), {}, 'proposal-not-eligible'],
    ['it comes from a fork', pull({ fork: true }), {}, 'proposal-not-eligible'],
    ['it was concluded elsewhere', {}, { concluded: { entry: 50, pull: 9, outcome: HOLD } }, 'decision-final'],
    ['nothing was released', {}, { release: null }, 'packet-unreleased'],
    ['the packet was withdrawn', {}, released({ withdrawn: true }), 'packet-withdrawn'],
    ['a later revision was released', {}, released({ superseded: 2 }), 'packet-superseded'],
    ['the window has closed', { at: '2026-11-29T09:00:00Z' }, {}, 'approval-expired'],
    ['its signer approved the release', {}, released({ approvers: ['cyd'] }), 'signer-not-distinct'],
    ['its signer had a hand in the packet', {}, released({ proposers: null }), 'signer-unresolved'],
  ])('is not granted where %s', (_, change, known, code) => {
    expect(becomes({}, change, known)).toBe(code);
  });

  it('is granted until the very last second of the window', () => {
    expect(becomes({}, { at: '2026-11-29T08:59:59Z' })).toBe('done');
  });

  it.each<[string, Partial<CommandClaim>, Partial<Claims>]>([
    ['who wrote it', { via_app: null }, {}],
    ['at which head it was written', { timely: null }, {}],
    ['what is signed', {}, { signatures: { unknown: 'GitHub did not answer' } }],
    ['what the file says', {}, { decision: { unknown: 'GitHub did not answer' } }],
  ])('waits while nobody knows %s', (_, who, change) => {
    const claims = asked(who, change, {});
    expect(answersTo(claims, council)).toEqual([]);
    expect(waitingCommands(claims, council)).toHaveLength(1);
  });

  it('tells who the missing role is, and how many signed', () => {
    const strict = council && { ...council, quorum: 3, required_roles: ['sovereign' as const] };
    const [answer] = answersTo(asked({}, {}, {}), strict);
    expect(answer?.sentence).toBe('2 of 3 people signed, and nobody as sovereign: ask again once they have');
  });
});

describe('another command on a decision', () => {
  it.each<[string, Partial<CommandClaim>, string]>([
    ['looks again', { verb: 'recheck' }, 'done'],
    ['signs nothing in a comment', { verb: 'sign', argument: 'hold' }, 'event-rejected'],
    ['denies nothing', { verb: 'deny', argument: 'no' }, 'event-rejected'],
    ['of an agent that signs is recorded', { verb: 'sign', agent: true }, 'verdict-not-permitted recorded'],
  ])('%s', (_, who, becoming) => {
    expect(becomes(who)).toBe(becoming);
  });
});
