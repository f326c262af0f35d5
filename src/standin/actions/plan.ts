import { type Mapping, mapping } from '../workflow/file.ts';
import { Failed } from './failed.ts';
import { type JobPermissions, permissionsOf } from './permissions.ts';

/** A job as it will be done. Texts may hold expressions. */
export interface JobPlan {
  readonly id: string;
  readonly name: string;
  readonly selfHosted: boolean;
  readonly permissions: JobPermissions;
  readonly env: Texts;
  readonly minutes: number | undefined;
  readonly steps: readonly StepPlan[];
}

export interface StepPlan {
  readonly id: string | undefined;
  /** As written: `./`, or `owner/name@ref`. */
  readonly uses: string;
  readonly with: Texts;
  readonly env: Texts;
}

type Texts = Readonly<Record<string, string>>;

const OF_WORKFLOW = ['name', 'run-name', 'on', 'permissions', 'env', 'concurrency', 'jobs'];
const OF_JOB = ['name', 'runs-on', 'permissions', 'env', 'timeout-minutes', 'steps'];
const OF_STEP = ['id', 'name', 'uses', 'with', 'env'];

/** The jobs of a workflow, in its order. Throws `Failed` for each key that this runner does not know. */
export function planOf(document: Mapping): readonly JobPlan[] {
  onlyKnown(document, OF_WORKFLOW, '');
  const jobs = Object.entries(mapping(document.jobs) ?? {});
  if (jobs.length === 0) throw new Failed('not done by this runner: a workflow without jobs');
  return jobs.map(([id, job]) => jobOf(id, mapping(job) ?? {}, document));
}

function jobOf(id: string, job: Mapping, workflow: Mapping): JobPlan {
  onlyKnown(job, OF_JOB, `jobs.${id}.`);
  const { name = id, 'runs-on': labels, 'timeout-minutes': minutes, steps } = job;
  if (labels === undefined) throw new Failed(`not done by this runner: a job without \`runs-on\`: \`${id}\``);
  if (minutes !== undefined && typeof minutes !== 'number')
    throw new Failed('not done by this runner: timeout-minutes of that kind');
  return {
    id,
    name: String(name),
    selfHosted: [labels].flat().includes('self-hosted'),
    permissions: permissionsOf('permissions' in job ? job.permissions : workflow.permissions),
    env: { ...texts(workflow.env), ...texts(job.env) },
    minutes,
    steps: (Array.isArray(steps) ? steps : []).map((step, at) => stepOf(mapping(step) ?? {}, `jobs.${id}.steps.${at}`)),
  };
}

function stepOf(step: Mapping, at: string): StepPlan {
  onlyKnown(step, OF_STEP, `${at}.`);
  const { id, uses } = step;
  if (typeof uses !== 'string') throw new Failed(`not done by this runner: a step without \`uses\`: \`${at}\``);
  return { id: id === undefined ? undefined : String(id), uses, with: texts(step.with), env: texts(step.env) };
}

function texts(given: unknown): Texts {
  const entries = Object.entries(mapping(given) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value ?? '')]));
}

function onlyKnown(given: Mapping, known: readonly string[], at: string): void {
  const other = Object.keys(given).find((key) => !known.includes(key));
  if (other !== undefined) throw new Failed(`not done by this runner: \`${at}${other}\``);
}
