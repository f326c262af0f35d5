import fc from 'fast-check';
import { ASSURANCES, ROLES } from '../../src/conclusion/conclusion.ts';
import { readJson } from '../../src/document/json.ts';
import { EVIDENCE_KINDS } from '../../src/evidence/kind.ts';
import { CODE_NAMES } from '../../src/finding/code.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { CORRECTIONS } from '../../src/ledger/kinds/correction.ts';
import { NEWS } from '../../src/notice/notice.ts';
import type { Terms } from '../../src/terms/terms.ts';

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));
const oid = hex(40);
const digest = hex(64).map((text) => `sha256:${text}` as const);
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const number = fc.nat(99_999_999);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/);
const packet = fc.stringMatching(/^[a-z][a-z0-9-]{2,63}$/);
const instant = fc
  .date({ min: new Date(0), max: new Date('9000-01-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 });
const line = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 });
const ids = fc.array(id, { maxLength: 5 });
const codes = fc.uniqueArray(fc.constantFrom(...CODE_NAMES), { minLength: 1, maxLength: 8 });
const window = fc.record({ opens: instant, closes: instant });
const json = fc.dictionary(
  fc.string(),
  fc.jsonValue({ maxDepth: 4 }).map((value) => readJson(Buffer.from(JSON.stringify(value)))),
  { maxKeys: 4 },
);

const webhooks = fc.array(fc.constant('https://hooks.acme.example/countersign'), { maxLength: 2 });
const audience = fc.record({ repositories: ids, teams: ids, webhooks }, { requiredKeys: ['repositories', 'teams'] });

const terms: fc.Arbitrary<Terms> = fc.record({
  schema: fc.constant('governance.v1.Terms'),
  packet,
  revision: id,
  digests: fc.record({ revision: digest, option_set: digest, blocked_paths: digest, evidence_state: digest }),
  council: name,
  audience,
  review_window: window,
  scope: fc.constantFrom('test', 'production'),
  policy: digest,
});

const told = {
  packet,
  revision: id,
  news: fc.constantFrom(...NEWS),
  release: number,
  of: number,
  to: fc.oneof(
    fc.record({ channel: fc.constant('dispatch' as const), repository: id }),
    fc.record({ channel: fc.constant('webhook' as const), url: fc.constant('https://hooks.acme.example/x') }),
    fc.record({ channel: fc.constant('issue' as const), repository: id, issue: id }),
  ),
  id: hex(32).map((text) => `msg_${text}`),
  attempt: fc.integer({ min: 1, max: 100 }),
};

const evidence = fc.record({
  kind: fc.constantFrom('slsa-provenance' as const, 'signer-quorum' as const),
  citation: digest,
  state: fc.oneof(
    fc.record({ state: fc.constant('verified' as const), statement: fc.option(digest) }),
    fc.record({ state: fc.constant('refused' as const), code: fc.constantFrom(...CODE_NAMES) }),
  ),
});

const which = { pull: id, packet, revision: id };
const approver = { person: name, account: id, review: id };
const intended = { ...which, head: oid, holder: line, deadline: instant };
const standing = fc.record({
  pull: id,
  head: oid,
  packet: fc.option(packet),
  revision: fc.option(id),
  digest: fc.option(digest),
  codes,
  rules: fc.array(line, { minLength: 1, maxLength: 4 }),
  claims: digest,
});
const proposers = fc.array(fc.record({ person: fc.option(name), account: fc.option(id) }), { maxLength: 3 });
const decided = { ...which, decision: id };
const outcome = fc.oneof(
  fc.record({ verdict: fc.constant('approve' as const), option: name }),
  fc.record({ verdict: fc.constant('reject' as const) }),
);
const signer = {
  person: name,
  account: id,
  review: id,
  roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 }),
  assurance: fc.constantFrom(...ASSURANCES),
  submitted_at: instant,
};
const title = fc.stringMatching(/^[a-z](?:[a-z ]{0,20}[a-z])?$/);
const reach = fc.record({
  artifacts: fc.uniqueArray(digest, { minLength: 1, maxLength: 3 }),
  waives: fc.uniqueArray(fc.constantFrom(...EVIDENCE_KINDS), { minLength: 1, maxLength: 3 }),
  lane: fc.constantFrom('bronze' as const, 'silver' as const, 'gold' as const),
  uses: fc.integer({ min: 1, max: 1000 }),
  re_review: instant,
  controls: fc.array(title, { minLength: 1, maxLength: 3 }),
});
const option = fc.oneof(
  fc.record({
    id: name,
    title,
    expires: instant,
    kind: fc.constantFrom('wait' as const, 'escalate' as const, 'other' as const),
  }),
  fc.record({ id: name, title, expires: instant, kind: fc.constant('exception' as const), exception: reach }),
);
const conclusion = fc
  .record({
    schema: fc.constant('governance.v1.Conclusion' as const),
    packet,
    revision: id,
    decision: id,
    council: name,
    scope: fc.constantFrom('test' as const, 'production' as const),
    outcome,
    option: fc.option(option),
    file: digest,
    manifest: digest,
    release: number,
    head: oid,
    requester: fc.option(name),
    review_window: window,
    signers: fc.array(fc.record({ ...signer, signed: number }), { minLength: 2, maxLength: 3 }),
    asked: fc.record({ person: name, account: id, comment: id }),
  })
  // No option has the name of a verdict.
  .filter(({ option }) => !['reject', 'approve', 'none'].includes(option?.id ?? ''));
