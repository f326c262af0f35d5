import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadersClaim } from '../../src/claims/access.ts';
import type { Claims } from '../../src/claims/claims.ts';
import type { LedgerClaim } from '../../src/claims/ledger.ts';
import type { Opinion } from '../../src/claims/opinion.ts';
import type { PacketFacts } from '../../src/claims/packet.ts';
import { CODE_NAMES, type Code } from '../../src/finding/code.ts';
import { codes, findingSchema, leaves, outcome } from '../../src/finding/finding.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import { approval, claimsWith, evidenceWith, HEAD, ledger, packet, rulesWith } from './claims.ts';

const rules = rulesWith();
const judged = (change: Partial<Claims>) => {
  const finding = judgePacket(claimsWith(change), rules);
  return { outcome: outcome(finding), codes: codes(finding) };
};
const pull = (change: Partial<Claims['pull']>) => ({ pull: { ...claimsWith().pull, ...change } });
const facts = (change: Partial<PacketFacts>): Partial<Claims> => ({
  packet: { known: { valid: true, facts: { ...packet, ...change } } },
});
const known = (change: Partial<LedgerClaim>): Partial<Claims> => ({ ledger: { known: { ...ledger, ...change } } });
const opinions = (...those: Opinion[]): Partial<Claims> => ({ opinions: { known: those } });
const ann = approval('ann', 1001);
const ben = approval('ben', 1002);

describe('a packet for which everything is met', () => {
  it('goes', () => {
    expect(judged({})).toEqual({ outcome: 'go', codes: [] });
  });
});

