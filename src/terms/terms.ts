import { z } from 'zod';
import { type Digest, digestOf } from '../digest/digest.ts';
import { digest, id, name } from '../document/names.ts';
import { instant } from '../time/instant.ts';

/** What an owner approves. Numbers of the audience are GitHub's ids, sorted; the policy is a digest of the rules. */
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
  audience: z.strictObject({ repositories: z.array(id), teams: z.array(id) }),
  review_window: z.strictObject({ opens: instant, closes: instant }),
  scope: z.enum(['test', 'production']),
  policy: digest,
});

export type Terms = z.infer<typeof termsSchema>;

/** The digest by which an approval, a seal and a release name these terms. */
export function termsDigest(terms: Terms): Digest {
  return digestOf(terms);
}
