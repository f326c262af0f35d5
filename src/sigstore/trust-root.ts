import { type CertificateAuthority, TrustedRoot } from '@sigstore/protobuf-specs';
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { writtenOnce } from './der.ts';
import { Refused } from './refused.ts';

const MEDIA_TYPES = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
];

/** The authorities and logs that a trusted root names. */
export interface TrustRoot extends TrustMaterial {
  /** What the authorities are called, in their order. */
  readonly names: Readonly<Record<'certificateAuthorities' | 'timestampAuthorities', readonly string[]>>;
}

/** Roots that were read, by their text: a ledger's seals are all judged by a few, and reading one takes milliseconds. */
const known = new Map<string, TrustRoot>();
const MOST_KNOWN = 16;

/**
 * Reads a trusted root (JSON, sigstore/protobuf-specs `sigstore_trustroot.proto`). Every key must say since when it is
 * valid: the verifier takes one that does not for valid since ever. Throws `Refused` with `trust-root-stale`.
 */
export function readTrustRoot(json: string): TrustRoot {
  const root = known.get(json) ?? parsed(json);
  known.set(json, root);
  const [oldest = ''] = known.keys();
  if (known.size > MOST_KNOWN) known.delete(oldest);
  return root;
}

function parsed(json: string): TrustRoot {
  try {
    const root = TrustedRoot.fromJSON(JSON.parse(json));
    if (!MEDIA_TYPES.includes(root.mediaType)) throw stale(MEDIA_TYPES.join(' or '), root.mediaType);
    const logs = [...root.tlogs, ...root.ctlogs].map((log) => log.publicKey?.validFor);
    const authorities = [...root.certificateAuthorities, ...root.timestampAuthorities].map(({ validFor }) => validFor);
    const open = [...logs, ...authorities].filter((validFor) => !isInstant(validFor?.start));
    if (open.length > 0) throw stale('`validFor.start` for every key and authority', `${open.length} without it`);
    const material = toTrustMaterial(root);
    for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
      for (const certificate of certChain) writtenOnce(certificate);
    const names = (those: readonly CertificateAuthority[]) =>
      those.map(({ uri, subject }) => uri || subject?.commonName || 'unnamed');
    return {
      ...material,
      names: {
        certificateAuthorities: names(root.certificateAuthorities),
        timestampAuthorities: names(root.timestampAuthorities),
      },
    };
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw stale('a Sigstore trusted root in JSON', error instanceof Error ? error.message : 'something else');
  }
}

/** What a bundle leans on: instants, those of a certificate and of timestamp authorities, and the logs that it is in. */
export interface Leaning {
  readonly instants: readonly Date[];
  readonly certified: readonly Date[];
  readonly timestamped: readonly Date[];
  readonly logIds: readonly Uint8Array[];
}

/**
 * Refuses where the root has nobody for that time, before anything is verified: the seal may be good, and the root
 * old. A log that proves inclusion without a time of its own must be valid then, too: the verifier does not look.
 */
export function requireCurrent(root: TrustMaterial, { instants, certified, timestamped, logIds }: Leaning): void {
  for (const instant of certified) requireOne('certificate authority', root.certificateAuthorities, instant);
  for (const instant of timestamped) requireOne('timestamp authority', root.timestampAuthorities, instant);
  for (const id of logIds) {
    const logs = root.tlogs.filter(({ logID }) => logID.equals(id));
    for (const instant of logs.length > 0 ? instants : []) requireOne('transparency log', logs, instant);
  }
}

interface Valid {
  readonly validFor: { readonly start: Date; readonly end: Date };
}

function requireOne(what: string, those: readonly Valid[], instant: Date): void {
  if (those.some(({ validFor }) => validFor.start <= instant && instant <= validFor.end)) return;
  throw stale(`a ${what} that is valid at ${instant.toISOString()}`, `none of ${those.length}`);
}

function isInstant(date: Date | undefined): boolean {
  return date !== undefined && Number.isFinite(date.getTime());
}

function stale(expected: string, seen: string): Refused {
  return new Refused('trust-root-stale', expected, seen);
}
