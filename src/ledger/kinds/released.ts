import { z } from 'zod';
import {
  council,
  digest,
  entryNumber,
  id,
  oid,
  packet,
  person,
  repositories,
  revision,
  teams,
  window,
} from '../field.ts';

/** Approved, sealed, merged and delivered: from this entry on the council may act on the revision. */
export const released = z.strictObject({
  pull: id,
  packet,
  revision,
  council,
  digests: z.strictObject({ revision: digest, option_set: digest, blocked_paths: digest, evidence_state: digest }),
  terms: digest,
  approvers: z
    .array(z.strictObject({ person, account: id, review: id }))
    .min(1)
    .max(200)
    .readonly(),
  audience: z.strictObject({ repositories, teams }),
  review_window: window,
  merge: oid,
  deliveries: z
    .array(z.strictObject({ repository: id, issue: id }))
    .max(1000)
    .readonly(),
  seal: entryNumber,
});
