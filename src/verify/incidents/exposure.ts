import type { LedgerFacts } from '../../ledger/facts.ts';
import type { Rules } from '../../policy/rules.ts';
import type { Exposure, ReaderSeen, WayIn } from '../exposure.ts';
import { isWhole, namedBy, outsidersAmong } from '../readers.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Cause } from './cause.ts';
import { copyCauses } from './copies.ts';
import { forkCauses } from './forks.ts';
import { doneBy, FORWARDED } from './forwarded.ts';
import { recipientCauses } from './recipients.ts';

type Around = Pick<Surroundings, 'exposure' | 'rules' | 'ledger' | 'repository'>;

/** Redistribution as GitHub shows it: who may read what councils are sent, and where copies went. */
export function exposureCauses({ exposure, rules, ledger, repository }: Around): Cause[] {
  if (!('read' in exposure) || !('read' in ledger)) return [];
  const seen = exposure.read;
  const policies = 'read' in rules && rules.read.loaded.ok ? rules.read.loaded.rules : null;
  return [
    ...openedCauses(seen, repository.id),
    ...transferCauses(seen, repository),
    ...copyCauses(seen),
    // Without policies nobody knows who is named, and everything is held.
    ...(policies === null ? [] : byPolicy(seen, repository.id, policies, ledger.read)),
  ];
}

function byPolicy(seen: Exposure, repository: number, policies: Rules, ledger: LedgerFacts): Cause[] {
  const named = namedBy(policies, seen.teams);
  const { readers } = seen.governance;
  // The same of a council's policy that does not load, for those who are not named elsewhere.
  const outsiders = 'read' in readers && isWhole(policies) ? outsidersAmong(readers.read, named) : [];
  return [
    ...waysIn(outsiders).map((way) => outsiderCause(way, seen, repository, ledger.releases.size > 0)),
    ...forkCauses(seen, repository, named),
    ...recipientCauses(seen, policies, ledger),
  ];
}

function openedCauses({ governance, heard }: Exposure, repository: number): Cause[] {
  const { name, readers } = governance;
  if (!('read' in readers) || readers.read.visibility === 'private') return [];
  const { visibility } = readers.read;
  return [
    {
      ...FORWARDED,
      key: `visibility:${repository}`,
      lasting: false,
      what: `the governance repository is ${visibility}: every packet in it may be read by ${visibility === 'public' ? 'everybody' : 'everybody in the enterprise'}`,
      who: doneBy(heard, { what: 'visibility', repository, about: null }),
      where: name,
      undo: `gh api -X PATCH repos/${name} -f visibility=private`,
    },
  ];
}

/** A way in that no council names, with those who came by it; each is one cause, since one command ends it. */
interface Way {
  readonly key: string;
  readonly way: WayIn | null;
  readonly readers: readonly ReaderSeen[];
}

function waysIn(outsiders: readonly ReaderSeen[]): Way[] {
  const ways = new Map<string, Way>();
  for (const reader of outsiders) {
    for (const way of reader.by.length === 0 ? [null] : reader.by) {
      const key = keyOf(way, reader.account);
      ways.set(key, { key, way, readers: [...(ways.get(key)?.readers ?? []), reader] });
    }
  }
  return [...ways.values()];
}

function keyOf(way: WayIn | null, account: number): string {
  if (way?.way === 'team') return `team:${way.id}`;
  if (way?.way === 'organization') return way.owner ? `owner:${account}` : 'members';
  return way === null ? `reader:${account}` : `collaborator:${account}`;
}

const SHOWN = 20;

function outsiderCause({ key, way, readers }: Way, seen: Exposure, repository: number, released: boolean): Cause {
  const { governance, heard } = seen;
  const about = way?.way === 'team' ? way.id : (readers[0]?.account ?? null);
  const by = doneBy(heard, { what: way?.way === 'team' ? 'team' : 'collaborator', repository, about });
  const names = readers.slice(0, SHOWN).map(({ login }) => login);
  const more = readers.length > SHOWN ? ` and ${readers.length - SHOWN} more` : '';
  return {
    ...FORWARDED,
    // Before anything was released there is nothing to stop: the hold on each pull request says it too.
    halts: released,
    codes: [released ? 'forwarding-blocked' : 'audience-mismatch'],
    key: `${key}:${repository}`,
    lasting: false,
    what: `${names.join(', ')}${more} may read the governance repository ${wayText(way)}, and no council names them`,
    who: [...by, ...readers.map(({ account, login }) => ({ account, login }))].slice(0, 100),
    where: governance.name,
    undo: undoOf(way, readers[0]?.login ?? '', governance.name),
  };
}

function wayText(way: WayIn | null): string {
  if (way === null) return 'by a way that GitHub does not tell';
  if (way.way === 'invitation') return 'as invited';
  if (way.way === 'team') return `by the team ${way.name}`;
  return way.owner ? `as an owner of ${way.name}` : `as all members of ${way.name} may`;
}

function undoOf(way: WayIn | null, login: string, repository: string): string {
  if (way?.way === 'team') {
    const [org, slug] = way.name.split('/');
    return `gh api -X DELETE orgs/${org}/teams/${slug}/repos/${repository}`;
  }
  if (way?.way === 'organization')
    return way.owner
      ? `gh api -X PUT orgs/${way.name}/memberships/${login} -f role=member`
      : `gh api -X PATCH orgs/${way.name} -f default_repository_permission=none`;
  return `gh api -X DELETE repos/${repository}/collaborators/${login}`;
}

/** Whoever owns it now decides who reads it; GitHub answers under the earlier name. */
function transferCauses({ governance, heard }: Exposure, { id, owner, name }: Surroundings['repository']): Cause[] {
  const [now = ''] = governance.name.split('/');
  if (now.toLowerCase() === owner.toLowerCase()) return [];
  return [
    {
      ...FORWARDED,
      key: `transfer:${id}:${now.toLowerCase()}`,
      lasting: true,
      what: `the governance repository ${owner}/${name} belongs to ${now} now: it was transferred, or its owner renamed`,
      who: doneBy(heard, { what: 'transfer', repository: id, about: null }),
      where: governance.name,
      undo: `gh api repos/${governance.name}/transfer -f new_owner=${owner}`,
    },
  ];
}
