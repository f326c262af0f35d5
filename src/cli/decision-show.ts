import { releasedOptions } from '../audit/released-packet.ts';
import { verdictOf } from '../audit/report.ts';
import type { Rulebook } from '../audit/rulebook.ts';
import { readClone } from '../audit/verify.ts';
import { readCouncil } from '../council/council.ts';
import { decisionsIn, type Known, undecidedIn } from '../insight/decisions.ts';
import { decisionText, undecidedText } from '../insight/decisions-text.ts';
import { alike } from '../insight/history/alike.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { addEntries, NO_FACTS } from '../ledger/facts.ts';
import type { Option } from '../packet/packet.ts';
import { readPeople } from '../people/people.ts';
import { harmless } from '../report/workflow-command.ts';
import { answer, EXITS } from './answer-of-clone.ts';
import { unknownPacket } from './named-in-ledger.ts';

/** Tells what is decided about a packet and gives the exit code. Throws `WrongArgument` for what was named wrongly. */
export async function decisionShow(
  packet: string,
  clone: string,
  policies: string | undefined,
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  const { report, links, rules } = await readClone(clone, { policies, witnesses: [] });
  const verdict = verdictOf(report);
  const facts = addEntries(NO_FACTS, links);
  if (!facts.packets.has(packet)) {
    const near = alike(packet, facts.packets.keys());
    if (json) say(JSON.stringify({ verdict, packet, alike: near, ledger: report }, null, 2));
    else for (const line of unknownPacket(packet, near, verdict)) say(harmless(line));
    return 1;
  }
  const { options, unread } = await optionsOf(packet, clone, facts);
  const decisions = decisionsIn(facts, packet, { ...(await policiesFor(packet, facts, rules)), options });
  const undecided = undecidedIn(facts, packet);
  if (json)
    say(JSON.stringify({ verdict, packet, decisions, undecided: undecided.map(waiting), ledger: report }, null, 2));
  else {
    const told = decisions.flatMap((one) => decisionText(one, options.get(one.revision) ?? []));
    const lines = [...told, ...undecided.map(undecidedText), ...unread];
    answer(report, lines.length === 0 ? [`${packet}: nothing of it is released to be decided`] : lines, say);
  }
  return EXITS[verdict];
}

function waiting({ revision, entry, review_window }: ReturnType<typeof undecidedIn>[number]) {
  return { revision, release: entry.number, review_window };
}

/** What can be chosen, by revision, and a sentence for each of which the clone does not say it. */
async function optionsOf(packet: string, clone: string, { releases }: LedgerFacts) {
  const options = new Map<number, readonly Option[]>();
  const unread: string[] = [];
  for (const release of releases.values()) {
    if (release.packet !== packet) continue;
    const read = await releasedOptions(clone, release);
    if (typeof read === 'string') unread.push(`the options of revision ${release.revision} are not known: ${read}`);
    else options.set(release.revision, read);
  }
  return { options, unread };
}

/** Today's policies of the packet's council: they say who may still sign. */
async function policiesFor(packet: string, { packets }: LedgerFacts, rules: Rulebook): Promise<Omit<Known, 'options'>> {
  const path = `councils/${packets.get(packet)?.council ?? ''}.yaml`;
  const [councilBytes, peopleBytes] = await Promise.all([rules.read(path), rules.read('people.yaml')]);
  const council = councilBytes === null ? null : readCouncil(path, councilBytes);
  const people = peopleBytes === null ? null : readPeople('people.yaml', peopleBytes);
  return { council: council?.ok ? council.value : null, people: people?.ok ? people.value : null };
}
