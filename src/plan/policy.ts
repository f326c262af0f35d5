import { outcome } from '../finding/finding.ts';
import { countPersons } from '../judge/rules/persons.ts';
import type { Draft } from '../ledger/entry.ts';
import { type Consequences, policyPage } from '../report/policy-page.ts';
import { againAt, soonest } from './again.ts';
import { checkOf } from './check.ts';
import { consequencesOf } from './consequences.ts';
import { factsOf, type Looked } from './looked.ts';
import { mainSighting, proposalSightings } from './sightings.ts';
import { claimsFile, claimsNamed, findingDraft } from './standing.ts';
import type { Step } from './step.ts';

/** The next step for a change of rules: the bot records and shows what it is worth, and merges nothing. */
export function planPolicy(looked: Looked): Step {
  const { claims, finding, observation } = looked;
  const file = claimsFile(looked);
  const writable = 'read' in observation.ledger && observation.troubles.ledger === undefined;
  // Once it is merged the judging is closed: what passed is not taken back by what is said afterwards.
  const open = claims.pull.state !== 'merged';
  const seen = open ? [...proposalSightings(looked), ...passedDraft(looked), ...findingDraft(looked, file.digest)] : [];
  const record = writable ? [...mainSighting(looked), ...seen] : [];
  return {
    record,
    claims: claimsNamed(record, file),
    show: checkOf(looked, policyPage(claims, finding, consequences(looked))),
    effect: null,
    lookAgainAt: soonest(againAt(looked), claims.at),
  };
}

/** That it passed is recorded before the check says so: whoever merges it finds the ledger knowing it. */
function passedDraft(looked: Looked): Draft[] {
  const { claims, finding } = looked;
  const { number: pull, head } = claims.pull;
  const { passed } = factsOf(looked);
  const base = claims.policy_commit;
  if (outcome(finding) !== 'go' || (passed?.head === head && passed.base === base)) return [];
  const approvers = countPersons(claims).counted.map(({ person, account, review }) => ({ person, account, review }));
  return [{ kind: 'policy-passed', body: { pull, head, base, approvers } }];
}

function consequences({ observation, claims }: Looked): Consequences {
  const { proposed } = observation;
  if (!('read' in proposed)) return { unknown: proposed.unread };
  return { known: consequencesOf(proposed.read, claims.pull.head), unlisted: proposed.read.unlisted };
}
