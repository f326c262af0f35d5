import type { LedgerFacts } from '../ledger/facts.ts';
import type { KeyRange } from '../ledger/note.ts';
import type { LedgerRead } from '../ledger/reader.ts';
import type { Read } from '../verify/observation.ts';
import type { ReadLedger } from './observe.ts';

/** The ledger by the keys that main's policy names; without a policy there is nothing to believe it by. */
export function byPolicy(ledger: {
  read(seen: string | null, keys: readonly KeyRange[]): Promise<LedgerRead>;
}): ReadLedger {
  return async (tip, rules) => {
    if (!('read' in rules)) return rules;
    const { loaded } = rules.read;
    if (!loaded.ok) return { unread: 'the rules that name the ledger key do not load' };
    return seenIn(await ledger.read(tip, loaded.rules.ledger.keys));
  };
}

function seenIn(read: LedgerRead): Read<LedgerFacts> {
  switch (read.state) {
    case 'whole':
      return { read: read.facts };
    case 'missing':
      return {
        unread:
          'there is no branch `ledger`: an administrator begins it from a clone of Countersign, by its `ledger init`',
      };
    case 'broken': {
      const { path, expected, seen } = read.problem;
      return { unread: `${path}: expected ${expected}, seen ${seen}`, broken: true };
    }
    case 'unread':
      return { unread: read.reason };
  }
}