describe('one thing that is not as it must be', () => {
  it.each<[what: string, change: Partial<Claims>, codes: string[]]>([
    ['a fork', pull({ fork: true }), ['proposal-not-eligible']],
    ['a draft', pull({ draft: true }), ['proposal-not-eligible']],
    ['a locked conversation', pull({ locked: true }), ['proposal-not-eligible']],
    ['a closed pull request', pull({ state: 'closed' }), ['proposal-not-eligible']],
    ['too many commits', pull({ commits: 101 }), ['packet-too-large']],
    ['too many reviews', pull({ reviews: 201 }), ['packet-too-large']],
    ['K21: a head that another pull request has too', pull({ shares_head_with: [7] }), ['approval-context-mismatch']],
    ['a conflict', pull({ conflicting: true }), ['merge-refused']],
    ['a merge by somebody else', pull({ state: 'merged' }), ['protection-drift']],
    [
      'rules in the change',
      { change: { known: { kind: 'policy', touched: ['policies'] } } },
      ['policy-changed-in-proposal'],
    ],
    [
      'something else in the change',
      { change: { known: { kind: 'other', touched: ['tools'] } } },
      ['proposal-not-eligible'],
    ],
    ['K12: a commit that touched more', { history: { known: ['commit 1 also touches policies'] } }, ['history-unsafe']],
    ['a history that could not be read', { history: { unknown: 'a 502' } }, ['upstream-unavailable']],
    ['reviews that could not be read', { opinions: { unknown: 'a 502' } }, ['upstream-unavailable']],
    ['a ledger that could not be read', { ledger: { unknown: 'no answer' } }, ['upstream-unavailable']],
    ['a ledger that must not be believed', { ledger: { unknown: 'entry 3', broken: true } }, ['ledger-broken']],
    ['a ledger that could not be written', { troubles: { ledger: 'a 403' } }, ['upstream-unavailable']],
    ['Sigstore that did not answer', { troubles: { signing: 'a 503' } }, ['signing-unavailable']],
    ['D03: a clock that is ahead by more than a minute', { skew_seconds: 61 }, ['window-invalid']],
    ['D03: a clock that is two hours behind', { skew_seconds: -7200 }, ['window-invalid']],
    ['an owner problem', { owners: { ...claimsWith().owners, problems: ['line 3'] } }, ['codeowners-invalid']],
    ['a branch moved by others', known({ council_tip: HEAD }), ['protection-drift']],
    [
      'a branch that moved while a merge is under way',
      known({ council_tip: HEAD, merging: { pull: 7, head: HEAD, entry: 12 } }),
      ['state-unknown'],
    ],
    [
      'a merge that our own open intent may have made',
      {
        ...pull({ state: 'merged' }),
        ...known({ merging: { pull: claimsWith().pull.number, head: claimsWith().pull.head, entry: 12 } }),
      },
      ['state-unknown'],
    ],
    [
      'a council that was stopped',
      known({ halts: [{ codes: ['merged-content-mismatch'], entry: 9, what: 'more', issue: null, lifts: 2 }] }),
      ['merged-content-mismatch'],
    ],
    ['a reader whom nobody named', readers({ outsiders: [mallory] }), ['audience-mismatch']],
    ['a public repository', readers({ visibility: 'public' }), ['audience-mismatch']],
    ['a repository that a whole enterprise may read', readers({ visibility: 'internal' }), ['audience-mismatch']],
    [
      'a reader whom a policy that does not load may name',
      readers({ outsiders: [mallory], certain: false }),
      ['upstream-unavailable'],
    ],
    ['readers whom GitHub does not show', { readers: { unknown: 'no answer' } }, ['upstream-unavailable']],
    ['a retargeted pull request', known({ first_base: 'council/enterprise' }), ['base-changed']],
    ['K14: another packet of the same id elsewhere', known({ packet_council: 'enterprise' }), ['council-mismatch']],
    ['a rival', known({ rivals: [4] }), ['packet-superseded']],
    ['a packet of another council', facts({ council: 'enterprise' }), ['council-mismatch']],
    ['a number that is used up', known({ revision: { ...revision(), expected: 2 } }), ['packet-superseded']],
    ['K13: a number that is skipped', facts({ revision: 3 }), ['packet-invalid']],
    [
      'an option that the council does not take',
      facts({ options: [{ ...packet.options[0], kind: 'other' } as never] }),
      ['packet-invalid'],
    ],
    [
      'K15: an option that is over before it can be chosen',
      facts({ options: packet.options.map((option) => ({ ...option, expires: '2026-11-28T23:59:59Z' })) }),
      ['window-invalid'],
    ],
    [
      'a blocked path that is missing',
      facts({ blocked_paths: packet.blocked_paths.slice(1) }),
      ['blocked-paths-missing'],
    ],
    ['a recipient too many', facts({ audience: { repositories: ['acme/all'], teams: [] } }), ['audience-mismatch']],
    [
      'D10: an endpoint that the council does not have',
      facts({ audience: { ...packet.audience, webhooks: ['pager'] } }),
      ['audience-mismatch'],
    ],
    ['evidence that is not cited', facts({ evidence: packet.evidence.slice(1) }), ['attestation-missing']],
    [
      'evidence that proves something else',
      evidenceWith({ 'signer-quorum': refused('attestation-subject-mismatch') }),
      ['attestation-subject-mismatch'],
    ],
    [
      'evidence of which one is false and one cannot be read',
      evidenceWith({ 'reproducible-build': { unknown: 'no answer' }, 'signer-quorum': refused('attestation-invalid') }),
      ['attestation-invalid'],
    ],
    [
      'evidence that cannot be read, whatever it proved before',
      evidenceWith({ 'reproducible-build': { unknown: 'no answer' } }),
      ['upstream-unavailable'],
    ],
    [
      'evidence of which one needed no look and one could not be read',
      evidenceWith({
        'reproducible-build': { unknown: 'not read', skipped: true },
        'signer-quorum': { unknown: 'no answer' },
      }),
      ['upstream-unavailable'],
    ],
    ['a window that has not begun', { at: '2026-11-22T08:59:59Z' }, ['window-invalid']],
    [
      'D04: a window that is too long',
      facts({ window: { opens: '2026-11-01T00:00:00Z', closes: '2026-12-01T00:00:00Z' } }),
      ['window-invalid'],
    ],
    ['K16: an agent without a requester', facts({ requester: null }), ['signer-unresolved']],
    ['K10: a pusher that nobody knows', { unresolved: ['the pusher 77 is not listed'] }, ['signer-unresolved']],
    ['no approval', opinions(), ['approval-missing']],
    ['one approval', opinions(ann), ['approval-missing']],
    [
      'K05: an owner who asks for changes last',
      opinions(ann, ben, approval('ann', 1101, { state: 'changes_requested', objects: true })),
      ['approval-withdrawn'],
    ],
  ])('%s holds', (_, change, expected) => {
    expect(judged(change)).toEqual({ outcome: 'hold', codes: expected });
  });
});

const mallory = { account: 3001, login: 'mallory', by: ['invitation'] };

function readers(change: Partial<ReadersClaim>): Partial<Claims> {
  return { readers: { known: { visibility: 'private', outsiders: [], certain: true, ...change } } };
}

function refused(code: Code) {
  return { known: { state: 'refused', code, expected: 'a yes', seen: 'a no', hint: 'ask again' } } as const;
}

function revision() {
  return { expected: 1, because: 'revision 1 is approved', ended: null, supersedes: null };
}

