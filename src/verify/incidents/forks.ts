import type { Exposure, ForkSeen } from '../exposure.ts';
import type { NamedReaders } from '../readers.ts';
import type { Cause } from './cause.ts';
import { doneBy, FORWARDED } from './forwarded.ts';

/**
 * Forks of the governance repository that do not belong to somebody who may read it anyway. GitHub shows an App only
 * forks where it is installed, so that others are known by their number alone, and by name only from a webhook.
 */
export function forkCauses({ governance, heard }: Exposure, repository: number, named: NamedReaders): Cause[] {
  const { name, forkCount, forks } = governance;
  const unseen = forkCount - forks.length;
  // Webhooks tell of forks of other repositories too, wherever the App is installed.
  const own = heard.flatMap((one) => (one.repository === repository && one.fork !== null ? [one.fork] : []));
  const hidden = own.filter((fork) => !forks.some(({ id }) => id === fork.id));
  // A webhook names a fork; that there is one, the count must say.
  const known = unseen > 0 ? hidden.slice(-unseen) : [];
  const foreign = [...forks, ...known].filter(({ owner }) => !isPerson(owner, named));
  const undo = `gh api -X PATCH repos/${name} -F allow_forking=false`;
  const causes = foreign.map(
    (fork): Cause => ({
      ...FORWARDED,
      key: `fork:${repository}:${fork.id}`,
      lasting: true,
      what: `${fork.owner.login} has a fork of the governance repository, with every packet in it`,
      who: whoOf(fork, doneBy(heard, { what: 'fork', repository, about: fork.id })),
      where: fork.name,
      undo: `gh api -X DELETE repos/${fork.name} && ${undo}`,
    }),
  );
  const nameless = unseen - known.length;
  if (nameless <= 0) return causes;
  return [
    ...causes,
    {
      ...FORWARDED,
      key: `forks:${repository}:${forkCount}`,
      lasting: true,
      what: `GitHub counts ${forkCount} forks of the governance repository, and does not show ${nameless} of them to this App`,
      who: [],
      where: `${name}/forks`,
      undo,
    },
  ];
}

function isPerson({ id, type }: ForkSeen['owner'], { accounts }: NamedReaders): boolean {
  return type === 'User' && id !== null && accounts.has(id);
}

function whoOf({ owner }: ForkSeen, by: Cause['who']): Cause['who'] {
  const owning = { account: owner.id, login: owner.login };
  return by.some(({ account }) => account === owner.id) ? by : [...by, owning];
}
