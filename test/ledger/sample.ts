import { createPrivateKey } from 'node:crypto';
import type { Digest } from '../../src/digest/digest.ts';
import { sha256 } from '../../src/digest/digest.ts';
import type { Body, Draft } from '../../src/ledger/entry.ts';
import { publicKeyText } from '../../src/ledger/key.ts';
import { type Terms, termsDigest } from '../../src/terms/terms.ts';

export const REPOSITORY = 9001;
export const AT = '2026-11-22T09:00:05Z';

/** An Ed25519 key whose seed is one byte, 32 times: the same in every run, and nobody's. */
export function ledgerKey(byte = 1) {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, Buffer.alloc(32, byte)]), format: 'der', type: 'pkcs8' });
}
export const KEY = ledgerKey();
export const KEY_TEXT = publicKeyText(KEY);
export const KEYS = [{ key: KEY_TEXT, first: 0 }];

export const oid = (digit: string) => digit.repeat(40);
export const sum = (digit: string): Digest => `sha256:${digit.repeat(64)}`;
export const CLAIMS = new TextEncoder().encode('{"schema":"governance.v1.Claims"}');

export const terms: Terms = {
  schema: 'governance.v1.Terms',
  packet: 'bpe-2026-014',
  revision: 1,
  digests: { revision: sum('1'), option_set: sum('2'), blocked_paths: sum('3'), evidence_state: sum('4') },
  council: 'release-integrity',
  audience: { repositories: [9002], teams: [501] },
  review_window: { opens: '2026-11-22T09:00:00Z', closes: '2026-11-29T09:00:00Z' },
  scope: 'production',
  policy: sum('5'),
};

export const genesis = {
  kind: 'genesis',
  body: { repository: REPOSITORY, key: KEY_TEXT, main: oid('0') },
} satisfies Draft;
export const tip = { kind: 'council-seen', body: { council: 'release-integrity', tip: oid('c') } } satisfies Draft;

const which = { pull: 7, packet: terms.packet, revision: 1 };
const head = oid('a');
const claims = sha256(CLAIMS);
const approver = { person: 'ann', account: 11, review: 21 };
/** Who had a hand in it: an agent opened it for pia. */
const proposers = [
  { person: 'pia', account: null },
  { person: null, account: 16 },
];
const intended = { ...which, head, holder: 'p1', deadline: '2026-11-22T09:05:00Z' };

export const headSeen = {
  kind: 'head-seen',
  body: {
    pull: 7,
    head,
    base: 'council/release-integrity',
    packet: terms.packet,
    arrival: { activity: 31, at: AT, actor: 12 },
  },
} satisfies Draft;
export const termsShown = {
  kind: 'terms-shown',
  body: { pull: 7, head, arrival: 31, terms, digest: termsDigest(terms) },
} satisfies Draft;
export const hold = {
  kind: 'hold',
  body: {
    pull: 7,
    head,
    packet: terms.packet,
    revision: 1,
    digest: sum('1'),
    codes: ['approval-missing'],
    rules: ['owner-approvals'],
    claims,
  },
} satisfies Draft;
export const denied = { kind: 'denied', body: { ...hold.body, codes: ['approval-expired'] } } satisfies Draft;
export const reviewSeen = {
  kind: 'review-seen',
  body: { pull: 7, review: 21, account: 11, state: 'approved', head, submitted_at: AT },
} satisfies Draft;
export const evidenceSeen = {
  kind: 'evidence-seen',
  body: {
    pull: 7,
    packet: terms.packet,
    evidence: [
      { kind: 'reproducible-build', citation: sum('2'), state: { state: 'verified', statement: sum('3') } },
      { kind: 'signer-quorum', citation: sum('4'), state: { state: 'refused', code: 'attestation-invalid' } },
    ],
  },
} satisfies Draft;
export const approved = {
  kind: 'approved',
  body: { ...which, head, digest: sum('1'), terms: termsDigest(terms), ...approver },
} satisfies Draft;
export const superseded = {
  kind: 'superseded',
  body: {
    packet: terms.packet,
    revision: 1,
    digest: sum('1'),
    by: { pull: 7, head: oid('b') },
    codes: ['packet-superseded'],
  },
} satisfies Draft;

