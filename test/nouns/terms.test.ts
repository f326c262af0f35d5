import { describe, expect, it } from 'vitest';
import { linesFor } from '../../src/codeowners/codeowners.ts';
import { digestOf, sha256 } from '../../src/digest/digest.ts';
import type { EvidenceState } from '../../src/evidence/state.ts';
import { fileNames, type Packet, readPacket } from '../../src/packet/packet.ts';
import { councilNamed, type Rules } from '../../src/policy/rules.ts';
import { changedTerms, TERM_NAMES } from '../../src/terms/changed.ts';
import { type Terms, termsDigest, termsSchema } from '../../src/terms/terms.ts';
import { termsOf } from '../../src/terms/terms-of.ts';
import { edited, fileText, PACKET_FOLDER, policyFiles, rulesOf, valueIn } from './sample.ts';

const PACKET = `${PACKET_FOLDER}/packet.yaml`;
const PEOPLE = 'policies/people.yaml';
const RELEASE = 'policies/councils/release-integrity.yaml';
const VERIFIED = { state: 'verified', statement: sha256('a statement') } as const;
type Change = Parameters<typeof edited>[1];

const packetWith = (...changes: Change[]) => valueIn(readPacket(PACKET, edited(PACKET, ...changes)));
const rulesWith = (path: string, ...changes: Change[]) =>
  rulesOf([...policyFiles().filter((file) => file.path !== path), { path, bytes: edited(path, ...changes) }]);

function termsUnder(
  rules: Rules,
  packet: Packet = packetWith(),
  { name = 'release-integrity', evidence = packet.evidence.map((): EvidenceState => VERIFIED) } = {},
): Terms | null {
  const council = councilNamed(rules, name);
  if (council === undefined) throw new Error(`expected the council ${name}`);
  const paths = fileNames(packet).map((file) => `packets/${packet.id}/${file}`);
  const codeownersLines = linesFor(rules.codeowners.lines, paths);
  return termsOf({ packet, evidence, revisionDigest: sha256('a listing'), council, rules, codeownersLines });
}

function terms(made: Terms | null): Terms {
  if (made === null) throw new Error('expected terms, seen none');
  return made;
}

const before = terms(termsUnder(rulesOf()));
const changedBy = (made: Terms | null) => changedTerms(before, terms(made)).map(({ term }) => term);

