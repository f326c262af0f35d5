import type { Conclusion } from '../../src/conclusion/conclusion.ts';
import { conclusionDigest } from '../../src/conclusion/conclusion.ts';
import type { Outcome } from '../../src/decision/outcome.ts';
import type { Body, Draft } from '../../src/ledger/entry.ts';
import { oid, sum, terms } from './sample.ts';

/** A decision about the release of `sample.story`: entries from 14 on, after entry 13 that released it. */
const RELEASE = 13;
const MANIFEST = sum('6');
const which = { pull: 17, packet: terms.packet, revision: 1, decision: 1 };
const head = oid('7');
const file = sum('7');
const SIGNED_AT = '2026-11-23T09:00:05Z';
const grant: Outcome = { verdict: 'approve', option: 'grant' };

/** The option that is signed: as the packet words it. */
export const option = {
  id: 'grant',
  kind: 'exception',
  title: 'let build 47 pass once',
  expires: '2026-12-22T09:00:00Z',
  exception: {
    artifacts: [sum('8')],
    waives: ['slsa-provenance'],
    lane: 'silver',
    uses: 1,
    re_review: '2026-12-15T09:00:00Z',
    controls: ['rebuilt by hand and compared'],
  },
} satisfies Conclusion['option'];

export const decisionSeen: Draft = {
  kind: 'head-seen',
  body: {
    pull: which.pull,
    head,
    base: 'council/release-integrity',
    packet: which.packet,
    decision: 'bpe-2026-014/r1-d1',
    arrival: null,
  },
};
const people = {
  cyd: { person: 'cyd', account: 13, review: 23 },
  dee: { person: 'dee', account: 14, review: 24 },
} as const;
export const signed = (who: keyof typeof people, changed: Partial<Body<'signed'>> = {}): Draft => ({
  kind: 'signed',
  body: {
    ...which,
    head,
    file,
    manifest: MANIFEST,
    ...people[who],
    roles: ['human', 'council'],
    assurance: 'review',
    outcome: grant,
    submitted_at: SIGNED_AT,
    ...changed,
  },
});
export const signatureRefused: Draft = {
  kind: 'signature-refused',
  body: {
    pull: which.pull,
    head,
    review: 25,
    account: 16,
    login: 'packet-agent[bot]',
    person: null,
    agent: true,
    code: 'verdict-not-permitted',
    why: 'agents propose; only people conclude',
  },
};

/** What cyd and dee signed by entries 15 and 16. */
export const conclusion = (changed: Partial<Conclusion> = {}): Conclusion => ({
  schema: 'governance.v1.Conclusion',
  packet: which.packet,
  revision: 1,
  decision: 1,
  council: 'release-integrity',
  scope: 'production',
  outcome: grant,
  option,
  file,
  manifest: MANIFEST,
  release: RELEASE,
  head,
  requester: 'pia',
  review_window: terms.review_window,
  signers: [
    { ...people.cyd, roles: ['human', 'council'], assurance: 'review', submitted_at: SIGNED_AT, signed: 15 },
    { ...people.dee, roles: ['human', 'council'], assurance: 'review', submitted_at: SIGNED_AT, signed: 16 },
  ],
  asked: { person: 'cyd', account: 13, comment: 61 },
  ...changed,
});
const acting = { ...which, head, holder: 'p1', deadline: '2026-11-23T09:05:00Z' };
export const concludeIntent = (
  changed: Partial<Conclusion> = {},
  { policyCommit = oid('d'), claims = sum('9') } = {},
) =>
  ({
    kind: 'intent',
    body: {
      effect: 'seal-conclusion',
      ...acting,
      conclusion: conclusion(changed),
      policy_commit: policyCommit,
      claims,
    },
  }) satisfies Draft;
export const concludeSealed = (intent: number, bundle = {}, statement = sum('6')): Draft => ({
  kind: 'outcome',
  body: { effect: 'seal-conclusion', result: 'done', intent, ...which, bundle, statement },
});
export const decideIntent = (seal: number): Draft => ({
  kind: 'intent',
  body: { effect: 'merge-decision', ...acting, council: 'release-integrity', base: oid('e'), seal },
});
export const decided = (intent: number): Draft => ({
  kind: 'outcome',
  body: {
    effect: 'merge-decision',
    result: 'done',
    intent,
    ...which,
    merge: oid('9'),
    parents: [oid('e'), head],
    tree_matches: true,
  },
});
const undecided = (intent: number): Draft => ({
  kind: 'outcome',
  body: {
    effect: 'merge-decision',
    result: 'refused',
    intent,
    ...which,
    code: 'merge-refused',
    reason: 'GitHub said no',
  },
});
/** What the ledger holds of a conclusion that was sealed by this entry. */
export const concludedOf = (sealed: Conclusion, seal: number, changed: Partial<Body<'concluded'>> = {}): Draft => {
  const { council, scope, outcome } = sealed;
  const signers = sealed.signers.map(({ person, account, review }) => ({ person, account, review }));
  const how = { conclusion: conclusionDigest(sealed), merge: oid('9'), seal };
  return { kind: 'concluded', body: { ...which, council, scope, outcome, signers, ...how, ...changed } };
};
export const concluded = (seal: number, changed: Partial<Body<'concluded'>> = {}) =>
  concludedOf(conclusion(), seal, changed);
const about = { packet: which.packet, revision: 1, decision: 1, council: 'release-integrity' };
export const voided = (seal: number): Draft => ({
  kind: 'seal-void',
  body: {
    pull: which.pull,
    packet: which.packet,
    revision: 1,
    seal,
    code: 'outcome-disputed',
    reason: 'dee signed wait',
  },
});
export const granted = (of: number, changed: Partial<Body<'granted'>> = {}): Draft => ({
  kind: 'granted',
  body: {
    ...about,
    conclusion: of,
    option: option.id,
    title: option.title,
    requester: 'pia',
    signers: ['cyd', 'dee'],
    rationale: 'the build service lost its key',
    reach: option.exception,
    expires: option.expires,
    ...changed,
  },
});
export const enacted = (of: number, changed: Partial<Body<'enacted'>> = {}): Draft => ({
  kind: 'enacted',
  body: { ...about, conclusion: of, outcome: 'reject', option: null, says: 'nothing is granted', ...changed },
});

/** One decision from its first look to what it grants: entries 14 to 22. The seal is no real one. */
export const deciding: readonly Draft[] = [
  decisionSeen,
  signed('cyd'),
  signed('dee'),
  concludeIntent(),
  concludeSealed(17),
  decideIntent(18),
  decided(19),
  concluded(18),
  granted(21),
];
/** Every kind of entry about decisions and every shape of it at least once. */
export const everyDecision: readonly Draft[] = [
  ...deciding,
  signed('cyd', {
    assurance: 'review+keyless',
    keyless: { identity: 'cyd@acme.example', issuer: 'https://login.acme.example', signed_at: SIGNED_AT, bundle: {} },
  }),
  signatureRefused,
  undecided(19),
  enacted(21),
];
