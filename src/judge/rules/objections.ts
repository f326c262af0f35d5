import type { Claims } from '../../claims/claims.ts';
import type { Opinion } from '../../claims/opinion.ts';
import type { Leaf } from '../../finding/finding.ts';
import { met, unmet, unreadable } from '../case.ts';
import type { Reason } from '../counted.ts';

/**
 * Who could approve and asked for changes is heard, however many others approved. `ineligible` says who could not, so
 * that nobody else holds anything up.
 */
export function objectionsOf(claims: Claims, wanted: string, ineligible: (opinion: Opinion) => Reason | null): Leaf {
  if ('unknown' in claims.opinions) return unreadable('objections', wanted, claims.opinions);
  const objecting = claims.opinions.known.filter((opinion) => opinion.objects && ineligible(opinion) === null);
  if (objecting.length === 0) return met('objections', wanted, 'none');
  const names = objecting.map(({ person, login }) => person ?? login).join(', ');
  return unmet('objections', 'approval-withdrawn', {
    wanted,
    seen: `${names} asked for changes`,
    mend: `settle it with ${names}, who then reviews again: a dismissal does not settle it`,
  });
}
