import type { Conclusion } from '../conclusion/conclusion.ts';
import type { Council } from '../council/council.ts';
import type { Code } from '../finding/code.ts';
import type { Body } from '../ledger/entry.ts';
import { type People, personOfAccount } from '../people/people.ts';

/** What the rules of a commit ask of those who sign. */
interface SignerRules {
  readonly council: Council;
  readonly people: People;
}
interface Unmet {
  readonly code: Code;
  readonly expected: string;
  readonly seen: string;
}

/** A floor in code: whatever a policy says, one person alone decides nothing. */
const FEWEST = 2;

/**
 * Why those whom a conclusion counts could not conclude it by the rules of its commit; null where they could. Counted
 * from the rules and the entries alone, by nobody's word who judged it then.
 */
export function quorumUnmet(conclusion: Conclusion, release: Body<'released'>, rules: SignerRules): Unmet | null {
  const { council, people } = rules;
  const { signers, scope } = conclusion;
  if (scope !== council.scope) return unmet('council-mismatch', `scope ${council.scope}`, scope);
  const fewest = Math.max(council.quorum, FEWEST);
  if (signers.length < fewest) return unmet('cross-sign-missing', `${fewest} signers`, String(signers.length));
  for (const { person, account, assurance } of signers) {
    if (personOfAccount(people, account) !== person)
      return unmet('signer-unresolved', `account ${account} to be one of ${person}`, 'another in policies/people.yaml');
    if (![...council.members, ...council.sovereigns].includes(person))
      return unmet('signer-not-owner', 'a member or a sovereign of the council', person);
    if (person === conclusion.requester) return unmet('signer-not-distinct', 'nobody who asked for it', person);
    if (
      !council.owner_may_sign &&
      release.approvers.some((owner) => owner.person === person || owner.account === account)
    )
      return unmet('signer-not-distinct', 'nobody who approved the release', person);
    if (council.assurance !== 'review' && assurance !== council.assurance)
      return unmet('attestation-missing', council.assurance, `${assurance} of ${person}`);
  }
  const missing = council.required_roles.find((role) => !signers.some(({ person }) => hasRole(person, role, council)));
  return missing === undefined ? null : unmet('cross-sign-missing', `a signer with the role ${missing}`, 'none');
}

function hasRole(person: string, role: Council['required_roles'][number], { members, sovereigns }: Council): boolean {
  if (role === 'human') return true;
  return (role === 'council' ? members : sovereigns).includes(person);
}

function unmet(code: Code, expected: string, seen: string): Unmet {
  return { code, expected, seen };
}
