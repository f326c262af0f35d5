import { z } from 'zod';
import { id, line } from '../document/names.ts';

/** GitHub Actions itself, on github.com. */
const ACTIONS_APP = 15368;

/** A check whose success counts, by GitHub's word alone. */
export const checkRunPolicy = z.strictObject({
  app: id
    .refine((app) => app !== ACTIONS_APP, {
      error: `expected another App than GitHub Actions, seen its id ${ACTIONS_APP}`,
      params: { hint: 'whoever changes a workflow names its jobs as they like: list it under `workflow_runs`' },
    })
    .meta({ description: 'the id of the App whose check it is' }),
  name: line.meta({ description: 'the name of the check, letter by letter' }),
  repository: id.meta({ description: 'the id of the repository' }),
});

/** A workflow whose success counts, by GitHub's word alone; never as a run for a pull request. */
export const workflowRunPolicy = z.strictObject({
  path: z
    .string()
    .regex(/^\.github\/workflows\/[A-Za-z0-9._-]{1,100}\.ya?ml$/)
    .meta({
      title: 'a workflow file',
      description: 'its path in the repository',
      examples: ['.github/workflows/ci.yml'],
    }),
  repository: id.meta({ description: 'the id of the repository' }),
  branch: line.optional().meta({ description: 'the branch that it must have run for; without it any' }),
});
export type CheckRunPolicy = Readonly<z.infer<typeof checkRunPolicy>>;
export type WorkflowRunPolicy = Readonly<z.infer<typeof workflowRunPolicy>>;
