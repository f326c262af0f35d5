import { mainClaim } from '../main.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Cause, PAST_THE_FLOOR } from './cause.ts';

/**
 * What got onto main another way than by a merge of a change that passed. Every rule comes from there, so it halts
 * everything; owners by the last rules that are known accept the new tip, or an administrator moves main back.
 */
export function mainCauses({ ledger, mainMoved, mainBy, repository }: Surroundings): Cause[] {
  if (!('read' in ledger) || !('read' in mainMoved)) return [];
  const { known, tip, strange } = mainClaim(mainMoved.read, ledger.read);
  if (strange === null) return [];
  const address = `${repository.owner}/${repository.name}`;
  return [
    {
      council: null,
      halts: true,
      codes: ['protection-drift'],
      key: `tip:main:${tip}`,
      lasting: false,
      what: `main is at ${tip}, and is known up to ${known}; ${strange.commit}: ${strange.why}`,
      who: mainBy.map(({ id, login }) => ({ account: id, login })),
      where: `${address}@main`,
      undo: `gh api -X PATCH repos/${address}/git/refs/heads/main -f sha=${known} -F force=true ${PAST_THE_FLOOR}`,
      lifts: 2,
      accepts: { branch: 'main', tip },
    },
  ];
}
