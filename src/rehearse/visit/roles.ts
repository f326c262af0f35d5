import { isAgent, personOfAccount } from '../../people/people.ts';
import type { Rules } from '../../policy/rules.ts';
import type { Role } from '../../standin/github/pages/visit.ts';
import type { User } from '../../standin/github/world.ts';

const GROUPS = ['Agents', 'Owners', 'Council members', 'Others'] as const;

/** Everybody as whom one can act, with what the rules make of them; agents first, since they begin. */
export function rolesOf(accounts: readonly User[], rules: Rules): Role[] {
  const roles = accounts.map((account) => roleOf(account, rules));
  return GROUPS.flatMap((group) => roles.filter((one) => one.group === group));
}

function roleOf({ id, login }: User, { people, councils }: Rules): Role & { readonly group: (typeof GROUPS)[number] } {
  if (isAgent(people, id)) return { login, role: 'agent: proposes, never approves', group: 'Agents' };
  const key = personOfAccount(people, id);
  if (key === undefined) return { login, role: 'outsider: nobody in policies/people.yaml', group: 'Others' };
  const held = (office: 'owners' | 'members' | 'sovereigns') =>
    Object.values(councils).flatMap((council) => (council[office].includes(key) ? [council.council] : []));
  const offices = [
    ...said('owner', held('owners')),
    ...said('member', held('members')),
    ...said('sovereign', held('sovereigns')),
  ];
  const whole = offices.length === 0 ? 'listed in policies/people.yaml, without an office' : offices.join(', ');
  const group = held('owners').length > 0 ? 'Owners' : offices.length > 0 ? 'Council members' : 'Others';
  return { login, role: key === login ? whole : `also ${key}: ${whole}`, group };
}

function said(office: string, councils: readonly string[]): string[] {
  return councils.length === 0 ? [] : [`${office} of ${councils.join(' and ')}`];
}
