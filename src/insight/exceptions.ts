import { outcomeText } from '../decision/outcome.ts';
import { type ExceptionFacts, exceptionId, type Said } from '../exception/exception.ts';
import { reachLines } from '../exception/reach.ts';
import { type ExceptionStanding, standingAt } from '../exception/state.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { Instant } from '../time/instant.ts';

/** An exception with what the ledger says of it, and how it stands at an instant. */
export interface ExceptionTold extends ExceptionFacts, ExceptionStanding {
  /** `bpe-2026-014/r2/exception-30d` */
  readonly id: string;
}

/** Every exception that was ever asked for, in the order in which the ledger first names their packets. */
export function exceptionsIn({ exceptions }: LedgerFacts, instant: Instant): ExceptionTold[] {
  return [...exceptions.values()].flat().map((one) => ({ id: exceptionId(one), ...one, ...standingAt(one, instant) }));
}

/** One line of a list. */
export function exceptionLine({ id, state, because }: ExceptionTold): string {
  return `${id}: ${state}, ${because}`;
}

/** All that is known of one: each entry that speaks of it, and what was granted. */
export function exceptionText(told: ExceptionTold): string[] {
  const { council, requested, released, ended, concluded, granted } = told;
  const said = (what: string, one: Said | null) => (one === null ? [] : [`  entry ${one.entry}  ${one.at}  ${what}`]);
  const grant =
    granted === null
      ? []
      : [
          `  ${granted.title}`,
          ...reachLines(granted.reach).map((bound) => `  ${bound}`),
          `  until ${granted.expires}`,
          `  asked for by ${granted.requester ?? 'nobody who is named'}; signed by ${granted.signers.join(', ')}`,
          `  because: ${granted.rationale.trim()}`,
        ];
  return [
    exceptionLine(told),
    `  of council ${council}`,
    ...grant,
    ...said('shown to owners', requested),
    ...said('released to the council', released),
    ...said(`the revision was ${ended?.how}`, ended),
    ...(concluded === null
      ? []
      : said(`concluded: ${outcomeText(concluded.outcome)}, scope ${concluded.scope}`, concluded)),
    ...said('granted', granted),
  ];
}
