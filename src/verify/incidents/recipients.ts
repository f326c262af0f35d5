import type { LedgerFacts } from '../../ledger/facts.ts';
import type { Rules } from '../../policy/rules.ts';
import type { Exposure, RecipientSeen } from '../exposure.ts';
import type { Cause } from './cause.ts';
import { doneBy, FORWARDED } from './forwarded.ts';

/**
 * Repositories of an audience that are no longer what policy named. Who may read one of them is its own affair, since
 * policy names the repository; but nobody named the public, or whoever owns it now.
 */
export function recipientCauses({ audience, heard }: Exposure, rules: Rules, ledger: LedgerFacts): Cause[] {
  return audience.flatMap((recipient) => {
    const councils = Object.values(rules.councils).filter((one) =>
      one.audience.repositories.some(({ id }) => id === recipient.id),
    );
    return councils.flatMap(({ council }) => [
      ...opened(recipient, council, heard),
      ...(wasSentTo(recipient.id, council, ledger) ? gone(recipient, council, heard) : []),
    ]);
  });
}

function opened({ id, seen }: RecipientSeen, council: string, heard: Exposure['heard']): Cause[] {
  if (seen === null || seen.id !== id || seen.visibility === 'private') return [];
  return [
    {
      ...FORWARDED,
      council,
      key: `visibility:${id}:${council}`,
      lasting: false,
      what: `${seen.name}, to which packets of ${council} are delivered, is ${seen.visibility}`,
      who: doneBy(heard, { what: 'visibility', repository: id, about: null }),
      where: seen.name,
      undo: `gh api -X PATCH repos/${seen.name} -f visibility=private`,
    },
  ];
}

function gone({ id, name, seen }: RecipientSeen, council: string, heard: Exposure['heard']): Cause[] {
  const [owner = ''] = name.split('/');
  const [now = ''] = seen?.name.split('/') ?? [];
  const isThere = seen?.id === id && now.toLowerCase() === owner.toLowerCase();
  if (isThere) return [];
  const became = seen?.id === id ? `belongs to ${now} now` : 'is no longer there for this App';
  return [
    {
      ...FORWARDED,
      council,
      key: `recipient:${id}:${council}:${seen?.id === id ? now.toLowerCase() : 'gone'}`,
      lasting: true,
      what: `${name} (${id}), to which packets of ${council} were delivered, ${became}: others may read them`,
      who: doneBy(heard, { what: 'transfer', repository: id, about: null }),
      where: seen?.id === id ? seen.name : name,
      undo: seen?.id === id ? `gh api repos/${seen.name}/transfer -f new_owner=${owner}` : null,
    },
  ];
}

function wasSentTo(repository: number, council: string, { releases }: LedgerFacts): boolean {
  return [...releases.values()].some(
    (release) =>
      release.council === council && release.deliveries.some((delivery) => delivery.repository === repository),
  );
}
