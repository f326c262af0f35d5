import { afterAll, beforeAll } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import type { Citation, Subject } from '../../src/evidence/citation.ts';
import type { EvidenceKind } from '../../src/evidence/kind.ts';
import type { Material } from '../../src/evidence/material.ts';
import type { EvidencePolicy, KindPolicy } from '../../src/policy/evidence-policy.ts';
import { makeSeal } from '../../src/seal/make.ts';
import { newInstance } from '../../src/standin/sigstore/instance.ts';
import { type Sigstore, startSigstore } from '../../src/standin/sigstore/sigstore.ts';
import type { Identity } from '../../src/standin/sigstore/token.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { type EvidenceProof, proveEvidence } from '../../src/verify/evidence.ts';
import { rulesOf } from '../nouns/sample.ts';
import { ARTIFACT, GOOD, type Good, HEX } from './good.ts';

const AT = '2026-11-22T09:00:00Z';
export const SIGNED_AT = '2026-11-22T08:00:00Z';
export const ISSUER = 'https://login.acme.example';
export const SIGNER = 'https://evidence.acme.example/signer';

const instance = newInstance();
const trust = (log: 'none' | 'v2') => JSON.stringify(trustedRootOf(instance, log));
/** `trusted-root.json` is that of these tests, `other.json` that of another Sigstore. */
export const roots: Readonly<Record<string, string>> = {
  'trusted-root.json': trust('none'),
  'logged.json': trust('v2'),
  'other.json': JSON.stringify(trustedRootOf(newInstance(), 'none')),
  'example.json': rulesOf().trustedRoot,
};

/** The reference policy, of which each kind may be signed by one identity. */
export const policy: EvidencePolicy = {
  kinds: Object.fromEntries(
    Object.entries(rulesOf().evidence.kinds).map(([kind, said]) => [
      kind,
      {
        ...said,
        signers: [{ identity: SIGNER, issuer: ISSUER, profile: 'private', trusted_root: 'trusted-root.json' }],
      },
    ]),
  ),
};

/** The policy with something else said about one kind. */
export function withPolicy(kind: EvidenceKind, changed: Partial<KindPolicy>, { kinds } = policy): EvidencePolicy {
  const said = kinds[kind];
  if (said === undefined) throw new Error(`expected a policy for ${kind}`);
  return { kinds: { ...kinds, [kind]: { ...said, ...changed } } };
}

let sigstore: Sigstore;

/** Signs with real cryptography, an hour before `AT`, for as long as a file of tests runs. */
export function withSigstore(): void {
  beforeAll(async () => {
    sigstore = await startSigstore({ clock: { now: () => Date.parse(SIGNED_AT) }, instance, log: 'none' });
  });
  afterAll(() => sigstore.close());
}

export function statementOf({ type, content }: Good, digest: object = { sha256: HEX }): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'payments-2026.47.tar.gz', digest }],
    predicateType: type,
    predicate: content,
  };
}

/** A Sigstore bundle over a statement, or over text that is none. */
export function signed(statement: object | string, who: Partial<Identity> = {}): Promise<object> {
  const text = typeof statement === 'string' ? statement : JSON.stringify(statement);
  return makeSeal({
    statement: Buffer.from(text),
    signingConfig: sigstore.signingConfig,
    identityToken: async () => sigstore.issueToken({ subject: SIGNER, issuer: ISSUER, ...who }),
    timeoutMs: 5000,
  });
}

export const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

export function citationOf(kind: EvidenceKind, changed: Partial<Citation> = {}): Citation {
  const uri = 'https://evidence.acme.example/payments/2026.47.json';
  return { kind, uri, checksum: `sha256:${'0'.repeat(64)}`, subjects: [ARTIFACT], ...changed };
}

interface Case {
  readonly subjects?: readonly Subject[];
  readonly rules?: EvidencePolicy;
  readonly at?: string;
}

/** What a Sigstore bundle proves, cited as the file that it is. */
export function proveBundle(kind: EvidenceKind, bundle: unknown, given: Case = {}): EvidenceProof {
  const bytes = bytesOf(bundle);
  return prove(kind, { from: 'file', bytes }, sha256(bytes), given);
}

export function prove(
  kind: EvidenceKind,
  material: Material,
  checksum: Citation['checksum'],
  { subjects = [ARTIFACT], rules = policy, at = AT }: Case = {},
): EvidenceProof {
  return proveEvidence(
    citationOf(kind, { checksum, subjects: [...subjects] }),
    material,
    { evidence: rules, roots },
    at,
  );
}

/** What content proves, when all else about it is right. */
export async function proveContent(kind: EvidenceKind, good: Good, given: Case = {}): Promise<EvidenceProof> {
  return proveBundle(kind, await signed(statementOf(good)), given);
}

export function goodOf(kind: EvidenceKind): Good {
  const [good] = Object.values(GOOD[kind]);
  if (good === undefined) throw new Error(`expected something good of ${kind}`);
  return good;
}

/** `verified`, or the code of the refusal. */
export function outcomeOf(proof: EvidenceProof): string {
  return proof.state === 'verified' ? 'verified' : proof.code;
}
