import type { Problem } from '../document/problem.ts';
import { type Rehearsal, readRehearsal } from './format.ts';
import { type Audience, playRehearsal } from './play.ts';
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

/** Reads and plays one file. `bytes` is undefined where the file cannot be read. */
export async function rehearse(file: string, bytes: Uint8Array | undefined, audience: Audience = {}): Promise<Outcome> {
  if (bytes === undefined) return { file, outcome: 'wrong-file', problems: [notThere(file)] };
  const read = readRehearsal(file, bytes);
  if (!read.ok) return { file, outcome: 'wrong-file', problems: read.problems };
  const { title, steps }: Rehearsal = read.value;
  const began = performance.now();
  const differences = await playRehearsal(read.value, audience);
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

/** 0 when all went as expected, 1 when one did not, 2 when a file was wrong. */
export function exitCodeOf(outcomes: readonly Outcome[]): 0 | 1 | 2 {
  const has = (wanted: Outcome['outcome']) => outcomes.some(({ outcome }) => outcome === wanted);
  if (has('wrong-file')) return 2;
  return has('not-as-expected') ? 1 : 0;
}

/** The outcome for a terminal. What was seen may quote what somebody wrote, so control characters are taken out. */
export function outcomeText(outcome: Outcome): string {
  const lines = linesOf(outcome);
  return lines.map((line) => line.replace(/(?!\n)\p{Cc}/gu, ' ')).join('\n');
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
