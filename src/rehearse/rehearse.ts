import type { Problem } from '../document/problem.ts';
import { visible } from '../report/markdown.ts';
import { type Rehearsal, readRehearsal } from './format.ts';
import { type Audience, playRehearsal } from './play.ts';
import { type Reference, reference, referenceAt } from './stage/reference.ts';
import { tellStep } from './steps.ts';

/** What became of one file. */
export type Outcome =
  | { readonly file: string; readonly outcome: 'as-expected'; readonly title: string; readonly ms: number }
  | {
      readonly file: string;
      readonly outcome: 'not-as-expected';
      readonly title: string;
      readonly ms: number;
      readonly differences: readonly PlacedDifference[];
    }
  | { readonly file: string; readonly outcome: 'wrong-file'; readonly problems: readonly Problem[] };

/** A difference, at the line of the step that showed it; of the file when it was found when all was over. */
export interface PlacedDifference {
  readonly line: number;
  readonly column: number;
  readonly step: string;
  readonly expected: string;
  readonly seen: string;
}

/** Reads and plays one file, on these policies. `bytes` is undefined where the file cannot be read. */
export async function rehearse(
  file: string,
  bytes: Uint8Array | undefined,
  audience: Audience = {},
  world: Reference = reference(),
): Promise<Outcome> {
  if (bytes === undefined) return { file, outcome: 'wrong-file', problems: [notThere(file)] };
  const read = readRehearsal(file, bytes, world);
  if (!read.ok) return { file, outcome: 'wrong-file', problems: read.problems };
  const { title, steps }: Rehearsal = read.value;
  const began = performance.now();
  const differences = await playRehearsal(read.value, audience, world);
  const played = { file, title, ms: Math.round(performance.now() - began) };
  if (differences.length === 0) return { ...played, outcome: 'as-expected' };
  const placed = differences.map(({ step, expected, seen }) => ({
    ...read.places(step === null ? [] : ['steps', step]),
    step: step === null ? 'afterwards' : tellStep(steps[step] ?? {}),
    expected,
    seen,
  }));
  return { ...played, outcome: 'not-as-expected', differences: placed };
}

/**
 * Plays files one after the other, each in a world of its own, on the policies of the governance repository that is
 * checked out at `policies`, or on the reference policies. Policies that do not load are a wrong file, too.
 */
export async function rehearseAll(
  files: readonly { readonly file: string; readonly bytes: Uint8Array | undefined }[],
  policies: string | undefined,
  played: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const note = (outcome: Outcome) => {
    outcomes.push(outcome);
    played(outcome);
  };
  const world = policies === undefined ? undefined : referenceAt(policies);
  if (policies !== undefined && world?.ok === false)
    note({ file: policies, outcome: 'wrong-file', problems: world.problems });
  else
    for (const { file, bytes } of files)
      note(await rehearse(file, bytes, {}, world?.ok ? world.reference : reference()));
  return outcomes;
}

/** 0 when all went as expected, 1 when one did not, 2 when a file was wrong. */
export function exitCodeOf(outcomes: readonly Outcome[]): 0 | 1 | 2 {
  const has = (wanted: Outcome['outcome']) => outcomes.some(({ outcome }) => outcome === wanted);
  if (has('wrong-file')) return 2;
  return has('not-as-expected') ? 1 : 0;
}

/** The outcome for a terminal. What was seen may quote what somebody wrote, so what cannot be seen is written out. */
export function outcomeText(outcome: Outcome): string {
  const lines = linesOf(outcome);
  return lines
    .flatMap((line) => line.split('\n'))
    .map(visible)
    .join('\n');
}

function linesOf(outcome: Outcome): string[] {
  const { file } = outcome;
  switch (outcome.outcome) {
    case 'as-expected':
      return [`as expected      ${file} (${outcome.ms} ms): ${outcome.title}`];
    case 'not-as-expected':
      return [
        `not as expected  ${file} (${outcome.ms} ms): ${outcome.title}`,
        ...outcome.differences.map(
          ({ line, column, step, expected, seen }) =>
            `  ${file}:${line}:${column}: ${step}\n    expected ${expected}\n    seen     ${seen}`,
        ),
      ];
    case 'wrong-file':
      return [
        `wrong file       ${file}`,
        ...outcome.problems.map(
          ({ path, line, column, code, message, hint }) =>
            `  ${path}:${line}:${column}: ${code}: ${message}\n    hint: ${hint}`,
        ),
      ];
  }
}

function notThere(path: string): Problem {
  const message = 'expected a file that can be read, seen none';
  return { path, line: 1, column: 1, code: 'missing-file', message, hint: 'check the path and who may read it' };
}
