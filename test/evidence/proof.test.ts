import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { edited } from '../seal/sealing.ts';
import { COMMIT, HEX, OTHER_HEX } from './good.ts';
import {
  bytesOf,
  goodOf,
  ISSUER,
  outcomeOf,
  prove,
  proveBundle,
  roots,
  SIGNED_AT,
  SIGNER,
  signed,
  statementOf,
  withPolicy,
  withSigstore,
} from './proving.ts';

const KIND = 'reproducible-build';
const good = statementOf(goodOf(KIND));
const goodText = JSON.stringify(good);
const stranger = { identity: 'https://evil.example/signer', issuer: ISSUER };
const us = { identity: SIGNER, issuer: ISSUER, profile: 'private', trusted_root: 'trusted-root.json' } as const;

withSigstore();
let bundle: object;
let byStranger: object;
beforeAll(async () => {
  bundle = await signed(good);
  byStranger = await signed(good, { subject: stranger.identity });
});

/** What the good attestation proves where other signers are named. */
const bySigners = (...signers: Parameters<typeof withPolicy>[1]['signers'] & object) =>
  proveBundle(KIND, bundle, { rules: withPolicy(KIND, { signers }) });

describe('a file', () => {
  it('proves what it is cited for: says what, by whom and since when', () => {
    expect(proveBundle(KIND, bundle)).toEqual({
      state: 'verified',
      statement: sha256(goodText),
      signer: { identity: SIGNER, issuer: ISSUER },
      signed_at: SIGNED_AT,
      says: [
        '2 builders made the same: https://builder-north.acme.example, https://builder-south.acme.example',
        `from commit ${COMMIT}`,
      ],
    });
  });

  it('in a git repository proves the same', () => {
    const bytes = bytesOf(bundle);
    expect(outcomeOf(prove(KIND, { from: 'git', bytes }, sha256(bytes)))).toBe('verified');
  });

  it('of other bytes than those cited proves nothing, however good it is', () => {
    const bytes = Buffer.concat([bytesOf(bundle), Buffer.from('\n')]);
    const proof = prove(KIND, { from: 'file', bytes }, sha256(bytesOf(bundle)));
    expect(proof).toMatchObject({ state: 'refused', code: 'attestation-invalid', seen: sha256(bytes) });
  });

  it.each([
    ['empty', ''],
    ['no JSON', 'verified'],
    ['no object', '[]'],
    ['null', 'null'],
    ['not UTF-8', Buffer.from([0xff, 0xfe])],
    ['of two bundles, one a line', '{}\n{}\n'],
    ['without an end', '['.repeat(100_000)],
    ['the statement without a signature', goodText],
  ])('that is %s proves nothing', (_, text) => {
    const bytes = Buffer.from(text);
    const outcome = outcomeOf(prove(KIND, { from: 'file', bytes }, sha256(bytes)));
    expect(['attestation-invalid', 'attestation-missing']).toContain(outcome);
  });

  it('of a kind that policy does not know proves nothing', () => {
    const proof = proveBundle(KIND, bundle, { rules: { kinds: {} } });
    expect(proof).toMatchObject({
      code: 'attestation-invalid',
      hint: expect.stringContaining('policies/evidence.yaml'),
    });
  });
});

