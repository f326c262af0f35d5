import { doubtText, verdictOf, wordsText } from '../audit/report.ts';
import { readClone } from '../audit/verify.ts';
import { type Delivery, deliveriesIn, deliveryText } from '../insight/deliveries.ts';
import { addEntries, NO_FACTS } from '../ledger/facts.ts';
import { harmless } from '../report/workflow-command.ts';

interface Asked {
  readonly packet?: string;
  readonly policies?: string;
  readonly json?: boolean;
}

/** Lists deliveries from a clone and gives the exit code. Throws `WrongArgument` for what the caller named wrongly. */
export async function deliveriesOfClone(
  clone: string,
  { packet, policies, json = false }: Asked,
  say: (line: string) => void,
): Promise<number> {
  const { report, links } = await readClone(clone, { policies, witnesses: [] });
  const verdict = verdictOf(report);
  const deliveries = deliveriesIn(addEntries(NO_FACTS, links), packet);
  if (json) say(JSON.stringify({ verdict, deliveries, ledger: report }, null, 2));
  else {
    if (verdict !== 'whole') say(doubtText(report));
    for (const line of deliveries.flatMap(deliveryText)) say(harmless(line));
    if (deliveries.length === 0) say('nothing was released, so nobody is to be told');
    say(wordsText(report));
  }
  if (verdict === 'wrong' || deliveries.some(({ state }) => state === 'dead letter')) return 1;
  return verdict === 'undecided' || deliveries.some(isOpen) ? 3 : 0;
}

function isOpen({ state }: Delivery): boolean {
  return state === 'waiting' || state === 'trying';
}
