import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { EVIDENCE_KINDS, type EvidenceKind } from '../../src/evidence/kind.ts';
import { SEVERITIES } from '../../src/evidence/predicates/severity.ts';
import { PREDICATES } from '../../src/evidence/predicates/table.ts';
import type { EvidencePolicy } from '../../src/policy/evidence-policy.ts';
import { edited, pathsOf } from '../seal/sealing.ts';
import { BAD } from './bad.ts';
import { COMMIT, GOOD, HEX, OTHER_HEX } from './good.ts';
import {
  goodOf,
  ISSUER,
  outcomeOf,
  proveBundle,
  proveContent,
  SIGNED_AT,
  SIGNER,
  signed,
  statementOf,
  withPolicy,
  withSigstore,
} from './proving.ts';

const OWN = EVIDENCE_KINDS.filter((kind) =>
  PREDICATES[kind].types.some((type) => type.startsWith('https://countersign.dev/')),
);
const at = (json: object, path: string) =>
  path.split('.').reduce((place: unknown, key) => Reflect.get(Object(place), key), json);

withSigstore();

describe.each(EVIDENCE_KINDS)('evidence of kind %s', (kind) => {
  it.each(Object.entries(GOOD[kind]))('proves it: %s', async (_, good) => {
    const proof = await proveContent(kind, good);
    expect(proof).toMatchObject({
      state: 'verified',
      signer: { identity: SIGNER, issuer: ISSUER },
      signed_at: SIGNED_AT,
    });
    expect(proof.state === 'verified' && proof.says.length).toBeGreaterThan(0);
    expect(proof.state === 'verified' && proof.statement).toBe(sha256(JSON.stringify(statementOf(good))));
  });

  it.each(BAD[kind])('does not prove it: %s', async (_, { of, path, value, seen }) => {
    const good = of === undefined ? goodOf(kind) : GOOD[kind][of];
    if (good === undefined) throw new Error(`expected something good called ${of}`);
    const content = edited(good.content, path, value);
    expect(content).not.toEqual(good.content);
    const proof = await proveContent(kind, { ...good, content });
    expect(proof).toMatchObject({ state: 'refused', code: 'attestation-invalid' });
    expect(proof.state === 'refused' && proof.seen).toContain(seen ?? '');
  });
});

describe.each(OWN)('a predicate of ours: %s', (kind) => {
  const good = goodOf(kind);
  const places = pathsOf(good.content).map((path) => [path, at(good.content, path)] as const);
  const outcomeWith = async (path: string, value: unknown) =>
    outcomeOf(await proveContent(kind, { ...good, content: edited(good.content, path, value) }));

  it('has no list that may be empty', async () => {
    for (const [path] of places.filter(([, value]) => Array.isArray(value)))
      expect(await outcomeWith(path, []), path).toBe('attestation-invalid');
  });

  it('has no place for a field that nobody knows', async () => {
    const mappings = places.filter(([, value]) => typeof value === 'object' && !Array.isArray(value));
    for (const path of ['', ...mappings.map(([path]) => `${path}.`)])
      expect(await outcomeWith(`${path}unknown`, 1), path).toBe('attestation-invalid');
  });
});

