import { type AuditReport, doubtText, verdictOf, wordsText } from '../audit/report.ts';
import { harmless } from '../report/workflow-command.ts';

/** How a command ends that answers from a ledger, by the verdict on that ledger. */
export const EXITS = { whole: 0, wrong: 1, undecided: 3 } as const;

/** Prints an answer from a ledger: before it what is wrong with the ledger, after it by whose word it is. */
export function answer(report: AuditReport, lines: readonly string[], say: (line: string) => void): void {
  if (verdictOf(report) !== 'whole') say(doubtText(report));
  for (const line of lines) say(harmless(line));
  say(wordsText(report));
}