describe('the signer', () => {
  it.each([
    ['F05: another identity', { identity: 'https://evidence.acme.example/other' }],
    ['F05: a prefix of it', { identity: SIGNER.slice(0, -1) }],
    ['F05: one that goes on', { identity: `${SIGNER}2` }],
    ['F05: a dot that is any character', { identity: SIGNER.replace('acme', 'a.me') }],
    ['F06: no identity', { identity: '' }],
    ['another issuer', { issuer: 'https://login.evil.example' }],
    ['F06: no issuer', { issuer: '' }],
    ['F03: a repository that the certificate does not name', { repository: 8101 }],
    ['a runner that it does not name', { runner: 'github-hosted' }],
    ['a trigger that it does not name', { trigger: 'push' }],
    ['F07: a ref that it does not name', { ref: 'refs/heads/main' }],
  ] as const)('is not the one that policy names: %s', (_, changed) => {
    expect(outcomeOf(bySigners({ ...us, ...changed }))).toBe('attestation-identity-mismatch');
  });

  it('is told, beside all who might have signed', () => {
    const other = { ...us, identity: 'https://evidence.acme.example/other' };
    expect(bySigners({ ...us, ...stranger }, other)).toMatchObject({
      code: 'attestation-identity-mismatch',
      expected: `only \`${stranger.identity}\`, or only \`${other.identity}\``,
      seen: `\`${SIGNER}\``,
    });
  });

  it('may be any of those that policy names', () => {
    expect(outcomeOf(bySigners({ ...us, ...stranger }, us))).toBe('verified');
  });

  it('is never nobody', () => {
    expect(outcomeOf(bySigners())).toBe('attestation-identity-mismatch');
  });

  it('of another Sigstore is a stranger by the same name', () => {
    expect(outcomeOf(bySigners({ ...us, trusted_root: 'other.json' }))).toBe('attestation-invalid');
  });

  it('must be in a transparency log where policy says public', () => {
    expect(outcomeOf(bySigners({ ...us, profile: 'public' }))).toBe('attestation-invalid');
    expect(outcomeOf(bySigners({ ...us, trusted_root: 'logged.json' }))).toBe('attestation-invalid');
  });

  it('F19: cannot be known by a root that trusts nobody, or that is not there', () => {
    expect(roots['example.json']).toBeDefined();
    for (const trusted_root of ['example.json', 'none.json'])
      expect(bySigners({ ...us, trusted_root })).toMatchObject({
        code: 'trust-root-stale',
        hint: expect.stringContaining('policies/evidence.yaml'),
      });
  });

  it('is refused for what came closest, whichever was tried first', () => {
    const [wrong, stale, foreign] = [
      { ...us, ...stranger },
      { ...us, trusted_root: 'example.json' },
      { ...us, trusted_root: 'other.json' },
    ];
    expect(outcomeOf(bySigners(stale, wrong, foreign))).toBe('attestation-identity-mismatch');
    expect(outcomeOf(bySigners(foreign, stale))).toBe('trust-root-stale');
  });
});

describe('the envelope', () => {
  it.each([
    ['F09: no signature', 'dsseEnvelope.signatures', []],
    ['another payload', 'dsseEnvelope.payload', Buffer.from('{}').toString('base64')],
    ['another payload type', 'dsseEnvelope.payloadType', 'application/json'],
    ['no certificate', 'verificationMaterial.certificate', undefined],
    ['no timestamp', 'verificationMaterial.timestampVerificationData', undefined],
    ['no envelope', 'dsseEnvelope', undefined],
  ])('is refused with %s', (_, path, value) => {
    expect(outcomeOf(proveBundle(KIND, edited(bundle, path, value)))).toBe('attestation-invalid');
  });

  it('F09: is refused with two signatures, also with the same one twice', () => {
    const signatureOf = (made: object) => Reflect.get(Reflect.get(made, 'dsseEnvelope'), 'signatures')[0];
    for (const second of [bundle, byStranger]) {
      const two = edited(bundle, 'dsseEnvelope.signatures', [signatureOf(bundle), signatureOf(second)]);
      expect(outcomeOf(proveBundle(KIND, two))).toBe('attestation-invalid');
    }
  });
});