export const sealIntent = (policyCommit = oid('d')) =>
  ({
    kind: 'intent',
    body: {
      effect: 'seal',
      ...intended,
      terms,
      approvals: [{ ...approver, submitted_at: AT }],
      policy_commit: policyCommit,
      claims,
      proposers,
    },
  }) satisfies Draft;
export const sealed = (intent: number, bundle = {}, statement = sum('6')): Draft => ({
  kind: 'outcome',
  body: { effect: 'seal', result: 'done', intent, ...which, bundle, statement },
});
export const mergeIntent = (seal: number): Draft => ({
  kind: 'intent',
  body: { effect: 'merge', ...intended, council: 'release-integrity', base: oid('c'), seal },
});
export const merged = (intent: number, changed: { parents?: string[]; tree_matches?: boolean } = {}): Draft => ({
  kind: 'outcome',
  body: {
    effect: 'merge',
    result: 'done',
    intent,
    ...which,
    merge: oid('e'),
    parents: [oid('c'), head],
    tree_matches: true,
    ...changed,
  },
});
export const deliverIntent = {
  kind: 'intent',
  body: {
    effect: 'deliver',
    ...intended,
    repository: { id: 9002, name: 'acme/release-integrity-council' },
    marker: 'countersign:bpe-2026-014:1',
  },
} satisfies Draft;
export const delivered = (intent: number): Draft => ({
  kind: 'outcome',
  body: {
    effect: 'deliver',
    result: 'done',
    intent,
    ...which,
    issue: 3,
    url: 'https://github.com/acme/release-integrity-council/issues/3',
    recipients: [{ team: 501, members: [13, 14] }],
  },
});
export const released = (seal: number): Draft => ({
  kind: 'released',
  body: {
    ...which,
    council: 'release-integrity',
    digests: terms.digests,
    terms: termsDigest(terms),
    approvers: [approver],
    audience: terms.audience,
    review_window: terms.review_window,
    merge: oid('e'),
    deliveries: [{ repository: 9002, issue: 3 }],
    seal,
    proposers,
  },
});
export const correction = {
  kind: 'correction',
  body: {
    packet: terms.packet,
    revision: 1,
    correction: 'blocked-path',
    person: 'cyd',
    account: 13,
    repository: 9002,
    issue: 3,
    comment: 41,
    note: 'the direct promotion is not listed',
  },
} satisfies Draft;
export const refused = (intent: number): Draft => ({
  kind: 'outcome',
  body: { effect: 'merge', result: 'refused', intent, ...which, code: 'merge-refused', reason: 'GitHub said no' },
});
export const sealVoid = (seal: number): Draft => ({
  kind: 'seal-void',
  body: { ...which, seal, code: 'approval-withdrawn', reason: 'ann dismissed her review' },
});

const asked = {
  pull: 7,
  issue: null,
  comment: 41,
  account: 11,
  person: 'ann',
  verb: 'deny',
  argument: 'the rationale names no artifact',
  head,
  answer: 'denied for good',
};
const onIssue = { pull: null, issue: { repository: 9002, number: 3 }, comment: 43, head: null };
/** A command in each of its shapes, and what may come of one. */
export const commands: readonly Draft[] = [
  { kind: 'command', body: { ...asked, result: 'done' } },
  { kind: 'command', body: { ...asked, comment: 42, result: 'refused', code: 'signer-not-owner' } },
  {
    kind: 'command',
    body: {
      ...{ ...asked, comment: 44, verb: 'conclude', argument: null, answer: 'to be concluded with `hold`' },
      result: 'done',
      outcome: { verdict: 'approve', option: 'hold' },
    },
  },
  {
    kind: 'command',
    body: { ...asked, ...onIssue, verb: null, argument: null, result: 'refused', code: 'event-rejected' },
  },
  { kind: 'refusal', body: { ...asked, person: null, verb: 'forward', login: 'mallory', code: 'forwarding-blocked' } },
];

/** A change of rules that passed, and main once it was merged. */
export const policyPassed = {
  kind: 'policy-passed',
  body: { pull: 8, head: oid('1'), base: oid('0'), approvers: [approver, { person: 'ben', account: 12, review: 22 }] },
} satisfies Draft;
export const mainSeen = {
  kind: 'main-seen',
  body: { tip: oid('2'), merges: [{ commit: oid('2'), pull: 8, head: oid('1') }] },
} satisfies Draft;