describe('the terms of a packet', () => {
  it('name everything that an owner approves, the audience by ids', () => {
    expect(termsSchema.parse(before)).toEqual(before);
    expect(before).toMatchObject({
      packet: 'bpe-2026-014',
      revision: 1,
      council: 'release-integrity',
      scope: 'production',
    });
    expect(before.audience).toEqual({ repositories: [9002], teams: [501] });
    expect(before.digests.revision).toBe(sha256('a listing'));
    expect(before.digests.option_set).toBe(digestOf(packetWith().options));
  });

  it('have one digest, which any change changes, and no difference when nothing changed', () => {
    expect(termsDigest(terms(termsUnder(rulesOf())))).toBe(termsDigest(before));
    expect(changedBy(termsUnder(rulesOf()))).toEqual([]);
    const others: Terms[] = [
      { ...before, packet: 'other' },
      { ...before, revision: 2 },
      ...(['revision', 'option_set', 'blocked_paths', 'evidence_state'] as const).map((name) => ({
        ...before,
        digests: { ...before.digests, [name]: sha256('other') },
      })),
      { ...before, council: 'other' },
      { ...before, audience: { ...before.audience, teams: [] } },
      { ...before, review_window: { ...before.review_window, closes: '2026-11-30T09:00:00Z' } },
      { ...before, scope: 'test' },
      { ...before, policy: sha256('other') },
    ];
    expect(others.flatMap((other) => changedTerms(before, other).map(({ term }) => term))).toEqual(TERM_NAMES);
    expect(new Set([before, ...others].map(termsDigest)).size).toBe(TERM_NAMES.length + 1);
  });

  it('hold the addresses of the endpoints that the packet names, and exist only if it says which', () => {
    const pager = { id: 'pager', url: 'https://pager.acme.example/in' };
    const desk = { id: 'desk', url: 'https://desk.acme.example/hooks/countersign' };
    const lines = [pager, desk].map(({ id, url }) => `    - {id: ${id}, url: '${url}', signature: v1a}\n`);
    const rules = rulesWith(RELEASE, [
      'teams: [{name: acme/release-integrity, id: 501}]\n  #',
      `teams: [{name: acme/release-integrity, id: 501}]\n  webhooks:\n${lines.join('')}  #`,
    ]);
    const packet = packetWith();
    const naming = (webhooks?: string[]) =>
      termsUnder(rules, { ...packet, audience: { ...packet.audience, webhooks } })?.audience.webhooks;
    expect(naming(['pager', 'desk'])).toEqual([desk.url, pager.url]);
    expect(naming([])).toEqual([]);
    expect(termsUnder(rules, packet)).toBeNull();
    expect(naming(['pager', 'other'])).toBeUndefined();
    const none = { ...packet, audience: { ...packet.audience, webhooks: ['pager'] } };
    expect(termsUnder(rulesOf(), none)).toBeNull();
    expect(changedBy(termsUnder(rules, { ...packet, audience: { ...packet.audience, webhooks: [] } }))).toEqual([
      'audience',
      'policy',
    ]);
  });

  it('D08: change when options are put in another order or renamed', () => {
    const packet = packetWith();
    expect(changedBy(termsUnder(rulesOf(), { ...packet, options: packet.options.toReversed() }))).toEqual([
      'option set',
    ]);
    expect(changedBy(termsUnder(rulesOf(), packetWith(['id: exception-30d', 'id: exception'])))).toEqual([
      'option set',
    ]);
    expect(changedBy(termsUnder(rulesOf(), packetWith(['uses: 1', 'uses: 2'])))).toEqual(['option set']);
  });

  it('C23: change when a blocked path is softened', () => {
    expect(changedBy(termsUnder(rulesOf(), packetWith(['a second time', 'a third time'])))).toEqual(['blocked paths']);
  });

  it('change with the evidence that is cited, whose state is part of them', () => {
    const packet = packetWith();
    const [first] = packet.evidence;
    expect(changedBy(termsUnder(rulesOf(), { ...packet, evidence: first ? [first] : [] }))).toEqual([
      'evidence state',
      'policy',
    ]);
    expect(before.digests.evidence_state).not.toBe(digestOf(packet.evidence));
    expect(before.digests.evidence_state).toBe(
      digestOf(packet.evidence.map((citation) => ({ citation, state: VERIFIED }))),
    );
  });

  it('change when evidence proves something else than before', () => {
    const refused = { state: 'refused', code: 'attestation-invalid' } as const;
    expect(changedBy(termsUnder(rulesOf(), packetWith(), { evidence: [VERIFIED, refused] }))).toEqual([
      'evidence state',
    ]);
  });

  it('change with who may sign the kinds that are cited, and with no other kind', () => {
    const path = 'policies/evidence.yaml';
    const quorum = rulesWith(path, ['threshold: 3', 'threshold: 4']);
    expect(changedBy(termsUnder(quorum))).toEqual(['policy']);
    const provenance = rulesWith(path, ['trigger: push', 'trigger: release']);
    expect(changedBy(termsUnder(provenance))).toEqual([]);
  });

  it('D10: do not exist for recipients that the council does not list', () => {
    const wider = packetWith([
      'teams: [acme/release-integrity]',
      'teams: [acme/release-integrity, acme/all-engineering]',
    ]);
    expect(termsUnder(rulesOf(), wider)).toBe(null);
    const elsewhere = packetWith([
      'repositories: [acme/release-integrity-council]',
      'repositories: [acme/Release-Integrity-Council]',
    ]);
    expect(termsUnder(rulesOf(), elsewhere)).toBe(null);
  });

  it('D06: do not exist for another council than that of the branch', () => {
    // With recipients that the other one lists, so that nothing else is wrong.
    const packet = packetWith(
      ['repositories: [acme/release-integrity-council]', 'repositories: [acme/enterprise-council]'],
      ['teams: [acme/release-integrity]', 'teams: [acme/enterprise-supply-chain]'],
    );
    expect(termsUnder(rulesOf(), packet, { name: 'enterprise' })).toBe(null);
  });
});

describe('the policy in the terms', () => {
  it('changes with everything that was consulted', () => {
    const changes: Rules[] = [
      rulesWith(RELEASE, ['owner_approvals: 2', 'owner_approvals: 1']),
      rulesWith(RELEASE, ['owner_may_sign: false', 'owner_may_sign: true']),
      rulesWith(PEOPLE, ['{login: ann-on-call, id: 1101}', '{login: ann-on-call, id: 1102}']),
      rulesWith(PEOPLE, ['subject: ann@acme.example', 'subject: ann2@acme.example']),
      rulesOf(
        policyFiles(),
        fileText('docs/examples/CODEOWNERS').replace('/packets/        @ann @ben @gus', '/packets/ @ann'),
      ),
      rulesOf(policyFiles(), `${fileText('docs/examples/CODEOWNERS')}\n/packets/bpe-2026-014/rationale.md @ann\n`),
    ];
    expect(changes.map((rules) => changedBy(termsUnder(rules)))).toEqual(changes.map(() => ['policy']));
  });

  it('does not change with anything else: other councils, other people, other lines, comments', () => {
    const codeowners = fileText('docs/examples/CODEOWNERS');
    const changes: Rules[] = [
      rulesWith('policies/councils/enterprise.yaml', ['quorum: 2', 'quorum: 3']),
      rulesWith(PEOPLE, ['{login: hal, id: 1008}', '{login: hal, id: 1009}']),
      rulesWith(PEOPLE, ['name: Ben, release governance', 'name: Ben']),
      rulesWith(RELEASE, ['scope: production # what it', 'scope: production # nothing']),
      rulesOf(policyFiles(), `# first\n\n${codeowners}`),
      rulesOf(policyFiles(), codeowners.replace('/decisions/', '/verdicts/')),
    ];
    expect(changes.map((rules) => changedBy(termsUnder(rules)))).toEqual(changes.map(() => []));
  });
});
