import type { Heads } from './chain.ts';
import type { KeyRange } from './note.ts';

/** A place where a ledger goes on under another key without the word of the one before: whoever reads it is told. */
export interface Seam {
  /** The last number of the old key. */
  readonly number: number;
  readonly from: string;
  readonly to: string;
}

/** The seams between keys, as far as these heads have come: where the first head of the new key has not both signatures. */
export function seams(keys: readonly KeyRange[], heads: Heads): Seam[] {
  const numbers = [...heads.signed.keys()];
  return keys.flatMap(({ key: to, first }, index): Seam[] => {
    const before = keys[index - 1];
    const number = numbers.find((signed) => signed >= first);
    // A run that begins past the change of keys says nothing about it.
    if (before === undefined || number === undefined || heads.from > first) return [];
    const both = heads.signed.get(number)?.signers.includes(before.key);
    return both ? [] : [{ number: first - 1, from: before.key, to }];
  });
}
