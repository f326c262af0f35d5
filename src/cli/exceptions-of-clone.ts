import { type AuditReport, verdictOf } from '../audit/report.ts';
import { readClone } from '../audit/verify.ts';
import { type ExceptionPlace, exceptionId } from '../exception/exception.ts';
import { isActive } from '../exception/state.ts';
import { type ExceptionTold, exceptionLine, exceptionsIn, exceptionText } from '../insight/exceptions.ts';
import { alike } from '../insight/history/alike.ts';
import { addEntries, NO_FACTS } from '../ledger/facts.ts';
import { compareInstants, type Instant } from '../time/instant.ts';
import { answer, EXITS } from './answer-of-clone.ts';

interface Asked {
  readonly at: Instant;
  /** Given, what the ledger says since is left out: nothing that is granted later covers what was done before. */
  readonly asOf: Instant | null;
  readonly policies: string | undefined;
  readonly json: boolean;
}

/** Lists every exception and gives the exit code. Throws `WrongArgument` for what the caller named wrongly. */
export async function listExceptions(clone: string, asked: Asked, say: (line: string) => void): Promise<number> {
  const { report, exceptions } = await exceptionsOf(clone, asked);
  const verdict = verdictOf(report);
  if (asked.json) say(JSON.stringify({ verdict, at: asked.at, exceptions, ledger: report }, null, 2));
  else {
    const none =
      verdict === 'wrong' ? 'as far as the chain holds no exception was asked for' : 'no exception was asked for';
    answer(report, exceptions.length === 0 ? [none] : [`at ${asked.at}`, ...exceptions.map(exceptionLine)], say);
  }
  return EXITS[verdict];
}

/** Tells all of one exception and gives the exit code, which is 0 only while it is in effect. */
export async function showException(
  place: ExceptionPlace,
  clone: string,
  asked: Asked,
  say: (line: string) => void,
): Promise<number> {
  const { report, exceptions } = await exceptionsOf(clone, asked);
  const verdict = verdictOf(report);
  const id = exceptionId(place);
  const told = exceptions.find((one) => one.id === id);
  const near =
    told === undefined
      ? alike(
          id,
          exceptions.map((one) => one.id),
        )
      : [];
  if (asked.json) {
    const found = told === undefined ? { id, alike: near } : { exception: told };
    say(JSON.stringify({ verdict, at: asked.at, ...found, ledger: report }, null, 2));
  } else {
    const unknown = [
      `expected an exception that the ledger knows, seen \`${id}\``,
      `hint: ${near.join(', ') || 'none looks like it'}`,
    ];
    answer(report, told === undefined ? unknown : [`at ${asked.at}`, ...exceptionText(told)], say);
  }
  if (verdict === 'wrong' || told === undefined || !isActive(told)) return 1;
  return EXITS[verdict];
}

async function exceptionsOf(
  clone: string,
  { at, asOf, policies }: Asked,
): Promise<{ report: AuditReport; exceptions: ExceptionTold[] }> {
  const { report, links } = await readClone(clone, { policies, witnesses: [] });
  const then = asOf === null ? links : links.filter(({ entry }) => compareInstants(entry.at, asOf) <= 0);
  return { report, exceptions: exceptionsIn(addEntries(NO_FACTS, then), at) };
}
