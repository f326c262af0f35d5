import { z } from 'zod';
import { endpointUrl } from '../../council/endpoint.ts';
import { digest, entryNumber, id, ids, instant, name, oid, packet, revision } from '../field.ts';
import { proposers } from './effect.ts';

/** Approved, sealed, merged and delivered: from this entry on the council may act on the revision. */
export const released = z.strictObject({
  pull: id,
  packet,
  revision,
  council: name,
  digests: z.strictObject({ revision: digest, option_set: digest, blocked_paths: digest, evidence_state: digest }),
  terms: digest,
  approvers: z
    .array(z.strictObject({ person: name, account: id, review: id }))
    .min(1)
    .max(200)
    .readonly(),
  audience: z.strictObject({ repositories: ids, teams: ids, webhooks: z.array(endpointUrl).max(10).optional() }),
  review_window: z.strictObject({ opens: instant, closes: instant }),
  merge: oid,
  deliveries: z
    .array(z.strictObject({ repository: id, issue: id }))
    .max(1000)
    .readonly(),
  seal: entryNumber,
  // Who had a hand in it, and so never signs a decision about it. Releases from before there were decisions lack it.
  proposers: proposers.optional(),
});
