import { z } from 'zod';
import { digest } from '../document/names.ts';
import { CODE_NAMES } from '../finding/code.ts';

/**
 * What a piece of evidence proved when it was read: a part of the terms, so another state needs other approvals. That
 * it could not be read is no state: what it proved before stands, and nothing goes on until it is read again.
 */
export const evidenceState = z.discriminatedUnion('state', [
  // `statement` is the digest of the signed statement; null where GitHub's own word is the proof.
  z.strictObject({ state: z.literal('verified'), statement: digest.nullable() }),
  z.strictObject({ state: z.literal('refused'), code: z.enum(CODE_NAMES) }),
]);
export type EvidenceState = z.infer<typeof evidenceState>;
