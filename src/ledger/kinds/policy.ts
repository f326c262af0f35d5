import { z } from 'zod';
import { id, name, oid } from '../field.ts';

const approver = z.strictObject({ person: name, account: id, review: id });

/**
 * Two persons without a hand in it approved other rules at this head, which holds `base`, the tip of main. Main may
 * become exactly this head, until a finding about the pull request says otherwise.
 */
export const policyPassed = z.strictObject({
  pull: id,
  head: oid,
  base: oid,
  approvers: z.array(approver).min(2).max(200).readonly(),
});

/** The tip of main, and the merges of passed heads that brought it there from the tip that was known. */
export const mainSeen = z.strictObject({
  tip: oid,
  merges: z
    .array(z.strictObject({ commit: oid, pull: id, head: oid }))
    .min(1)
    .max(100)
    .readonly(),
});
