import { verdictOf } from '../audit/report.ts';
import { readClone } from '../audit/verify.ts';
import { type Delivery, deliveriesIn, deliveryText } from '../insight/deliveries.ts';
import { alike } from '../insight/history/alike.ts';
import { addEntries, NO_FACTS } from '../ledger/facts.ts';
import { answer } from './answer-of-clone.ts';
import { namesOf, unknownPacket } from './named-in-ledger.ts';

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
  const { report, links, rules } = await readClone(clone, { policies, witnesses: [] });
  const verdict = verdictOf(report);
  const facts = addEntries(NO_FACTS, links);
  const unknown = packet === undefined || facts.packets.has(packet) ? null : alike(packet, facts.packets.keys());
  const deliveries = deliveriesIn(facts, packet);
  if (json)
    say(JSON.stringify({ verdict, ...(unknown && { packet, alike: unknown }), deliveries, ledger: report }, null, 2));
  else {
    const names = await namesOf(rules, [...new Set([...facts.releases.values()].map(({ council }) => council))]);
    const told = deliveries.flatMap((delivery) => deliveryText(delivery, names));
    const none = verdict === 'wrong' ? NOTHING_AS_FAR : 'nothing was released, so nobody is to be told';
    const lines = packet !== undefined && unknown ? unknownPacket(packet, unknown, verdict) : told;
    answer(report, lines.length === 0 ? [none] : lines, say);
  }
  if (unknown || verdict === 'wrong' || deliveries.some(({ state }) => state === 'dead letter')) return 1;
  return verdict === 'undecided' || deliveries.some(isOpen) ? 3 : 0;
}

const NOTHING_AS_FAR = 'as far as its chain holds nothing was released; whom the rest would tell is not known';

function isOpen({ state }: Delivery): boolean {
  return state === 'waiting' || state === 'trying';
}
