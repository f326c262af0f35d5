import { MANIFEST_TYPE, manifestOf, manifestSubjects } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import type { SealBundle } from '../../src/seal/bundle.ts';
import { checkSeal, type SealToCheck } from '../../src/seal/check.ts';
import { makeSeal } from '../../src/seal/make.ts';
import { newInstance } from '../../src/standin/sigstore/instance.ts';
import { type Sigstore, type SigstoreOptions, startSigstore } from '../../src/standin/sigstore/sigstore.ts';
import type { Identity } from '../../src/standin/sigstore/token.ts';
import type { Terms } from '../../src/terms/terms.ts';
import { terms as recorded, sum } from '../ledger/sample.ts';

export const IDENTITY = 'https://countersign.acme.example/sealer';
export const ISSUER = 'https://login.acme.example';
export const NOW = Date.UTC(2026, 10, 22, 9);
/** The keys of all tests here. */
export const instance = newInstance();

export const terms: Terms = { ...recorded, revision: 2 };

/** What a `seal` intent says, with one owner's approval. */
export const intent = {
  packet: terms.packet,
  revision: terms.revision,
  head: 'a'.repeat(40),
  terms,
  approvals: [{ person: 'ann', account: 11, review: 21, submitted_at: '2026-11-22T10:00:00Z' }],
  policy_commit: 'b'.repeat(40),
};

export function manifestFor(revisionDigest = terms.digests.revision): Uint8Array {
  const changed = { ...terms, digests: { ...terms.digests, revision: revisionDigest } };
  return statementBytes(manifestOf({ ...intent, terms: changed }, { repository: 77, number: 12, hash: sum('6') }));
}

/** Starts a Sigstore with the keys of these tests, for as long as `use` takes. */
export async function withSigstore<T>(
  options: Partial<SigstoreOptions>,
  use: (sigstore: Sigstore) => Promise<T>,
): Promise<T> {
  const sigstore = await startSigstore({ clock: { now: () => NOW }, instance, ...options });
  try {
    return await use(sigstore);
  } finally {
    await sigstore.close();
  }
}

export function sealWith(
  sigstore: Sigstore,
  statement: Uint8Array | string = manifestFor(),
  identity: Partial<Identity> = {},
): Promise<SealBundle> {
  const who = { ...(identity.email === undefined ? { subject: IDENTITY } : {}), issuer: ISSUER, ...identity };
  return makeSeal({
    statement: typeof statement === 'string' ? new TextEncoder().encode(statement) : statement,
    signingConfig: sigstore.signingConfig,
    identityToken: async () => sigstore.issueToken(who),
    timeoutMs: 5000,
  });
}

/** Checks a seal of these terms as policy wants it, but for what the test changes. */
export function check(bundle: unknown, trustedRoot: object, changed: Partial<SealToCheck> = {}) {
  return checkSeal({
    bundle,
    subjects: manifestSubjects(terms),
    predicateType: MANIFEST_TYPE,
    profile: 'public',
    identity: IDENTITY,
    issuer: ISSUER,
    trustedRoot: JSON.stringify(trustedRoot),
    ...changed,
  });
}

/** What a check comes to: `ok`, or the code of its refusal. */
export function outcomeOf(result: ReturnType<typeof check>): string {
  return result.ok ? 'ok' : result.code;
}

/** A copy of some JSON with the value at a path (`a.b.0`) replaced; undefined takes it away. */
export function edited<T extends object>(json: T, path: string, value: unknown): T {
  const copy = structuredClone(json);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((place: object, key) => Object(Reflect.get(place, key)), copy);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return copy;
}

/** Every path of some JSON, its parents' included. */
export function pathsOf(json: unknown, prefix = ''): string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => [`${prefix}${key}`, ...pathsOf(value, `${prefix}${key}.`)]);
}