describe('the statement', () => {
  const proveSigned = async (statement: object | string) => outcomeOf(proveBundle(KIND, await signed(statement)));

  it('F01: about another artifact does not stand in for one about this', async () => {
    const proof = proveBundle(KIND, await signed(statementOf(goodOf(KIND), { sha256: OTHER_HEX })));
    expect(proof).toMatchObject({ code: 'attestation-subject-mismatch', seen: `sha256:${OTHER_HEX}` });
  });

  it.each([
    ['sha1 of that name', { sha1: HEX.slice(0, 40) }],
    ['upper case', { sha256: HEX.toUpperCase() }],
    ['40 digits', { sha256: HEX.slice(0, 40) }],
    ['white space', { sha256: `${HEX} ` }],
    ['a prefix', { sha256: `sha256:${HEX}` }],
    ['gitCommit only', { gitCommit: COMMIT }],
    ['sha512 only', { sha512: HEX + HEX }],
    ['no algorithm', {}],
    ['another name for sha256', { 'sha-256': HEX }],
  ])('F11: is about something else with %s', async (_, digest) => {
    expect(await proveSigned(statementOf(goodOf(KIND), digest))).toBe('attestation-subject-mismatch');
  });

  it.each([
    ['in upper case', { gitCommit: COMMIT.toUpperCase() }],
    ['as sha1', { sha1: COMMIT }],
    ['cut off', { gitCommit: COMMIT.slice(0, 12) }],
  ])('F11: names no commit %s', async (_, digest) => {
    const made = await signed(statementOf(goodOf(KIND), digest));
    expect(outcomeOf(proveBundle(KIND, made, { subjects: [`gitCommit:${COMMIT}`] }))).toBe(
      'attestation-subject-mismatch',
    );
  });

  it('names every subject that it is cited for, not just one', () => {
    const both = { subjects: [`sha256:${HEX}`, `gitCommit:${COMMIT}`] as const };
    expect(proveBundle(KIND, bundle, both)).toMatchObject({
      code: 'attestation-subject-mismatch',
      expected: `the subject gitCommit:${COMMIT}`,
    });
  });

  it('F13: of another kind does not stand in for this one, whatever else it proves', async () => {
    const { type } = goodOf('slsa-provenance');
    expect(await proveSigned({ ...good, predicateType: type })).toBe('attestation-missing');
    expect(outcomeOf(proveBundle('slsa-provenance', bundle))).toBe('attestation-missing');
    expect(await proveSigned({ ...good, predicateType: '__proto__' })).toBe('attestation-missing');
    expect(await proveSigned({ ...good, predicateType: 'https://countersign.dev/reproducible-build/v10' })).toBe(
      'attestation-missing',
    );
  });

  it.each([
    ['a duplicate key', goodText.replace('{', '{"subject":[],')],
    ['a duplicate key far inside', goodText.replace('"commit":', '"commit":"x","commit":')],
    ['a duplicate key, spelled otherwise', goodText.replace('"commit":', '"\\u0063ommit":"x","commit":')],
    ['text after it', `${goodText}{}`],
    ['no subject', JSON.stringify({ ...good, subject: [] })],
    ['another type', JSON.stringify({ ...good, _type: 'https://in-toto.io/Statement/v2' })],
    ['no JSON', 'good'],
  ])('F10: is refused with %s', async (_, statement) => {
    expect(await proveSigned(statement)).toBe('attestation-invalid');
  });

  it('says what it says in lines of text, however it is written', async () => {
    const minutes = goodOf('acceptance');
    const content = edited(minutes.content, 'what', `a\u0007b ${'\u{1f600}'.repeat(20)}`);
    const proof = proveBundle('acceptance', await signed(statementOf({ ...minutes, content })));
    expect(proof.state === 'verified' && proof.says.join('\n')).toMatch(/^[^\p{Cc}]+\n[^\p{Cc}]+$/u);
  });
});

describe("GitHub's attestations", () => {
  const proveListed = (...bundles: readonly unknown[]) =>
    prove(KIND, { from: 'attestations', bundles }, sha256(goodText));

  it('prove it by the one whose statement was cited, however its bundle is written', async () => {
    const other = await signed({ ...good, subject: [{ name: 'other', digest: { sha256: OTHER_HEX } }] });
    expect(proveListed(other, bundle)).toMatchObject({ state: 'verified', statement: sha256(goodText) });
    expect(outcomeOf(proveListed(JSON.parse(JSON.stringify(bundle, null, 2))))).toBe('verified');
  });

  it('prove it by one signer whom policy names, whoever else signed the same', () => {
    expect(outcomeOf(proveListed(byStranger, bundle))).toBe('verified');
    expect(outcomeOf(proveListed(byStranger, byStranger))).toBe('attestation-identity-mismatch');
  });

  it('do not prove it where none is of the cited statement', async () => {
    expect(outcomeOf(proveListed())).toBe('attestation-missing');
    expect(outcomeOf(proveListed(null, 'x', 7, [], {}, { dsseEnvelope: { payload: 7 } }))).toBe('attestation-missing');
    const other = await signed({ ...good, predicate: { ...goodOf(KIND).content, more: 1 } });
    expect(outcomeOf(proveListed(other))).toBe('attestation-missing');
  });

  it('do not prove it by a statement that only somebody claims was signed', () => {
    const forged = edited(bundle, 'dsseEnvelope.signatures.0.sig', Buffer.from('x').toString('base64'));
    expect(outcomeOf(proveListed(forged))).toBe('attestation-invalid');
  });
});
