import { evaluate, UnknownExpression } from '../../workflow/expression.ts';
import type { DispatchInput, WorkflowFile } from '../../workflow/file.ts';
import { actorOf } from '../actor.ts';
import type { Oid } from '../git/object.ts';
import { Refused } from '../refused.ts';
import { about, announce } from '../webhooks/announce.ts';
import type { Inputs, Repository, Viewer, Workflow, WorkflowRun, World } from '../world.ts';
import { queueRun, workflowFileOf } from './workflow-runs.ts';

interface Dispatch {
  readonly workflow: Workflow;
  /** A branch or a tag, by its short or its full name. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * Starts a workflow by hand, as it stands at the ref. Throws 422 for a ref that is not there, a workflow that has no
 * such trigger there (a file that cannot be read has none), and inputs that it does not take or lacks.
 */
export function dispatch(world: World, repository: Repository, viewer: Viewer, wanted: Dispatch): WorkflowRun {
  const { workflow } = wanted;
  const actor = actorOf(world, viewer);
  const [ref, headSha] = refNamed(repository, wanted.ref);
  const file = workflowFileOf(repository, headSha, workflow.path);
  if (file?.dispatch === undefined) throw new Refused(422, "Workflow does not have 'workflow_dispatch' trigger");
  const inputs = inputsOf(file.dispatch, wanted.inputs);
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
  const event = { inputs: Object.keys(texts).length > 0 ? texts : null, ref, workflow: workflow.path };
  announce(world, repository, actor.id, 'workflow_dispatch', null, event);
  return queueRun(world, repository, {
    ...{ workflow, ref, headSha, inputs, actor: actor.id, event: 'workflow_dispatch' },
    name: file.name ?? workflow.path,
    title: titleOf(file, inputs, { ref, actor: actor.login, event }) || (file.name ?? workflow.path),
    payload: { ...event, ...about(world, repository, actor.id) },
  });
}

function refNamed({ git }: Repository, name: string): [ref: string, oid: Oid] {
  for (const ref of [name, `refs/heads/${name}`, `refs/tags/${name}`]) {
    const oid = /^refs\/(heads|tags)\//.test(ref) ? git.ref(ref) : undefined;
    if (oid !== undefined) return [ref, oid];
  }
  throw new Refused(422, `No ref found for: ${name}`);
}

/** What was given and, where nothing was, what the workflow presets. */
function inputsOf(declared: NonNullable<WorkflowFile['dispatch']>, given: Dispatch['inputs']): Inputs {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0) throw new Refused(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const value = given[name] ?? input.default;
      if (value === undefined && input.required) throw new Refused(422, `Required input '${name}' not provided`);
      return [name, read(name, input, value)];
    }),
  );
}

function read(name: string, { type, options }: DispatchInput, value: unknown): string | number | boolean {
  const wrong = () => new Refused(422, `Invalid value for input '${name}'`);
  switch (type) {
    case 'boolean':
      if (value === undefined || String(value) === 'false') return false;
      if (String(value) === 'true') return true;
      throw wrong();
    case 'number':
      if (value === undefined) return 0;
      if (!/^-?\d+(\.\d+)?$/.test(String(value))) throw wrong();
      return Number(value);
    default:
      if (value !== undefined && typeof value !== 'string') throw wrong();
      if (value !== undefined && options.length > 0 && !options.includes(value))
        throw new Refused(422, `Provided value '${value}' for input '${name}' not in the list of allowed values`);
      return value ?? '';
  }
}

/** What `run-name` comes to; nothing where there is none. */
function titleOf({ runName }: WorkflowFile, inputs: Inputs, github: object): string {
  try {
    return evaluate(runName ?? '', { inputs, github }).trim();
  } catch (error) {
    if (error instanceof UnknownExpression) throw new Refused(422, `run-name: ${error.message}`);
    throw error;
  }
}
