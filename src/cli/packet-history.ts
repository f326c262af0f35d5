import { doubtText, verdictOf, wordsText } from '../audit/report.ts';
import type { Rulebook } from '../audit/rulebook.ts';
import { readClone } from '../audit/verify.ts';
import { readCouncil } from '../council/council.ts';
import { storiesIn } from '../insight/history.ts';
import { historyText } from '../insight/history-text.ts';
import { type Names, namesIn } from '../insight/names.ts';
import { readPeople } from '../people/people.ts';
import { visible } from '../report/markdown.ts';
import { harmless } from '../report/workflow-command.ts';

const EXITS = { whole: 0, wrong: 1, undecided: 3 } as const;

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
  const told = stories.tell(id, await namesOf(rules, stories.councilOf(id)));
  const found = !('alike' in told);
  if (json) say(JSON.stringify({ verdict, ...(found ? told : { packet: id, ...told }), ledger: report }, null, 2));
  else {
    if (verdict !== 'whole') say(doubtText(report));
    const lines = found ? historyText(told) : unknown(id, told.alike);
    for (const line of lines) say(harmless(line));
    say(wordsText(report));
  }
  return found ? EXITS[verdict] : 1;
}

function unknown(id: string, alike: readonly string[]): string[] {
  const there = alike.length === 0 ? 'none looks like it' : alike.join(', ');
  return [`expected a packet that the ledger knows, seen \`${visible(id).slice(0, 100)}\``, `hint: ${there}`];
}

/** Numbers are called as today's policies call them. */
async function namesOf(rules: Rulebook, council: string | null): Promise<Names> {
  const [peoplePath, councilPath] = ['people.yaml', `councils/${council}.yaml`];
  const [peopleBytes, councilBytes] = await Promise.all([
    rules.read(peoplePath),
    council === null ? null : rules.read(councilPath),
  ]);
  const people = peopleBytes === null ? null : readPeople(peoplePath, peopleBytes);
  const named = councilBytes === null ? null : readCouncil(councilPath, councilBytes);
  return namesIn(people?.ok ? people.value : null, named?.ok ? named.value : null);
}
