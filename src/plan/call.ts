import type { SetAside } from '../finding/finding.ts';
import { obstacles } from '../finding/finding.ts';
import { compareInstants } from '../time/instant.ts';
import type { Looked } from './looked.ts';
import type { Showing } from './step.ts';

const VOIDED: readonly SetAside['code'][] = ['approval-stale', 'approval-context-mismatch'];

/**
 * Asks owners again whose approvals were voided, once per head, when nothing else holds: somebody who is called for
 * a packet that cannot go on anyway learns not to come.
 */
export function calls({ finding, claims, observation }: Looked): Showing[] {
  const standing = obstacles(finding);
  const [only] = standing;
  if (standing.length !== 1 || only?.rule !== 'owner-approvals') return [];
  const arrival = 'known' in claims.ledger ? claims.ledger.known.arrival : null;
  const opinions = 'known' in claims.opinions ? claims.opinions.known : [];
  if (arrival === null) return [];
  const voided = opinions.filter(({ review, binding }) => {
    const aside = only.setAside?.some(
      ({ what, code }) => what.startsWith(`review ${review} `) && VOIDED.includes(code),
    );
    return aside === true && !binding.bound;
  });
  const logins = voided
    .filter(({ account }) => {
      const called = observation.pull.calls.filter((call) => call.account === account);
      return !called.some(({ at }) => compareInstants(at, arrival.at) >= 0);
    })
    .map(({ login }) => login);
  return logins.length === 0 ? [] : [{ show: 'review-request', pull: claims.pull.number, logins }];
}
