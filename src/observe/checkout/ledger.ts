import { groundOf } from '../../audit/ground.ts';
import { follow } from '../../audit/run.ts';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import { addEntries, type LedgerFacts, NO_FACTS } from '../../ledger/facts.ts';
import type { Read } from '../../verify/observation.ts';

/**
 * What the ledger of a clone says, as it was last fetched: verified from its beginning by the keys of the clone's main,
 * since anybody can write into a clone. Not asked for where the clone has none, or no keys for it.
 */
export async function ledgerOfClone(root: string): Promise<Read<LedgerFacts>> {
  try {
    const { links, problem } = await follow(await groundOf(root, { witnesses: [] }));
    if (problem === null) return { read: addEntries(NO_FACTS, links) };
    return { unread: `expected ${problem.expected}, seen ${problem.seen}`, broken: true };
  } catch (error) {
    if (error instanceof WrongArgument) return { unread: 'the clone has no ledger to ask', skipped: true };
    throw error;
  }
}
