import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

/** Every rule comes from main, so nothing goes on while main is at a commit that did not come there by the rules. */
export const main: Rule = ({ claims }) => {
  const wanted = 'a tip of `main` to which only changes led that passed';
  if ('unknown' in claims.ledger) return waitsFor('main', wanted, 'ledger');
  if ('unknown' in claims.main) return unreadable('main', wanted, claims.main);
  const { known, tip, strange } = claims.main.known;
  if (strange === null) return met('main', wanted, tip.slice(0, 10));
  return unmet('main', 'protection-drift', {
    wanted,
    seen: `${strange.commit.slice(0, 10)}: ${strange.why}`,
    mend: `find out who moved \`main\` past its rules; an administrator moves it back to ${known.slice(0, 10)}, or owners accept it where the alarm is raised`,
  });
};
