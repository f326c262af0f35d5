import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditText, verdictOf } from '../../src/audit/report.ts';
import { sealText, sealVerdict } from '../../src/audit/seal-text.ts';
import { verifySeals } from '../../src/audit/verify-seals.ts';
import { conclusionStatement } from '../../src/conclusion/statement.ts';
import type { Outcome } from '../../src/decision/outcome.ts';
import { type Digest, sha256 } from '../../src/digest/digest.ts';
import type { Body, Draft } from '../../src/ledger/entry.ts';
import { manifestOf } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import type { SealBundle } from '../../src/seal/bundle.ts';
import { crossSignBytes } from '../../src/signature/statement.ts';
import { type Sigstore, startSigstore } from '../../src/standin/sigstore/sigstore.ts';
import { ISSUER, instance, NOW, sealWith } from '../seal/sealing.ts';
import * as decision from './decided.ts';
import { type Bot, Governance } from './governance.ts';
import * as sample from './sample.ts';

const PEOPLE = `schema: governance.v1.People
people:
  cyd:
    name: Cyd
    accounts: [{login: cyd, id: 13}]
    identities: [{issuer: ${ISSUER}, subject: cyd@acme.example}]
  dee:
    name: Dee
    accounts: [{login: dee, id: 14}]
agents: []
`;
/** The reference council, with cyd and dee as its members. */
const COUNCIL = readFileSync(
  new URL('../../policies/councils/release-integrity.yaml', import.meta.url),
  'utf8',
).replace(/^members: .*$/m, 'members: [cyd, dee]');
const RULES = { 'people.yaml': PEOPLE, 'councils/release-integrity.yaml': COUNCIL };
const claims = sha256(sample.CLAIMS);
let sigstore: Sigstore;
let governance: Governance;
let bot: Bot;
/** The ledger when the release is recorded, and what was sealed for it. */
let released: string;
let manifest: Digest;

const keep = (bundle: SealBundle) => JSON.parse(JSON.stringify(bundle));
const hashNow = async () => (await bot.facts()).head?.hash ?? sample.sum('0');
async function appendAll(...drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) await bot.append([draft]);
}

/** Entries 1 to 13: one packet from the first look to its release, with a real seal. */
beforeAll(async () => {
  sigstore = await startSigstore({ clock: { now: () => NOW }, instance });
  governance = await Governance.begin();
  governance.rule(RULES);
  bot = governance.bot();
  const intent = sample.sealIntent(governance.git.branch('main') ?? '');
  const { tip, headSeen, termsShown, hold, reviewSeen, approved } = sample;
  await appendAll(tip, headSeen, termsShown, hold, reviewSeen, approved, intent);
  const statement = statementBytes(manifestOf(intent.body, { repository: 9001, number: 7, hash: await hashNow() }));
  manifest = sha256(statement);
  const { mergeIntent, merged, deliverIntent, delivered } = sample;
  await appendAll(sample.sealed(7, keep(await sealWith(sigstore, statement)), manifest));
  await appendAll(mergeIntent(8), merged(9), deliverIntent, delivered(11), sample.released(8));
  released = governance.tip;
});
beforeEach(() => {
  governance.git.setRef('refs/heads/ledger', released);
  bot = governance.bot();
});
afterAll(async () => {
  await governance.end();
  await sigstore.close();
});

interface Way {
  /** Who signs in cyd's name, and for what. */
  readonly signer?: string;
  readonly outcome?: Outcome;
  /** By whose rules it is concluded; main's unless given. */
  readonly policyCommit?: string;
  /** The entry that the seal is made for. */
  readonly sealedFor?: number;
}

/** Entries 14 to 22: cyd signs with an identity of hers, dee by review; it is concluded and sealed, and takes effect. */
async function decide({ signer = 'cyd@acme.example', outcome, policyCommit, sealedFor = 17 }: Way = {}): Promise<void> {
  const conclusion = decision.conclusion({ manifest });
  const { packet, revision, file } = conclusion;
  const sign = {
    repository: 9001,
    packet,
    revision,
    number: 1,
    file,
    manifest,
    outcome: outcome ?? conclusion.outcome,
  };
  const bundle = keep(await sealWith(sigstore, crossSignBytes(sign), { email: signer }));
  const proof = { identity: 'cyd@acme.example', issuer: ISSUER, signed_at: sample.AT, bundle };
  const keyless: Partial<Body<'signed'>> = { manifest, assurance: 'review+keyless', keyless: proof };
  const signers = conclusion.signers.map((one, index) =>
    index === 0 ? { ...one, assurance: 'review+keyless' as const } : one,
  );
  const concluding = { manifest, signers };
  const commit = policyCommit ?? governance.git.branch('main') ?? '';
  const intent = decision.concludeIntent(concluding, { policyCommit: commit, claims });
  await appendAll(decision.decisionSeen, decision.signed('cyd', keyless), decision.signed('dee', { manifest }), intent);
  const place = { repository: 9001, number: sealedFor, hash: await hashNow() };
  const statement = statementBytes(conclusionStatement(intent.body, place));
  await appendAll(
    decision.concludeSealed(17, keep(await sealWith(sigstore, statement)), sha256(statement)),
    decision.decideIntent(18),
    decision.decided(19),
    decision.concludedOf(decision.conclusion(concluding), 18),
    decision.granted(21),
  );
}
const wrong = async () => (await governance.audit()).problems.map(({ number, code }) => `${number} ${code}`);

