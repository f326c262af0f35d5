import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { canonicalJson } from '../digest/digest.ts';
import { digest, id, oid } from '../document/names.ts';
import type { KeyRange } from '../ledger/note.ts';
import { WrongArgument } from './wrong-argument.ts';

const number = z.int().nonnegative();

/**
 * The file by which the next audit goes on where this one ended. It is the auditor's word to themself: whoever can
 * write it can make an audit skip entries, so it is kept where the auditor keeps keys, and never in the clone.
 */
const verifiedLedger = z.strictObject({
  schema: z.literal('governance.v1.VerifiedLedger'),
  commit: oid,
  repository: id,
  number,
  hash: digest,
  keys: z.array(z.strictObject({ key: z.string(), first: number, last: number.optional() })),
  seams: z.array(z.strictObject({ number, from: z.string(), to: z.string() })),
  /** Intents without an outcome. */
  open: z.array(number),
  /** The highest entry that a seal vouches for. */
  sealed: number.nullable(),
});
export type VerifiedLedger = z.infer<typeof verifiedLedger>;

/**
 * What an earlier audit wrote; null where there is no file yet, and where it went by other keys: their word is not that
 * of the present ones. Throws `WrongArgument` for a file that is something else.
 */
export async function readVerified(file: string, keys: readonly KeyRange[]): Promise<VerifiedLedger | null> {
  if (!existsSync(file)) return null;
  const read = verifiedLedger.safeParse(parsed(await readFile(file, 'utf8')));
  if (!read.success)
    throw new WrongArgument(`expected \`${file}\` to be what an earlier audit wrote, seen something else`);
  return canonicalJson(read.data.keys) === canonicalJson(keys) ? read.data : null;
}

export async function writeVerified(file: string, verified: VerifiedLedger): Promise<void> {
  await writeFile(file, `${canonicalJson(verified)}\n`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
