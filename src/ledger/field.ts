import { z } from 'zod';
import { digest, id, name, oid, repositoryName } from '../document/names.ts';
import { CODE_NAMES } from '../finding/code.ts';
import { PACKET_ID } from '../packet/packet.ts';
import { instant } from '../time/instant.ts';

/** What the bodies of entries are made of. Every text is bounded and every number whole, so that an entry is bounded. */

export { digest, id, instant, name, oid, repositoryName };

/** Eight digits name the file of an entry, so a ledger ends at 99,999,999. */
export const entryNumber = z.int().nonnegative().max(99_999_999);
export const packet = z.string().regex(PACKET_ID);
export const revision = z.int().positive();
export const code = z.enum(CODE_NAMES);
export const codes = z.array(code).min(1).max(64).readonly();
/** Account, team or repository ids. */
export const ids = z.array(id).max(5000).readonly();

/** Text of at most this many UTF-16 units that UTF-8 can hold. */
export function text(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed(), 'expected no lone surrogate');
}

/** The same without control characters: safe to print, and never more than one line. */
export function line(longest: number) {
  return text(longest).regex(/^\P{Cc}*$/u, 'expected no control character');
}