describe('an auditor of what was decided', () => {
  it('finds it whole, offline: both seals, and what a person signed by themselves', async () => {
    await decide();
    const report = await governance.audit();
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ seals: 2, signatures: 1, sealed: 17, head: { number: 22 } });
    expect(verdictOf(report)).toBe('whole');
    expect(auditText(report)).toContain("2 seals are good, and a signer's own signature");
  });

  it('lists the seals of a packet with those of its decisions', async () => {
    await decide();
    const report = await verifySeals(governance.git.dir, { packet: 'bpe-2026-014' });
    expect(sealText(report)).toContain('bpe-2026-014/r1-d1, entry 18: sealed not later than');
    expect(report.seals.map(({ number, decision, found }) => [number, decision, found.state])).toEqual([
      [8, null, 'good'],
      [18, 1, 'good'],
    ]);
  });

  it('does not take the seal of a conclusion for that of a release', async () => {
    await decide();
    await appendAll(sample.sealVoid(8));
    expect(sealVerdict(await verifySeals(governance.git.dir, { packet: 'bpe-2026-014' }))).toBe('wrong');
    await appendAll(decision.voided(18));
    const text = sealText(await verifySeals(governance.git.dir, {}));
    expect(text).toContain('proves nothing since entry 23: it did not become a release');
    expect(text).toContain('proves nothing since entry 24: it did not become a conclusion');
  });

  it('L85: tells a conclusion that counts what somebody else signed', async () => {
    await decide({ signer: 'mallory@acme.example' });
    expect(await wrong()).toEqual(['15 attestation-identity-mismatch']);
  });

  it('L85: tells a conclusion that counts what was signed for another outcome', async () => {
    await decide({ outcome: { verdict: 'reject' } });
    expect(await wrong()).toEqual(['15 attestation-subject-mismatch']);
  });

  it('goes by who was who when it was concluded', async () => {
    const before = governance.git.branch('main');
    const after = governance.rule({ 'people.yaml': PEOPLE.replaceAll('cyd@acme.example', 'cyd@other.example') });
    await decide({ policyCommit: before ?? '' });
    expect(await wrong()).toEqual([]);
    governance.git.setRef('refs/heads/ledger', released);
    bot = governance.bot();
    await decide({ policyCommit: after });
    expect(await wrong()).toEqual(['15 attestation-identity-mismatch']);
    governance.rule(RULES);
  });

  it.each<[string, Record<string, string>, string]>([
    ['by fewer than the quorum', { quorum: '3', members: '[cyd, dee, eve]' }, 'cross-sign-missing'],
    ['by somebody who is no member', { members: '[cyd, eve]' }, 'signer-not-owner'],
    ['without a role that was asked for', { required_roles: '[sovereign]' }, 'cross-sign-missing'],
    ['by a review where more was asked for', { assurance: 'review+keyless' }, 'attestation-missing'],
    ['for production by a council that practises', { scope: 'test' }, 'council-mismatch'],
  ])('L86: tells a conclusion %s', async (_, changed, code) => {
    const council = Object.entries(changed).reduce(
      (text, [key, value]) => text.replace(new RegExp(`^${key}: .*$`, 'm'), `${key}: ${value}`),
      COUNCIL,
    );
    const policyCommit = governance.rule({ 'councils/release-integrity.yaml': council });
    await decide({ policyCommit });
    expect(await wrong()).toEqual([`18 ${code}`]);
    governance.rule(RULES);
  });

  it('L86: tells a conclusion by an account that was another person’s', async () => {
    const people = PEOPLE.replace('id: 14', 'id: 15');
    await decide({ policyCommit: governance.rule({ 'people.yaml': people }) });
    expect(await wrong()).toEqual(['18 signer-unresolved']);
    governance.rule(RULES);
  });

  it('is undecided where the rules of then cannot be read', async () => {
    await decide({ policyCommit: governance.rule({ 'councils/release-integrity.yaml': 'no council' }) });
    expect(verdictOf(await governance.audit())).toBe('undecided');
    governance.rule(RULES);
  });

  it('tells a seal of another entry, and rules that are not of main', async () => {
    await decide({ sealedFor: 16 });
    expect(await wrong()).toEqual(['18 attestation-subject-mismatch']);
    governance.git.setRef('refs/heads/ledger', released);
    bot = governance.bot();
    await decide({ policyCommit: 'f'.repeat(40) });
    expect(await wrong()).toEqual(['18 approval-context-mismatch']);
  });
});