describe('what policy demands', () => {
  const BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';
  const VERIFIER = 'https://evidence.acme.example/verifier';
  const resource = 'https://artifacts.acme.example/payments-2026.47.tar.gz';
  const builders = ['https://builder-north.acme.example', 'https://builder-west.acme.example'];
  const scanner = 'pkg:github/aquasecurity/trivy@244fd47e07d1004f0aed9';
  const two = ['kim', 'zoe'].map((name) => ({ identity: `${name}@acme.example`, issuer: ISSUER }));

  it.each<readonly [outcome: string, what: string, kind: EvidenceKind, demands: object]>([
    ['refused', 'another builder', 'slsa-provenance', { builders, build_types: [BUILD_TYPE] }],
    ['verified', 'tests that are among those that passed', 'test-result', { tests: ['acceptance'] }],
    ['refused', 'a test that is not', 'test-result', { tests: ['acceptance', 'smoke'] }],
    ['refused', 'milder findings', 'vulnerability-scan', { worst_allowed: 'low' }],
    ['verified', 'no particular age', 'vulnerability-scan', { worst_allowed: 'medium' }],
    ['refused', 'a younger scan', 'vulnerability-scan', { worst_allowed: 'medium', longest_age: 'P1D' }],
    ['verified', 'this scanner', 'vulnerability-scan', { worst_allowed: 'medium', scanners: [scanner] }],
    ['refused', 'another scanner', 'vulnerability-scan', { worst_allowed: 'medium', scanners: ['pkg:other'] }],
    [
      'verified',
      'this resource',
      'vsa',
      { verifiers: [VERIFIER], levels: ['SLSA_BUILD_LEVEL_1'], resources: [resource] },
    ],
    [
      'refused',
      'another resource',
      'vsa',
      { verifiers: [VERIFIER], levels: ['SLSA_BUILD_LEVEL_1'], resources: ['a:b'] },
    ],
    ['refused', 'a level of its own', 'vsa', { verifiers: [VERIFIER], levels: ['ACME_GOLD'] }],
    ['refused', 'builders of which only one built', 'reproducible-build', { builders }],
    ['refused', 'signers of whom too few confirmed', 'signer-quorum', { threshold: 2, signers: two }],
    ['refused', 'other sources', 'artifact-lineage', { repositories: ['https://github.com/acme/other'] }],
    ['verified', 'both roles', 'acceptance', { roles: ['product owner', 'release engineer'] }],
    ['refused', 'a role that nobody had', 'acceptance', { roles: ['product owner', 'architect'] }],
  ])('is %s: %s', async (outcome, _, kind, demands) => {
    const rules = withPolicy(kind, { demands });
    const seen = outcomeOf(await proveContent(kind, goodOf(kind), { rules }));
    expect(seen).toBe(outcome === 'verified' ? 'verified' : 'attestation-invalid');
  });

  it.each([
    ['none', '0.0'],
    ['low', '0.1'],
    ['low', '3.9'],
    ['medium', '4.0'],
    ['medium', '6.9'],
    ['high', '7.0'],
    ['high', 8.9],
    ['critical', '9.0'],
    ['critical', '10'],
    ['critical', '99'],
    ['none', 'Informational'],
    ['low', 'Negligible'],
    ['medium', ' MODERATE '],
  ] as const)('rates as %s what is given as %s', async (rating, score) => {
    const good = goodOf('vulnerability-scan');
    const found = { ...good, content: edited(good.content, 'scanner.result.0.severity', [{ method: 'x', score }]) };
    const passing = [];
    for (const worst_allowed of SEVERITIES) {
      const rules = withPolicy('vulnerability-scan', { demands: { worst_allowed } });
      if ((await proveContent('vulnerability-scan', found, { rules })).state === 'verified')
        passing.push(worst_allowed);
    }
    expect(passing).toEqual(SEVERITIES.slice(SEVERITIES.indexOf(rating)));
  });

  it('counts a severity that nobody can read as critical, which policy can allow', async () => {
    const good = goodOf('vulnerability-scan');
    const unknown = { ...good, content: edited(good.content, 'scanner.result.0.severity', []) };
    const allow = (worst_allowed: string) => ({
      rules: withPolicy('vulnerability-scan', { demands: { worst_allowed } }),
    });
    expect(outcomeOf(await proveContent('vulnerability-scan', unknown, allow('high')))).toBe('attestation-invalid');
    expect(outcomeOf(await proveContent('vulnerability-scan', unknown, allow('critical')))).toBe('verified');
  });
});

describe('the instant of the look', () => {
  const scanAt = (at: string, rules?: EvidencePolicy) =>
    proveContent('vulnerability-scan', goodOf('vulnerability-scan'), { at, ...(rules && { rules }) });

  it('decides how old a scan is: to the second, by the policy alone', async () => {
    expect(outcomeOf(await scanAt('2026-11-27T12:05:00Z'))).toBe('verified');
    expect(outcomeOf(await scanAt('2026-11-27T12:05:01Z'))).toBe('attestation-invalid');
    const ageless = withPolicy('vulnerability-scan', { demands: { worst_allowed: 'medium' } });
    expect(outcomeOf(await scanAt('2036-11-27T12:05:01Z', ageless))).toBe('verified');
  });

  it('forgives clocks that differ by a minute, and no more', async () => {
    expect(outcomeOf(await scanAt('2026-11-20T12:04:00Z'))).toBe('verified');
    expect(outcomeOf(await scanAt('2026-11-20T12:03:59Z'))).toBe('attestation-invalid');
  });
});

describe('content about a commit', () => {
  const aboutCommit = async (kind: EvidenceKind, commit: string) => {
    const bundle = await signed(statementOf(goodOf(kind), { gitCommit: commit, sha256: HEX }));
    return outcomeOf(proveBundle(kind, bundle, { subjects: [`gitCommit:${commit}`] }));
  };

  it.each(['reproducible-build', 'signer-quorum', 'artifact-lineage'] as const)(
    'of kind %s says yes to that commit only',
    async (kind) => {
      expect(await aboutCommit(kind, COMMIT)).toBe('verified');
      expect(await aboutCommit(kind, OTHER_HEX.slice(0, 40))).toBe('attestation-invalid');
    },
  );

  it('of a bill of materials cannot be compared, and is taken', async () => {
    expect(await aboutCommit('spdx', COMMIT)).toBe('verified');
  });
});
