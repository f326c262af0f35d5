import { doubtText, verdictOf } from '../audit/report.ts';
import { readClone } from '../audit/verify.ts';
import { WrongArgument } from '../audit/wrong-argument.ts';
import { councilsOf, figuresOf } from '../insight/figures.ts';
import { figuresText } from '../insight/figures-text.ts';
import type { Instant } from '../time/instant.ts';
import { answer, EXITS } from './answer-of-clone.ts';

interface AskedFor {
  readonly since?: Instant;
  readonly until?: Instant;
  readonly council?: string;
}

/** Prints the figures and gives the exit code. Throws `WrongArgument` for what the caller named wrongly. */
export async function figuresOfClone(
  clone: string,
  { since = null, until = null, council = null }: { [K in keyof AskedFor]: AskedFor[K] | null },
  policies: string | undefined,
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  if (since !== null && until !== null && since >= until)
    throw new WrongArgument(`expected --since before --until, seen ${since} and ${until}`);
  const { report, links } = await readClone(clone, { policies, witnesses: [] });
  const verdict = verdictOf(report);
  // A number made from a ledger that contradicts itself would be quoted without its doubts.
  if (verdict === 'wrong') {
    say(json ? JSON.stringify({ verdict, ledger: report }, null, 2) : doubtText(report));
    return 1;
  }
  if (council !== null) requireCouncil(council, councilsOf(links));
  const figures = figuresOf(links, { since, until, council });
  if (json) say(JSON.stringify({ verdict, ...figures, ledger: report }, null, 2));
  else answer(report, figuresText(figures), say);
  return EXITS[verdict];
}

function requireCouncil(council: string, known: readonly string[]): void {
  if (known.includes(council)) return;
  throw new WrongArgument(
    `expected a council that the ledger knows, seen \`${council}\`\nhint: there are ${known.join(', ') || 'none'}`,
  );
}
