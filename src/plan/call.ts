import { obstacles } from '../finding/finding.ts';
import { countApprovals } from '../judge/rules/approvals.ts';
import { councilOn } from '../policy/consult.ts';
import { compareInstants } from '../time/instant.ts';
import { factsOf, type Looked } from './looked.ts';
import type { Showing } from './step.ts';

/**
 * Asks owners again whose approvals were voided, once per head, when nothing else holds: somebody who is called for
 * a packet that cannot go on anyway learns not to come.
 */
export function ownersToCall(looked: Looked): Showing[] {
  const { finding, claims, observation, rules } = looked;
  const standing = obstacles(finding);
  const council = councilOn(rules, claims.pull.base);
  const arrival = 'known' in claims.ledger ? claims.ledger.known.arrival : null;
  if (council === null || arrival === null) return [];
  if (standing.length !== 1 || standing[0]?.rule !== 'owner-approvals') return [];
  const { calls, awaited } = observation.pull;
  const { drift } = factsOf(looked);
  // What voids the approvals of a head that stays is that its protections were too weak.
  const since = [arrival.at, ...(drift === null ? [] : [drift.until ?? claims.at])];
  const called = calls
    .filter(({ at }) => since.every((instant) => compareInstants(at, instant) >= 0))
    .map(({ account }) => account);
  const logins = countApprovals(claims, council)
    .voided.filter(({ account }) => account !== null && ![...called, ...awaited].includes(account))
    .map(({ login }) => login);
  return logins.length === 0 ? [] : [{ show: 'review-request', pull: claims.pull.number, logins }];
}
