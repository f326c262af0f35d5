import type { Environment } from '../inputs.ts';
import { requireExactly } from './not-sealed.ts';

/** The run in which we are, as the runner tells it. What of it decides, the identity token says once more. */
export interface Run {
  readonly owner: string;
  readonly name: string;
  /** The repository's id. */
  readonly repository: number;
  /** `<owner>/<name>/.github/workflows/<file>@<ref>`. */
  readonly workflowRef: string;
  /** The address that people use, such as `https://github.com`. */
  readonly webUrl: string;
  readonly apiUrl: string;
  /** A folder that goes with the job. */
  readonly temp: string;
}

const WANTED = {
  GITHUB_EVENT_NAME: 'workflow_dispatch',
  GITHUB_REF: 'refs/heads/main',
  RUNNER_ENVIRONMENT: 'github-hosted',
};

/**
 * The run, if it is one that may seal at all (docs.github.com, "Variables reference"): dispatched, on main, on a
 * machine of GitHub's. Throws `NotSealed`.
 */
export function readRun(env: Environment): Run {
  requireExactly(env, WANTED, 'the workflow that seals is dispatched, on main, to a runner that GitHub hosts');
  const [owner = '', name = ''] = told(env, 'GITHUB_REPOSITORY').split('/');
  return {
    owner,
    name,
    repository: Number(told(env, 'GITHUB_REPOSITORY_ID')),
    workflowRef: told(env, 'GITHUB_WORKFLOW_REF'),
    webUrl: told(env, 'GITHUB_SERVER_URL'),
    apiUrl: told(env, 'GITHUB_API_URL'),
    temp: told(env, 'RUNNER_TEMP'),
  };
}

function told(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`expected ${name} from the runner, seen nothing`);
  return value;
}
