import { z } from 'zod';
import { endpointUrl } from '../council/endpoint.ts';
import { type Digest, digestOf } from '../digest/digest.ts';
import { digest, id, name } from '../document/names.ts';
import { instant } from '../time/instant.ts';

/**
 * Who receives a release: GitHub's ids and the addresses of endpoints, sorted. A repository can be renamed, an endpoint
 * has nothing but its address. Without `webhooks` where the council has no endpoints.
 */
const audience = z.strictObject({
  repositories: z.array(id),
  teams: z.array(id),
  webhooks: z.array(endpointUrl).optional(),
});

/** What an owner approves. The policy is a digest of the rules. */
export const termsSchema = z.strictObject({
  schema: z.literal('governance.v1.Terms'),
  packet: z.string(),
  revision: z.int().min(1),
  digests: z.strictObject({
    revision: digest,
    option_set: digest,
    blocked_paths: digest,
    evidence_state: digest,
  }),
  council: name,
  audience,
  review_window: z.strictObject({ opens: instant, closes: instant }),
  scope: z.enum(['test', 'production']),
  policy: digest,
});

export type Terms = z.infer<typeof termsSchema>;

/** The digest by which an approval, a seal and a release name these terms. */
export function termsDigest(terms: Terms): Digest {
  return digestOf(terms);
}
