import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** After an incident nothing of a council goes on until people who had no hand in it have looked into it. */
export const halt: Rule = ({ claims }) => {
  const wanted = 'no incident that halts this council';
  if ('unknown' in claims.ledger) return waitsFor('halt', wanted, 'ledger');
  const { halt } = claims.ledger.known;
  if (halt === null) return met('halt', wanted, 'none');
  const [code = 'state-unknown', ...also] = halt.codes;
  const who = halt.lifts === 1 ? 'an owner' : `${halt.lifts} owners`;
  const place = halt.issue === null ? 'the alarm that is raised next' : `#${halt.issue}`;
  return unmet('halt', code, {
    wanted,
    seen: `ledger entry ${halt.entry}: ${halt.what}`,
    mend: `look into it; then ${who} without a hand in it comment \`/countersign lift <reason>\` on ${place}`,
    ...(also.length > 0 && { also }),
  });
};
