import { verdictOf } from '../audit/report.ts';
import { readClone } from '../audit/verify.ts';
import { storiesIn } from '../insight/history.ts';
import { historyText } from '../insight/history-text.ts';
import { answer, EXITS } from './answer-of-clone.ts';
import { namesOf, unknownPacket } from './named-in-ledger.ts';

/** Tells the story of a packet and gives the exit code. Throws `WrongArgument` for what the caller named wrongly. */
export async function packetHistory(
  id: string,
  clone: string,
  policies: string | undefined,
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  const { report, links, rules } = await readClone(clone, { policies, witnesses: [] });
  const verdict = verdictOf(report);
  const stories = storiesIn(links);
  const council = stories.councilOf(id);
  const told = stories.tell(id, await namesOf(rules, council === null ? [] : [council]));
  const found = !('alike' in told);
  if (json) say(JSON.stringify({ verdict, ...(found ? told : { packet: id, ...told }), ledger: report }, null, 2));
  else answer(report, found ? historyText(told) : unknownPacket(id, told.alike, verdict), say);
  return found ? EXITS[verdict] : 1;
}
