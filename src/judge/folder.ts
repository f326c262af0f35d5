import type { Claims } from '../claims/claims.ts';
import { packetIn } from '../claims/packet.ts';
import { councilOf } from '../council/branch.ts';
import { all, type Branch, type Finding, type Leaf } from '../finding/finding.ts';
import { personNamed } from '../people/people.ts';
import { councilOn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { judgePacket } from './packet.ts';
import { countApprovals } from './rules/approvals.ts';

/** Beside the packet's own rules the only ones that ask nothing of a pull request. */
const OF_MAIN = ['policy', 'codeowners'];

/**
 * Judges a packet's folder before any pull request: the finding of `judgePacket`, in which whatever only a pull request
 * can answer is not applicable and says so. It is never a go, since nothing without approvals is.
 */
export function judgeFolder(claims: Claims, rules: LoadedRules): Branch {
  const { rule, children } = judgePacket(claims, rules);
  return all(
    rule,
    children.map((group) => ('children' in group ? all(group.rule, group.children.map(known(group, claims))) : group)),
  );
}

const NO_PULL = 'not known before there is a pull request';

function known(group: Branch, claims: Claims): (leaf: Finding) => Finding {
  return (leaf) => {
    if ('children' in leaf) return leaf;
    switch (group.rule) {
      case 'rules':
        if (leaf.rule === 'ledger' && leaf.status === 'unmet') return leaf;
        if (!OF_MAIN.includes(leaf.rule)) return notYet(leaf, NO_PULL);
        if (leaf.rule === 'policy' && councilOf(claims.pull.base) === null)
          return notYet(leaf, 'not known before the packet names its council');
        return leaf;
      case 'packet':
        if (leaf.rule === 'rivals') return notYet(leaf, NO_PULL);
        if (leaf.rule === 'revision' && 'unknown' in claims.ledger && claims.ledger.skipped)
          return notYet(leaf, claims.ledger.unknown);
        return leaf.rule === 'evidence' && isUnread(leaf, claims) ? notYet(leaf, 'not read') : leaf;
      default:
        // A requester whom nobody knows is wrong whoever opens the pull request.
        if (leaf.rule === 'proposers' && leaf.status === 'unmet' && packetIn(claims)?.requester != null) return leaf;
        return notYet(leaf, NO_PULL);
    }
  };
}

function isUnread(leaf: Leaf, { evidence }: Claims): boolean {
  return leaf.status === 'notApplicable' && evidence.length > 0;
}

function notYet({ rule, wanted }: Leaf, seen: string): Leaf {
  return { rule, status: 'notApplicable', wanted, seen };
}

/** Who could approve, and which owners could not and why. */
export interface Approvers {
  readonly needed: number;
  readonly may: readonly string[];
  readonly barred: readonly { readonly person: string; readonly why: string }[];
}

/**
 * Whose approval would count: each owner's is put to the rule that counts approvals. Null while the packet is not valid
 * or there is no council. Whoever opens and pushes it drops out later.
 */
export function approversOf(claims: Claims, rules: LoadedRules): Approvers | null {
  const council = councilOn(rules, claims.pull.base);
  if (!rules.ok || council === null || !('known' in claims.packet) || !claims.packet.known.valid) return null;
  const { people, codeowners } = rules.rules;
  const unowned = codeowners.missing ? 'there is no .github/CODEOWNERS on main that names code owners' : null;
  const tried = council.owners.map((person) => {
    const accounts = personNamed(people, person)?.accounts ?? [];
    const known = accounts.map(({ id, login }) => approval(person, id, login, claims.at));
    const { counted, setAside } = countApprovals({ ...claims, opinions: { known } }, council);
    return { person, why: counted.length > 0 ? null : (unowned ?? setAside[0]?.why ?? 'without an account') };
  });
  return {
    needed: council.owner_approvals,
    may: tried.filter(({ why }) => why === null).map(({ person }) => person),
    barred: tried.flatMap(({ person, why }) => (why === null ? [] : [{ person, why }])),
  };
}

function approval(person: string, account: number, login: string, at: string) {
  return {
    review: account,
    account,
    login,
    type: 'User',
    person,
    agent: false,
    can_write: true,
    state: 'approved' as const,
    objects: false,
    head: null,
    submitted_at: at,
    binding: { bound: true } as const,
  };
}
