import { outcomeText } from '../../decision/outcome.ts';
import { exceptionId } from '../../exception/exception.ts';
import { standingAt } from '../../exception/state.ts';
import { entryBytes, entryHash } from '../../ledger/entry.ts';
import { addEntries, NO_FACTS } from '../../ledger/facts.ts';
import type { Stage } from './stage.ts';

/** The signatures that counted on a pull request, in the order in which the ledger took them: `cyd hold`. */
export function signedOn({ record }: Stage, number: number): string[] {
  return record.entries.flatMap(({ kind, body }) => {
    if (kind !== 'signed' || body.pull !== number) return [];
    const { person, outcome, assurance } = body;
    return [`${person} ${outcomeText(outcome)}${assurance === 'review' ? '' : ' keyless'}`];
  });
}

/** How each exception stands now by the ledger: `bpe-2026-014/r1/exception-30d granted`. */
export function exceptionsOn({ record, now }: Stage): string[] {
  const links = record.entries.map((entry) => ({ entry, hash: entryHash(entryBytes(entry)) }));
  const all = [...addEntries(NO_FACTS, links).exceptions.values()].flat();
  return all.map((one) => `${exceptionId(one)} ${standingAt(one, now).state}`).sort();
}
