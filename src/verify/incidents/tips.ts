import { branchOf } from '../../council/branch.ts';
import { type CouncilFacts, keyOfStop } from '../../ledger/facts/council.ts';
import type { LedgerFacts } from '../../ledger/facts.ts';
import type { Surroundings, TipSeen } from '../surroundings.ts';
import { type Cause, PAST_THE_FLOOR } from './cause.ts';

/**
 * What got onto a council's branch another way than by a merge of the ledger: a commit that it does not know, a
 * rewritten history, or a merge that brought something else than was approved.
 */
export function tipCauses({ ledger, tips, repository }: Surroundings): Cause[] {
  if (!('read' in ledger)) return [];
  const address = `${repository.owner}/${repository.name}`;
  return [
    ...tips.flatMap((seen) => movedTip(seen, ledger.read, address)),
    ...[...ledger.read.councils].flatMap(([council, facts]) => stopped(council, facts, address)),
  ];
}

function movedTip({ council, tip, moved }: TipSeen, ledger: LedgerFacts, address: string): Cause[] {
  const known = ledger.councils.get(council)?.tip;
  const merging = [...ledger.openIntents.values()].some(
    ({ intent }) => 'council' in intent && intent.council === council,
  );
  // While a merge is under way its own turn finds out what the new tip is.
  if (known === undefined || tip === known || moved === null || merging || !('read' in moved)) return [];
  const { rewritten, by } = moved.read;
  const branch = branchOf(council);
  return [
    {
      council,
      halts: true,
      codes: rewritten ? ['protection-drift', 'ledger-broken'] : ['protection-drift'],
      key: `tip:${branch}:${tip ?? 'gone'}`,
      lasting: false,
      what:
        tip === null
          ? `the branch ${branch} was deleted; the ledger knows it at ${known}`
          : `${branch} is at ${tip}, ${rewritten ? 'below which the known tip is no longer found' : 'which the ledger does not know'}; the ledger knows ${known}`,
      who: by.map(({ id, login }) => ({ account: id, login })),
      where: `${address}@${branch}`,
      undo:
        tip === null
          ? `gh api repos/${address}/git/refs -f ref=refs/heads/${branch} -f sha=${known}`
          : `gh api -X PATCH repos/${address}/git/refs/heads/${branch} -f sha=${known} -F force=true ${PAST_THE_FLOOR}`,
      lifts: 2,
      accepts: tip === null ? null : { branch, tip },
    },
  ];
}

function stopped(council: string, { stopped, tip }: CouncilFacts, address: string): Cause[] {
  if (stopped === null) return [];
  return [
    {
      council,
      halts: true,
      codes: [stopped.code],
      key: keyOfStop(stopped.entry),
      lasting: false,
      what: `the merge of ledger entry ${stopped.entry} brought something else onto council/${council} than was approved`,
      who: [],
      where: `${address}@${tip}`,
      undo: null,
      lifts: 2,
      accepts: null,
    },
  ];
}
