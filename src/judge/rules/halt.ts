import type { HaltClaim } from '../../claims/ledger.ts';
import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** After an incident nothing of a council goes on until people who had no hand in it have looked into it. */
export const halt: Rule = ({ claims }) => {
  const wanted = 'no incident that halts this council';
  if ('unknown' in claims.ledger) return waitsFor('halt', wanted, 'ledger');
  const { halts } = claims.ledger.known;
  const [code, ...also] = [...new Set(halts.flatMap(({ codes }) => codes))];
  if (code === undefined) return met('halt', wanted, 'none');
  return unmet('halt', code, {
    wanted,
    seen: halts.map(({ entry, what }) => `ledger entry ${entry}: ${what}`).join('; '),
    mend: `look into it; then people without a hand in it lift it: ${halts.map(lifting).join('; ')}`,
    ...(also.length > 0 && { also }),
  });
};

function lifting({ lifts, issue }: HaltClaim): string {
  const who = lifts === 1 ? 'an owner comments' : `${lifts} owners comment`;
  return `${who} \`/countersign lift <reason>\` on ${issue === null ? 'the alarm that is raised next' : `#${issue}`}`;
}
