import { code, table } from '../report/markdown.ts';

/** What a command of the Action came to. The door tells the runner; nothing here is a workflow command yet. */
export interface Outcome {
  /** 0 yes; 1 it parses and does not prove what is needed; 2 an input or a file is wrong; 3 could not decide. */
  readonly exit: 0 | 1 | 2 | 3;
  /** One short line: `verified`, `not proven`. */
  readonly title: string;
  /** What was expected and seen, and hints. May quote anybody's text. */
  readonly lines: readonly string[];
  /** Outputs of the step, by the names that action.yml gives them. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Markdown for the page of the run; whoever writes it escapes what it quotes. */
  readonly summary?: string;
}

/** Something that the workflow names is wrong. */
export interface InputProblem {
  readonly code: 'input-missing' | 'input-invalid' | 'input-unknown' | 'input-file';
  readonly message: string;
  readonly hint: string;
}

export function wrongInput(problems: readonly InputProblem[]): Outcome {
  const lines = problems.flatMap(({ code, message, hint }) => [`${code}: ${message}`, `  hint: ${hint}`]);
  return { exit: 2, title: 'wrong input', lines };
}

/** Why something is not what it must be. What was seen may quote anybody. */
export interface Reason {
  readonly code: string;
  readonly expected: string;
  readonly seen: string;
  readonly hint: string;
}

/** It parses, and is not what it must be. */
export function refused(title: string, { code: reason, expected, seen, hint }: Reason): Outcome {
  const cells = Object.entries({ reason, expected, seen, hint }).map(([what, said]) => [what, code(said)]);
  return {
    exit: 1,
    title,
    lines: [`${reason}: expected ${expected}, seen ${seen}`, `  hint: ${hint}`],
    summary: `### Countersign: ${title}\n\n${table(['what', 'said'], cells)}\n`,
  };
}

/** Only the message: what lies behind an error may hold what was sent. */
export function couldNotDecide(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : 'something that is no error was thrown';
  return {
    exit: 3,
    title: 'could not decide',
    lines: [message, '  hint: nothing was proven or disproven; run it again'],
  };
}