/** What a recipient of that release was told, or not: `release` and `of` are numbers of entries. */
export const notice = (
  kind: 'sent' | 'unsent' | 'dead-letter',
  release: number,
  { of = release, news = 'released', attempt = 1, to = { channel: 'dispatch', repository: 9002 } }: Telling = {},
): Draft => {
  const told = { packet: terms.packet, revision: 1, news, release, of, to, id: `msg_${'0'.repeat(32)}`, attempt };
  if (kind === 'sent') return { kind, body: told };
  const reason = 'hooks.acme.example answers 503';
  if (kind === 'dead-letter') return { kind, body: { ...told, reason } };
  return { kind, body: { ...told, reason, retry_at: '2026-11-22T09:01:05Z' } };
};
type Telling = Partial<Pick<Body<'sent'>, 'of' | 'news' | 'attempt' | 'to'>>;
export const hook = { channel: 'webhook', url: 'https://hooks.acme.example/countersign' } as const;
export const deliveredIssue = { channel: 'issue', repository: 9002, issue: 3 } as const;
export const withdrawn: Draft = {
  kind: 'withdrawn',
  body: { ...which, account: 11, person: 'ann', comment: 44, reason: 'built from another commit' },
};

/** A commit that nobody knows got onto the council's branch; people are told, and lift the halt. */
export const incident = {
  kind: 'incident',
  body: {
    council: 'release-integrity',
    halts: true,
    codes: ['protection-drift'],
    key: `tip:council/release-integrity:${oid('f')}`,
    lasting: false,
    what: 'council/release-integrity is at a commit that the ledger does not know',
    who: [{ account: 4001, login: 'admin' }],
    where: 'acme/governance@council/release-integrity',
    undo: null,
    lifts: 2,
  },
} satisfies Draft;
export const alarmed = (number: number): Draft => ({ kind: 'alarmed', body: { incident: number, issue: 9 } });
export const lifted = (number: number, tip: string | null = oid('f')): Draft => ({
  kind: 'lifted',
  body: {
    incident: number,
    by: [
      { person: 'ann', account: 11, comment: 51 },
      { person: 'ben', account: 12, comment: 52 },
    ],
    reason: 'it holds nothing that was not there',
    accepts: tip === null ? null : { branch: 'council/release-integrity', tip },
  },
});

/** A council's copy of CODEOWNERS, merged. */
const syncIntent = {
  kind: 'intent',
  body: {
    effect: 'sync',
    pull: 9,
    head: oid('3'),
    holder: 'p1',
    deadline: '2026-11-22T09:05:00Z',
    council: 'release-integrity',
    base: oid('c'),
    codeowners: oid('4'),
  },
} satisfies Draft;
const synced = (intent: number): Draft => ({
  kind: 'outcome',
  body: {
    effect: 'sync',
    result: 'done',
    intent,
    pull: 9,
    merge: oid('5'),
    parents: [oid('c'), oid('3')],
    tree_matches: true,
  },
});
const unsynced = (intent: number): Draft => ({
  kind: 'outcome',
  body: { effect: 'sync', result: 'refused', intent, pull: 9, code: 'merge-refused', reason: 'GitHub said no' },
});

/** One packet from the first look to its release: entries 0 to 13. The seal is no real one. */
export const story: readonly Draft[] = [
  genesis,
  tip,
  headSeen,
  termsShown,
  hold,
  reviewSeen,
  approved,
  sealIntent(),
  sealed(7),
  mergeIntent(8),
  merged(9),
  deliverIntent,
  delivered(11),
  released(8),
];
/** Every kind and every shape of it at least once. */
export const everyKind: readonly Draft[] = [
  ...story,
  denied,
  superseded,
  refused(9),
  sealVoid(8),
  evidenceSeen,
  correction,
  withdrawn,
  notice('sent', 13),
  notice('unsent', 13, { to: hook }),
  notice('dead-letter', 13, { to: deliveredIssue, news: 'superseded' }),
  policyPassed,
  mainSeen,
  syncIntent,
  synced(20),
  unsynced(20),
  ...commands,
  incident,
  alarmed(1),
  lifted(1),
];
