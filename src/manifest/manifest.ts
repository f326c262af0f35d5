import { z } from 'zod';
import type { Digest } from '../digest/digest.ts';
import { digest, id, oid } from '../document/names.ts';
import { type Terms, termsDigest, termsSchema } from '../terms/terms.ts';
import { instant } from '../time/instant.ts';
import { statementSchema } from './statement.ts';

/** A name, not a page. */
export const MANIFEST_TYPE = 'https://countersign.dev/manifest/v1';

const approval = z.strictObject({ person: z.string(), account: id, review: id, submitted_at: instant });

const predicate = z.strictObject({
  packet: z.string(),
  revision: z.int().min(1),
  head: oid,
  terms: termsSchema,
  approvals: z.array(approval).min(1),
  policy_commit: oid,
  intent: z.strictObject({ number: z.int().nonnegative(), hash: digest }),
  repository: id,
});

/** What a seal is over: that these owners approved these terms of this head, and which ledger entry says so. */
export const manifestSchema = statementSchema.extend({ predicateType: z.literal(MANIFEST_TYPE), predicate });
export type Manifest = z.infer<typeof manifestSchema>;

/** A seal's `intent` entry, as far as it becomes the manifest. */
export interface SealIntent {
  readonly packet: string;
  readonly revision: number;
  readonly head: string;
  readonly terms: Terms;
  /** The owner approvals that counted, in the entry's order. */
  readonly approvals: readonly z.infer<typeof approval>[];
  readonly policy_commit: string;
}

/** Where the entry stands: in which repository's ledger, as which number, and the digest of its bytes. */
export interface IntentPlace {
  readonly repository: number;
  readonly number: number;
  readonly hash: Digest;
}

/**
 * The manifest of an intent. Nothing but the entry and its place goes in, so that whoever reads the ledger builds the
 * same one, byte for byte.
 */
export function manifestOf(intent: SealIntent, { repository, number, hash }: IntentPlace): Manifest {
  const { packet, revision, head, terms, approvals, policy_commit } = intent;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: Object.entries(manifestSubjects(terms)).map(([name, sum]) => ({
      name,
      digest: { sha256: sum.slice('sha256:'.length) },
    })),
    predicateType: MANIFEST_TYPE,
    predicate: {
      packet,
      revision,
      head,
      terms,
      approvals: [...approvals],
      policy_commit,
      intent: { number, hash },
      repository,
    },
  };
}

/**
 * What the manifest is about, by name: the listing of the packet's files, as `countersign digest --sums` prints it,
 * and the terms in canonical JSON.
 */
export function manifestSubjects(terms: Terms): Readonly<Record<string, Digest>> {
  return {
    [`packets/${terms.packet}/SHA256SUMS`]: terms.digests.revision,
    [`packets/${terms.packet}/terms.json`]: termsDigest(terms),
  };
}
