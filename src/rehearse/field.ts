import { z } from 'zod';
import { login, name } from '../document/names.ts';

/** What steps are written with. */

export const pullName = name.meta({
  title: 'the name of a pull request',
  description: 'as `open` calls it in this rehearsal: lower-case letters, digits and hyphens',
  examples: ['ask'],
});
export const headName = name.meta({
  title: 'the name of a head',
  description: 'as `head` of an earlier `open` or `push` calls it',
  examples: ['first'],
});
export const by = login.meta({
  title: 'an account',
  description: 'the login of an account of this world',
  examples: ['ann'],
});

/** A path in the repository. Any text: also what git or a packet should refuse. */
export const repositoryPath = z
  .string()
  .min(1)
  .max(500)
  .meta({ title: 'a path', description: 'from the root of the repository', examples: ['policies/people.yaml'] });

export const branchName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/)
  .meta({ title: 'a branch', description: 'without refs/heads/', examples: ['council/release-integrity'] });

/** A mapping that is laid over YAML: see `overlay.ts`. */
export const overlay = z
  .record(z.string(), z.json())
  .meta({ title: 'a mapping', description: 'laid over what is there: null takes a key away' });
