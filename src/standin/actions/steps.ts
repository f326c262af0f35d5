import type { Inputs } from '../github/world.ts';
import { type Contexts, evaluate } from '../workflow/expression.ts';
import { Commands } from './commands.ts';
import type { Places } from './contexts.ts';
import type { StepPlan } from './plan.ts';
import { runNode } from './process.ts';
import type { Report } from './report.ts';
import { StepFiles } from './step-files.ts';

type Texts = Readonly<Record<string, string>>;

/** This project's Action, as it is started for each step that uses it. */
export interface ActionFile {
  readonly bundle: string;
  readonly args: readonly string[];
}

export interface Workplace {
  readonly places: Places;
  readonly report: Report;
  readonly action: ActionFile;
  /** `env` of the workflow and the job. */
  readonly env: Texts;
  readonly contexts: { readonly inputs: Inputs } & Contexts;
  /** What the runner tells each step; a workflow cannot change it. */
  readonly variables: Texts;
}

/** This project's Action in the checkout, or by its repository at some ref. */
const OURS = /^(\.\/|[\w.-]+\/countersign@[\w./-]+)$/;

/** The steps of one job, one after the other: each sees what those before it put out. */
export class Steps {
  readonly #at: Workplace;
  readonly #outputs: Record<string, { readonly outputs: Texts }> = {};
  #added: Texts = {};

  constructor(at: Workplace) {
    this.#at = at;
  }

  /** Whether it succeeded. An Action of somebody else is passed over, and the log says so. */
  async run(step: StepPlan, signal: AbortSignal): Promise<boolean> {
    const { places, report, action } = this.#at;
    if (!OURS.test(step.uses)) {
      report.say(`passed over, as nothing but this project's Action runs here: ${step.uses}`);
      return true;
    }
    report.say(`Run ${step.uses}`);
    const files = new StepFiles(places.temp);
    const commands = new Commands(report);
    const env = { ...this.#variables(step), ...files.variables };
    const { bundle: file, args } = action;
    const code = await runNode({ file, args, folder: places.workspace, env, signal }, (line) => commands.read(line));
    this.#keep(step, files);
    if (code !== 0) report.say(`ended with ${code === null ? 'no exit code' : `exit code ${code}`}`);
    return code === 0;
  }

  #variables(step: StepPlan): Texts {
    const { contexts, variables } = this.#at;
    const outer = evaluated(this.#at.env, { ...contexts, steps: this.#outputs });
    const known = { ...contexts, steps: this.#outputs, env: { ...outer, ...this.#added } };
    const inputs = Object.entries(evaluated(step.with, known));
    return {
      ...known.env,
      ...evaluated(step.env, known),
      ...variables,
      ...Object.fromEntries(inputs.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])),
      GITHUB_ACTION: step.id ?? (step.uses === './' ? '__self' : `__${step.uses.replace(/@.*/, '').replace('/', '_')}`),
      ...(step.uses === './' ? {} : actionOf(step.uses)),
    };
  }

  #keep(step: StepPlan, files: StepFiles): void {
    const { report } = this.#at;
    report.summarize(files.text('STEP_SUMMARY'));
    const outputs = files.pairs('OUTPUT');
    Object.assign(report.outputs, outputs);
    if (step.id !== undefined) this.#outputs[step.id] = { outputs };
    // What the runner itself says cannot be said otherwise, and these options would run code in every later step.
    const taken = Object.entries(files.pairs('ENV')).filter(([name]) => !/^(GITHUB_|RUNNER_|NODE_OPTIONS$)/.test(name));
    this.#added = { ...this.#added, ...Object.fromEntries(taken) };
  }
}

function evaluated(texts: Texts, contexts: Contexts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, evaluate(text, contexts)]));
}

function actionOf(uses: string): Texts {
  const [repository = '', ref = ''] = uses.split('@');
  return { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref };
}
