import { outcomeText } from '../../decision/outcome.ts';
import type { Stage } from './stage.ts';

/** The signatures that counted on a pull request, in the order in which the ledger took them: `cyd hold`. */
export function signedOn({ record }: Stage, number: number): string[] {
  return record.entries.flatMap(({ kind, body }) => {
    if (kind !== 'signed' || body.pull !== number) return [];
    const { person, outcome, assurance } = body;
    return [`${person} ${outcomeText(outcome)}${assurance === 'review' ? '' : ' keyless'}`];
  });
}
