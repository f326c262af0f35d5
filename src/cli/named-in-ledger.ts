import type { verdictOf } from '../audit/report.ts';
import type { Rulebook } from '../audit/rulebook.ts';
import { readCouncil } from '../council/council.ts';
import { type Names, namesIn } from '../insight/names.ts';
import { readPeople } from '../people/people.ts';
import { visible } from '../report/markdown.ts';

/** What to say of a packet that no entry names: of a broken ledger only the part was read whose chain holds. */
export function unknownPacket(id: string, alike: readonly string[], verdict: ReturnType<typeof verdictOf>): string[] {
  const known = verdict === 'wrong' ? 'that the ledger knows as far as its chain holds' : 'that the ledger knows';
  const there = alike.length === 0 ? 'none looks like it' : alike.join(', ');
  return [`expected a packet ${known}, seen \`${visible(id).slice(0, 100)}\``, `hint: ${there}`];
}

/** Numbers are called as today's policies of these councils call them. */
export async function namesOf(rules: Rulebook, councils: readonly string[]): Promise<Names> {
  const [peoplePath, paths] = ['people.yaml', councils.map((council) => `councils/${council}.yaml`)];
  const [peopleBytes, ...files] = await Promise.all([peoplePath, ...paths].map((path) => rules.read(path)));
  const people = peopleBytes ? readPeople(peoplePath, peopleBytes) : null;
  const named = paths.flatMap((path, index) => {
    const bytes = files[index];
    const council = bytes ? readCouncil(path, bytes) : null;
    return council?.ok ? [council.value] : [];
  });
  return namesIn(people?.ok ? people.value : null, named);
}