describe('an approval that does not count', () => {
  it.each<[what: string, second: Opinion, codes: string[]]>([
    ['of a bot', approval('ben', 1002, { type: 'Bot' }), ['approval-missing', 'signer-not-human']],
    [
      'of a listed agent',
      approval('ben', 2002, { person: null, agent: true }),
      ['approval-missing', 'signer-not-human'],
    ],
    ['of an outsider', approval('zoe', 999, { person: null }), ['approval-missing', 'signer-not-owner']],
    ['of a member who is no owner', approval('cyd', 1003), ['approval-missing', 'signer-not-owner']],
    ['without write access', approval('ben', 1002, { can_write: false }), ['approval-missing', 'signer-not-owner']],
    ['of the requester', approval('fay', 1006), ['approval-missing', 'signer-not-distinct']],
    ['K18: of the requester, by another account', approval('fay', 1106), ['approval-missing', 'signer-not-distinct']],
    ['of one who approved with another account', approval('ann', 1101), ['approval-missing', 'signer-not-distinct']],
    [
      'K17: of a deleted account',
      approval('ghost', 0, { account: null, person: null }),
      ['approval-missing', 'signer-unresolved'],
    ],
    ['that was dismissed', approval('ben', 1002, { state: 'dismissed' }), ['approval-withdrawn']],
    ['on another head', approval('ben', 1002, { binding: stale }), ['approval-stale', 'option-set-changed']],
  ])('%s is set aside, with the reason', (_, second, expected) => {
    expect(judged(opinions(ann, second))).toEqual({ outcome: 'hold', codes: expected });
  });

  it('takes nothing away when enough others count', () => {
    const outsider = approval('zoe', 999, { person: null });
    const finding = judgePacket(claimsWith(opinions(outsider, ann, ben)), rules);
    expect(outcome(finding)).toBe('go');
    expect(leaves(finding).flatMap((leaf) => leaf.setAside ?? [])).toHaveLength(1);
  });
});

const stale = { bound: false, code: 'approval-stale', also: ['option-set-changed'], why: 'another head' } as const;

describe('a denial', () => {
  it('D01: is half-open: the last second of the window goes, the next is denied', () => {
    expect(judged({ at: '2026-11-29T08:59:59Z' }).outcome).toBe('go');
    expect(judged({ at: '2026-11-29T09:00:00Z' })).toEqual({ outcome: 'denied', codes: ['approval-expired'] });
  });

  it('D13: is for ever: an ended revision that comes back is denied', () => {
    const ended = { state: 'superseded', codes: ['packet-superseded'] } as const;
    expect(judged(known({ revision: { ...revision(), expected: 4, ended } }))).toEqual({
      outcome: 'denied',
      codes: ['packet-superseded'],
    });
  });
});

describe('broken rules', () => {
  it('hold only the council whose file is broken', () => {
    const path = 'policies/councils/release-integrity.yaml';
    const weakened = rulesWith({ [path]: (text) => text.replace('quorum: 2', 'quorum: 1') });
    expect(codes(judgePacket(claimsWith(), weakened))).toEqual(['policy-weakened']);
    const elsewhere = rulesWith({
      'policies/councils/enterprise.yaml': (text) => text.replace('quorum: 2', 'quorum: 1'),
    });
    expect(outcome(judgePacket(claimsWith(), elsewhere))).toBe('go');
  });

  it('hold everything when people.yaml does not load', () => {
    const nobody = rulesWith({ 'policies/people.yaml': () => 'schema: governance.v1.People\n' });
    expect(outcome(judgePacket(claimsWith(), nobody))).toBe('hold');
  });
});

describe('judging', () => {
  it('is total, and a hold always names a code and a mend', () => {
    const maybe = <T>(...values: T[]) => fc.constantFrom(...values);
    const changes = fc.record(
      {
        change: maybe<Claims['change']>(
          { unknown: 'x' },
          { known: { kind: 'packet', packet: 'p' } },
          { known: { kind: 'other', touched: [] } },
        ),
        packet: maybe<Claims['packet']>(
          { unknown: 'x' },
          {
            known: {
              valid: false,
              revision_digest: null,
              problems: [{ code: 'packet-path-unsafe', message: 'm', hint: 'h', place: null }],
            },
          },
        ),
        opinions: maybe<Claims['opinions']>({ unknown: 'x' }, { known: [] }, { known: [ann, ann] }),
        ledger: maybe<Claims['ledger']>({ unknown: 'x' }, { unknown: 'x', broken: true }, { known: ledger }),
        pull: fc
          .record({ draft: fc.boolean(), fork: fc.boolean(), locked: fc.boolean() })
          .map((change) => pull(change).pull),
        at: maybe('', '2026-11-22T12:00:00Z', '2027-01-01T00:00:00Z'),
        skew_seconds: fc.integer(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(changes, (change) => {
        const finding = judgePacket(claimsWith(change), rules);
        expect(findingSchema.safeParse(finding).success).toBe(true);
        if (outcome(finding) === 'go') return;
        expect(codes(finding).length).toBeGreaterThan(0);
        for (const code of codes(finding)) expect(CODE_NAMES).toContain(code);
        for (const leaf of leaves(finding)) if ('mend' in leaf) expect(leaf.mend).not.toBe('');
      }),
    );
  });

  it('gives the same finding for claims that went through the ledger', () => {
    const claims = claimsWith(opinions(ann));
    const replayed = JSON.parse(JSON.stringify(claims)) as Claims;
    expect(judgePacket(replayed, rules)).toEqual(judgePacket(claims, rules));
  });
});
