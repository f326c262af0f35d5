import { z } from 'zod';
import { digest, httpsUrl, line } from '../../document/names.ts';

/** Parts of the predicates that this project defines. Their types are names, not pages. */

/** Where the sources are, and which commit of them. */
export const source = z
  .strictObject({
    repository: httpsUrl.meta({
      title: 'a repository',
      description: 'its https address, without `.git`',
      examples: ['https://github.com/acme/payments'],
    }),
    commit: z
      .string()
      .regex(/^[0-9a-f]{40}$/)
      .meta({ title: 'a commit', description: 'its 40 lower-case hex digits' }),
  })
  .meta({ description: 'the sources, and the one commit of them' });

/** A person by name, and as what they speak. */
export const speaker = z.strictObject({ name: line, role: line }).meta({ description: 'a person and their role' });

/** Something that stands somewhere, and what its bytes are. */
export const document = z.strictObject({ uri: httpsUrl, digest });
