import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { line } from '../../document/names.ts';
import { hasBeen, resource, timestamp, uri } from './in-toto.ts';
import { predicate, short } from './predicate.ts';

const content = z.looseObject({
  verifier: z.looseObject({ id: uri }),
  timeVerified: timestamp,
  resourceUri: uri,
  policy: resource.refine((policy) => Boolean(policy.uri), { error: 'expected a policy with a uri' }),
  verificationResult: z.enum(['PASSED', 'FAILED']),
  verifiedLevels: z.array(z.string()),
});

/** SLSA Verification Summary Attestation v1 (slsa.dev/spec/v1.0/verification_summary). */
export const vsa = predicate({
  types: { 'https://slsa.dev/verification_summary/v1': content },
  demands: z.strictObject({
    verifiers: distinct(uri, { min: 1, max: 50 }).meta({ description: 'each `verifier.id` that counts, exactly' }),
    levels: distinct(line, { min: 1, max: 20 }).meta({
      description: 'what must at least be verified; a SLSA level includes those below it in its track',
      examples: ['SLSA_BUILD_LEVEL_3'],
    }),
    resources: distinct(uri, { min: 1, max: 200 })
      .optional()
      .meta({ description: 'each `resourceUri` that counts, exactly; without it any' }),
  }),
  says: ({ verifier, timeVerified, resourceUri, verificationResult, verifiedLevels }, { demands, at }) => {
    const failed = verifiedLevels.includes('FAILED') ? 'FAILED' : verificationResult;
    if (failed !== 'PASSED') return short('the result PASSED', failed);
    if (!demands.verifiers.includes(verifier.id))
      return short(`a verifier of ${demands.verifiers.join(', ')}`, verifier.id);
    if (demands.resources?.includes(resourceUri) === false)
      return short(`a resource of ${demands.resources.join(', ')}`, resourceUri);
    const unmet = demands.levels.filter((level) => !verifiedLevels.some((verified) => reaches(verified, level)));
    if (unmet.length > 0)
      return short(`verified levels of at least ${unmet.join(', ')}`, verifiedLevels.join(', ') || 'none');
    if (!hasBeen(timeVerified, at)) return short(`a time of verification until ${at}`, timeVerified);
    return [`PASSED by ${verifier.id} at ${timeVerified}`, verifiedLevels.join(', '), `for ${resourceUri}`];
  },
});

/** "Each SLSA level implies all levels below it"; levels of other names imply nothing. */
function reaches(verified: string, wanted: string): boolean {
  const [, track, has] = LEVEL.exec(verified) ?? [];
  const [, sameTrack, needs] = LEVEL.exec(wanted) ?? [];
  return verified === wanted || (track !== undefined && track === sameTrack && Number(has) >= Number(needs));
}
const LEVEL = /^SLSA_([A-Z]+)_LEVEL_(\d)$/;