const done = { result: fc.constant('done' as const), intent: number, ...which };

const of = <K extends Draft['kind']>(kind: K, body: fc.Arbitrary<Extract<Draft, { kind: K }>['body']>) =>
  body.map((value) => ({ kind, body: value }) as Extract<Draft, { kind: K }>);

/** Any draft of any kind that the schema takes. */
export const anyDraft: fc.Arbitrary<Draft> = fc.oneof<fc.Arbitrary<Draft>[]>(
  of('council-seen', fc.record({ council: name, tip: oid })),
  of(
    'head-seen',
    fc.record({
      pull: id,
      head: oid,
      base: line,
      packet: fc.option(packet),
      arrival: fc.option(fc.record({ activity: id, at: instant, actor: id })),
    }),
  ),
  of(
    'review-seen',
    fc.record({
      pull: id,
      review: id,
      account: id,
      state: fc.constantFrom('approved', 'changes_requested', 'dismissed'),
      head: oid,
      submitted_at: instant,
    }),
  ),
  of('evidence-seen', fc.record({ pull: id, packet, evidence: fc.array(evidence, { minLength: 1, maxLength: 4 }) })),
  of('terms-shown', fc.record({ pull: id, head: oid, arrival: fc.option(id), terms, digest })),
  of('hold', standing),
  of('denied', standing),
  of('approved', fc.record({ ...which, head: oid, digest, terms: digest, ...approver })),
  of('superseded', fc.record({ packet, revision: id, digest, by: fc.record({ pull: id, head: oid }), codes })),
  of(
    'intent',
    fc.oneof(
      fc.record({
        effect: fc.constant('seal' as const),
        ...intended,
        terms,
        approvals: fc.array(fc.record({ ...approver, submitted_at: instant }), { minLength: 1, maxLength: 4 }),
        policy_commit: oid,
        claims: digest,
        proposers,
      }),
      fc.record({
        effect: fc.constant('seal-conclusion' as const),
        ...intended,
        decision: id,
        conclusion,
        policy_commit: oid,
        claims: digest,
      }),
      fc.record({
        effect: fc.constant('merge-decision' as const),
        ...intended,
        decision: id,
        council: name,
        base: oid,
        seal: number,
      }),
      fc.record({
        effect: fc.constant('merge' as const),
        ...intended,
        takes_over: number,
        council: name,
        base: oid,
        seal: number,
      }),
      fc.record({
        effect: fc.constant('deliver' as const),
        ...intended,
        repository: fc.record({ id, name: fc.constant('acme/release-integrity-council') }),
        marker: line,
      }),
      fc.record({
        effect: fc.constant('sync' as const),
        pull: id,
        head: oid,
        holder: line,
        deadline: instant,
        council: name,
        base: oid,
        codeowners: oid,
      }),
    ),
  ),
  of(
    'outcome',
    fc.oneof(
      fc.record({ effect: fc.constant('seal' as const), ...done, bundle: json, statement: digest }),
      fc.record({
        effect: fc.constant('merge' as const),
        ...done,
        merge: oid,
        parents: fc.array(oid, { maxLength: 3 }),
        tree_matches: fc.boolean(),
      }),
      fc.record({
        effect: fc.constant('seal-conclusion' as const),
        ...done,
        decision: id,
        bundle: json,
        statement: digest,
      }),
      fc.record({
        effect: fc.constant('merge-decision' as const),
        ...done,
        decision: id,
        merge: oid,
        parents: fc.array(oid, { maxLength: 3 }),
        tree_matches: fc.boolean(),
      }),
      fc.record({
        effect: fc.constantFrom('seal-conclusion', 'merge-decision'),
        ...done,
        decision: id,
        result: fc.constantFrom('refused', 'void'),
        code: fc.constantFrom(...CODE_NAMES),
        reason: text,
      }),
      fc.record({
        effect: fc.constant('deliver' as const),
        ...done,
        issue: id,
        url: fc.webUrl(),
        recipients: fc.array(fc.record({ team: id, members: ids }), { maxLength: 3 }),
      }),
      fc.record({
        effect: fc.constantFrom('seal', 'merge', 'deliver'),
        ...done,
        result: fc.constantFrom('refused', 'void'),
        code: fc.constantFrom(...CODE_NAMES),
        reason: text,
      }),
    ),
  ),
  of('seal-void', fc.record({ ...which, seal: number, code: fc.constantFrom(...CODE_NAMES), reason: text })),
  of(
    'released',
    fc.record({
      ...which,
      council: name,
      digests: fc.record({ revision: digest, option_set: digest, blocked_paths: digest, evidence_state: digest }),
      terms: digest,
      approvers: fc.array(fc.record(approver), { minLength: 1, maxLength: 3 }),
      audience,
      review_window: window,
      merge: oid,
      deliveries: fc.array(fc.record({ repository: id, issue: id }), { maxLength: 3 }),
      seal: number,
      proposers,
    }),
  ),
  of(
    'signed',
    fc.record({
      ...decided,
      head: oid,
      file: digest,
      manifest: digest,
      ...signer,
      outcome,
      keyless: fc.record({ identity: line, issuer: line, signed_at: instant, bundle: json }),
    }),
  ),
  of(
    'signature-refused',
    fc.record({
      pull: id,
      head: fc.option(oid),
      review: id,
      account: id,
      login: line,
      person: fc.option(name),
      agent: fc.boolean(),
      code: fc.constantFrom(...CODE_NAMES),
      why: text,
    }),
  ),
  of(
    'concluded',
    fc.record({
      ...decided,
      council: name,
      scope: fc.constantFrom('test', 'production'),
      outcome,
      signers: fc.array(fc.record(approver), { minLength: 2, maxLength: 3 }),
      conclusion: digest,
      merge: oid,
      seal: number,
    }),
  ),
  of(
    'granted',
    fc.record({
      packet,
      revision: id,
      decision: id,
      council: name,
      conclusion: number,
      option: name,
      title,
      requester: fc.option(name),
      signers: fc.array(name, { minLength: 2, maxLength: 3 }),
      rationale: text,
      reach,
      expires: instant,
    }),
  ),
  of(
    'enacted',
    fc.record({
      packet,
      revision: id,
      decision: id,
      council: name,
      conclusion: number,
      outcome: fc.constantFrom('reject', 'wait', 'escalate', 'other'),
      option: fc.option(name),
      says: text,
    }),
  ),
  of('sent', fc.record(told)),
  of('unsent', fc.record({ ...told, reason: line, retry_at: instant })),
  of('dead-letter', fc.record({ ...told, reason: line })),
  of(
    'policy-passed',
    fc.record({
      pull: id,
      head: oid,
      base: oid,
      approvers: fc.array(fc.record(approver), { minLength: 2, maxLength: 3 }),
    }),
  ),
  of(
    'main-seen',
    fc.record({
      tip: oid,
      merges: fc.array(fc.record({ commit: oid, pull: id, head: oid }), { minLength: 1, maxLength: 3 }),
    }),
  ),
  of(
    'incident',
    fc.record({
      council: fc.option(name),
      halts: fc.boolean(),
      codes,
      key: line,
      lasting: fc.boolean(),
      what: text,
      who: fc.array(fc.record({ account: fc.option(id), login: line }), { maxLength: 2 }),
      where: line,
      undo: fc.option(text),
      lifts: fc.constantFrom(1, 2),
    }),
  ),
  of('alarmed', fc.record({ incident: number, issue: id })),
  of(
    'lifted',
    fc.record({
      incident: number,
      by: fc.array(fc.record({ person: name, account: id, comment: id }), { minLength: 1, maxLength: 2 }),
      reason: text,
      accepts: fc.option(fc.record({ branch: line, tip: oid })),
    }),
  ),
  of(
    'correction',
    fc.record({
      packet,
      revision: id,
      correction: fc.constantFrom(...CORRECTIONS),
      person: name,
      account: id,
      repository: id,
      issue: id,
      comment: id,
      note: text,
    }),
  ),
);
