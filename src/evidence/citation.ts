import { z } from 'zod';
import { distinct } from '../document/checks.ts';
import { digest, line } from '../document/names.ts';
import { evidenceUri } from './address.ts';
import { evidenceKind } from './kind.ts';

/** What evidence speaks of: an artifact by the SHA-256 of its bytes, or a commit by git's name for it. */
export type Subject = `sha256:${string}` | `gitCommit:${string}`;

export const subject: z.ZodType<Subject> = z
  .union([digest, z.templateLiteral(['gitCommit:', z.string().regex(/^[0-9a-f]{40}$/)])])
  .meta({
    title: 'a subject',
    description: '`sha256:` and the 64 lower-case hex digits of an artifact, or `gitCommit:` and the 40 of a commit',
    examples: ['gitCommit:3b18e512dba79e4c8300dd08aeb37f8e728b8dad'],
  });

const subjects = distinct(subject, { min: 1, max: 64 }).meta({
  description: 'the artifacts and commits that it speaks of',
});

/** One piece of evidence as packet.yaml cites it: where it stands, what it must be, and what it must speak of. */
export const citation = z.strictObject({
  kind: evidenceKind,
  uri: evidenceUri,
  checksum: digest.meta({
    description: 'of the bytes that a file has; of the signed statement, or of the run, where GitHub is asked',
  }),
  subjects,
  produced_by_run: line.optional().meta({ description: 'the run that made it' }),
});
export type Citation = z.infer<typeof citation>;
