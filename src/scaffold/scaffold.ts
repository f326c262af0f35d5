import { CODEOWNERS } from '../codeowners/place.ts';
import { loadRules } from '../policy/rules.ts';
import { explainPolicies } from '../report/policy/explain.ts';
import type { AnswerProblem, Answers } from './answers.ts';
import { behind, strangersIn } from './behind.ts';
import { codeowners } from './codeowners.ts';
import { policies } from './policies.ts';
import { rulesetFiles } from './rulesets.ts';
import { TEMPLATES } from './templates.ts';
import { uselessTrust } from './trust.ts';

/** The texts of the files that the answers name, and the workflow that Countersign ships as its example. */
export interface Sources {
  /** The raw public key in base64. */
  readonly ledgerKey: string;
  readonly trustedRoot: string;
  /** null where the bot seals. */
  readonly signingConfig: string | null;
  readonly workflow: string;
}

export type Scaffolded =
  | { readonly ok: true; readonly files: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problems: readonly AnswerProblem[] };

const PINNED = /^( +- uses: )\S+@[0-9a-f]{40}$/m;

/**
 * The files of `main` of a governance repository, by path. They are read as the bot will read them, and refused where
 * it would find anything broken or of no use, by the question that was answered so: nothing is scaffolded that does not
 * load.
 */
export function scaffold(answers: Answers, sources: Sources): Scaffolded {
  const files: Record<string, string> = {
    ...policies(answers, sources.ledgerKey),
    'policies/trusted-root.json': sources.trustedRoot,
    ...(sources.signingConfig !== null && { 'policies/signing-config.json': sources.signingConfig }),
    [CODEOWNERS]: codeowners(answers),
    ...TEMPLATES,
    ...(answers.seal === 'workflow' && { '.github/workflows/seal.yml': workflow(sources.workflow, answers.action) }),
    ...rulesetFiles(answers.app),
  };
  const rules = Object.entries(files)
    .filter(([path]) => path.startsWith('policies/'))
    .map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const { problems } = explainPolicies(rules, loadRules(rules, files[CODEOWNERS]), undefined);
  const wrong = [
    ...strangersIn(answers),
    ...problems
      .filter(({ code }) => code !== 'unknown-name')
      .map((problem) => behind(problem, files[problem.path] ?? '')),
    ...uselessTrust(sources.trustedRoot, sources.signingConfig),
  ];
  return wrong.length > 0 ? { ok: false, problems: wrong } : { ok: true, files };
}

/** The example with the Action that was named: its own names nobody's. */
function workflow(example: string, action: string): string {
  if (!PINNED.test(example)) throw new Error('expected one pinned step in the workflow that seals, seen none');
  return example.replace(PINNED, (_, step: string) => `${step}${action}`);
}
