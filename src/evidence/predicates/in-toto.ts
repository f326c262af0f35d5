import { z } from 'zod';
import { type Instant, instantOf, isInstant, msOf } from '../../time/instant.ts';

/** Parts that predicates of others share, by the in-toto Attestation Framework v1 (`spec/v1/`). */

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** `field_types.md`, Timestamp: RFC 3339. Read as the whole second that holds it. */
export const timestamp = z
  .string()
  .regex(RFC3339)
  .transform((text, context): Instant => {
    const instant = instantOf(Date.parse(text));
    // What `Date` rolls over, such as 30 February, no clock has shown.
    if (instant !== undefined && isInstant(`${text.slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`)) return instant;
    context.addIssue({ code: 'custom', message: 'expected a date and time of the calendar' });
    return z.NEVER;
  })
  .meta({ title: 'an RFC 3339 timestamp' });

/** `field_types.md`, ResourceURI and TypeURI: RFC 3986, with a scheme. */
export const uri = z
  .string()
  .max(2000)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/)
  .meta({ title: 'a URI' });

/** `digest_set.md`: hex of the length that the algorithm gives, for the algorithms that git and we know. */
const digestSet = z.record(z.string(), z.string().regex(/^[!-~]+$/)).refine(
  (set) =>
    Object.entries(set).every(([algorithm, value]) => {
      const length = Object.hasOwn(HEX_LENGTHS, algorithm) ? HEX_LENGTHS[algorithm] : undefined;
      return length === undefined || (value.length === length && /^[0-9a-f]+$/.test(value));
    }),
  { error: 'expected lower-case hex digests of full length' },
);
const HEX_LENGTHS: Readonly<Record<string, number>> = {
  sha1: 40,
  gitCommit: 40,
  gitTree: 40,
  gitBlob: 40,
  gitTag: 40,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

/** `resource_descriptor.md`: at least one of `uri`, `digest` and `content`. */
export const resource = z
  .looseObject({
    name: z.string().nullish(),
    uri: uri.nullish(),
    digest: digestSet.nullish(),
    content: z.string().nullish(),
  })
  .refine(({ uri, digest, content }) => Boolean(uri || content || Object.keys(digest ?? {}).length > 0), {
    error: 'expected a resource with a uri, a digest or a content',
  });

/** How far clocks of honest machines differ. */
const SKEW_MS = 60_000;

/** Whether a time that a content tells of can have been by now. */
export function hasBeen(time: Instant, at: Instant): boolean {
  return msOf(time) <= msOf(at) + SKEW_MS;
}
