import { z } from 'zod';
import type { Digest } from '../digest/digest.ts';

/** The names, ids and texts that files hold: GitHub's and ours. Each says what it looks like, for hints and schemas. */

/** A name of ours: person key, council, option, blocked path. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/)
  .meta({
    title: 'a name of lower-case letters, digits and hyphens',
    description: 'a letter first, at most 32 characters',
    examples: ['release-integrity'],
  });

/** One line for people to read. */
export const line = z
  .string()
  .max(120)
  .regex(/^\S(?:[^\n\r]*\S)?$/)
  .meta({
    title: 'one line of text',
    description: 'at most 120 characters, without spaces at either end',
    examples: ['Hold promotion until provenance generation is restored'],
  });

/** Text for people to read, over as many lines as it takes. */
export const text = z
  .string()
  .max(10_000)
  .regex(/\S/)
  .meta({ title: 'some text', description: 'at most 10000 characters, not only spaces' });

/** An account's login. GitHub ends an App's with `[bot]`, and a managed user's with `_` and a short code. */
export const login = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,98}(?:\[bot\])?$/)
  .meta({ title: 'a GitHub login', description: 'as in the address of the profile, without @', examples: ['octocat'] });

/** GitHub's number for an account, repository or team: unlike the name it never changes and is never given anew. */
export const id = z
  .int()
  .min(1)
  .meta({ title: 'a GitHub id', description: 'the number that the API answers as `id`', examples: [583231] });

export const repositoryName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,98}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/)
  .meta({
    title: 'a repository',
    description: 'the owner and the name, with a slash between',
    examples: ['acme/release-integrity-council'],
  });

export const teamName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,98}\/[a-z0-9][a-z0-9._-]{0,99}$/)
  .meta({
    title: 'a team',
    description: 'the organization and the slug of the team, with a slash between',
    examples: ['acme/release-integrity'],
  });

export const digest: z.ZodType<Digest> = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]).meta({
  title: 'a digest',
  description: '`sha256:` and 64 lower-case hex digits',
  examples: ['sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
});

/** The id of a git object: SHA-1, as GitHub has it. */
export const oid = z.string().regex(/^[0-9a-f]{40}$/, 'expected 40 lower-case hex digits');

export const httpsUrl = z
  .string()
  .max(2000)
  .regex(/^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[!-~]*)?$/)
  .meta({
    title: 'an https address',
    description: 'a host and a path, without credentials',
    examples: ['https://token.actions.githubusercontent.com'],
  });

/** A repository or team under its name, for people, and its id, which is what counts. */
export const repository = z.strictObject({ name: repositoryName, id });
export const team = z.strictObject({ name: teamName, id });

export type Named = z.infer<typeof repository>;
