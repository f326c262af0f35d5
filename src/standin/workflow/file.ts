import { parse } from 'yaml';

/** What a workflow file says of itself and of how it is started by hand ("Workflow syntax for GitHub Actions"). */
export interface WorkflowFile {
  readonly name: string | null;
  /** `run-name`, its expressions as they stand. */
  readonly runName: string | null;
  /** The inputs of `on.workflow_dispatch`; undefined where it cannot be started by hand. */
  readonly dispatch: Readonly<Record<string, DispatchInput>> | undefined;
  /** The whole document, for who runs it. */
  readonly document: Mapping;
}

export interface DispatchInput {
  readonly type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  readonly required: boolean;
  readonly default: string | number | boolean | undefined;
  readonly options: readonly string[];
}

/** A mapping of a YAML document, its values not looked at yet. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Undefined for a text that is no mapping in YAML: GitHub then knows none of its triggers. */
export function readWorkflow(text: string): WorkflowFile | undefined {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    return undefined;
  }
  const file = mapping(document);
  if (file === undefined) return undefined;
  const { name, 'run-name': runName } = file;
  return {
    name: typeof name === 'string' ? name : null,
    runName: typeof runName === 'string' ? runName : null,
    dispatch: dispatchOf(file.on),
    document: file,
  };
}

export function mapping(value: unknown): Mapping | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** A trigger stands as one word, in a list of words, or as a key that may have nothing under it. */
function dispatchOf(on: unknown): WorkflowFile['dispatch'] {
  if (on === 'workflow_dispatch' || (Array.isArray(on) && on.includes('workflow_dispatch'))) return {};
  const triggers = mapping(on);
  if (triggers === undefined || !('workflow_dispatch' in triggers)) return undefined;
  const inputs = mapping(mapping(triggers.workflow_dispatch)?.inputs) ?? {};
  return Object.fromEntries(Object.entries(inputs).map(([name, given]) => [name, inputOf(mapping(given) ?? {})]));
}

const TYPES = ['string', 'boolean', 'number', 'choice', 'environment'] as const;

function inputOf(given: Mapping): DispatchInput {
  const { type, required, default: preset, options } = given;
  const simple = typeof preset === 'string' || typeof preset === 'number' || typeof preset === 'boolean';
  return {
    type: TYPES.find((known) => known === type) ?? 'string',
    required: required === true,
    default: simple ? preset : undefined,
    options: Array.isArray(options) ? options.map(String) : [],
  };
}
