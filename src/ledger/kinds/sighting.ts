import { z } from 'zod';
import { evidenceKind } from '../../evidence/kind.ts';
import { evidenceState } from '../../evidence/state.ts';
import { termsSchema } from '../../terms/terms.ts';
import { digest, id, instant, line, name, oid, packet } from '../field.ts';

/** A head of a pull request, and the activity row by which it arrived; null while no row names it. */
export const headSeen = z.strictObject({
  pull: id,
  head: oid,
  base: line(255),
  packet: packet.nullable(),
  // The decision that it carries, such as `bpe-2026-014/r2-d1`.
  decision: line(100).optional(),
  arrival: z.strictObject({ activity: id, at: instant, actor: id }).nullable(),
});

/** A review, with the commit that it was given on as GitHub said when it was first looked at. */
export const reviewSeen = z.strictObject({
  pull: id,
  review: id,
  account: id,
  state: z.enum(['approved', 'changes_requested', 'dismissed']),
  head: oid,
  submitted_at: instant,
});

/** What an owner who looks at this head is asked to approve. Reviews given before it do not bind these terms. */
export const termsShown = z.strictObject({
  pull: id,
  head: oid,
  arrival: id.nullable(),
  terms: termsSchema,
  digest,
  // Its options that would grant an exception, by id; left out where none would, and by early entries.
  exceptions: z.array(name).min(1).max(16).readonly().optional(),
});

/** What cited evidence proved when it was read: that of which the ledger did not know it, or knew otherwise. */
export const evidenceSeen = z.strictObject({
  pull: id,
  packet,
  evidence: z
    // `citation`: digest of the words of packet.yaml; the same words, cited anew, are the same evidence.
    .array(z.strictObject({ kind: evidenceKind, citation: digest, state: evidenceState }))
    .min(1)
    .max(64)
    .readonly(),
});
