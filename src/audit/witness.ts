import { z } from 'zod';
import { type Digest, sha256 } from '../digest/digest.ts';
import { digest } from '../document/names.ts';
import { entryPath } from '../ledger/entry.ts';
import { type Head, parseNote } from '../ledger/note.ts';
import { broken, type Problem } from '../ledger/problem.ts';
import { fileAt } from './clone.ts';
import { WrongArgument } from './wrong-argument.ts';

/** Somebody's memory of a ledger: an entry's number, and the hash that it had when they saw it. */
export interface Witness extends Head {
  /** The file that says so. */
  readonly file: string;
}

const number = z.int().nonnegative();
const plain = z.object({ number, hash: digest });
const sealed = z.object({ dsseEnvelope: z.object({ payload: z.base64() }) });
const notice = z.object({ data: z.object({ ledger: plain }) });
const statement = z.object({ predicate: z.object({ intent: plain }) });
const SENTENCE = /ledger entry (\d{1,8}), `?(sha256:[0-9a-f]{64})\b/g;

/**
 * Reads a witness: `{"number": 41, "hash": "sha256:..."}`, a file `head` of an earlier clone, a Sigstore bundle of a
 * seal, a notice that somebody received, or any text that says `ledger entry 41, sha256:...`, such as a delivered
 * issue. Its own signatures are not looked at: a witness is believed by whoever names it. Throws `WrongArgument` where
 * it says nothing.
 */
export function readWitness(file: string, bytes: Uint8Array): Witness[] {
  const note = parseNote(bytes);
  if ('note' in note) return [{ file, ...note.note.head }];
  const text = new TextDecoder().decode(bytes);
  const heads = inJson(text) ?? inText(text);
  if (heads.length === 0) {
    throw new WrongArgument(
      `expected a number and a hash in the witness \`${file}\`, seen none\nhint: {"number": 41, "hash": "sha256:..."}`,
    );
  }
  return heads.map((head) => ({ file, ...head }));
}

/** Whether the ledger at a commit still has what a witness saw. */
export async function checkWitness(
  dir: string,
  commit: string,
  { file, number, hash }: Witness,
): Promise<{ readonly problem: Problem } | null> {
  const path = entryPath(number);
  const bytes = await fileAt(dir, commit, path, 1024 * 1024);
  const seen = bytes === null ? 'none' : sha256(bytes);
  if (seen === hash) return null;
  const hint = 'what the witness saw was cut off or replaced: compare with the clones that others hold';
  return broken(number, path, { expected: `${hash}, as \`${file}\` has seen`, seen, hint });
}

function inJson(text: string): Head[] | null {
  const value = parsed(text);
  if (value === undefined) return null;
  const head = plain.safeParse(value);
  if (head.success) return [head.data];
  const told = notice.safeParse(value);
  if (told.success) return [told.data.data.ledger];
  const bundle = sealed.safeParse(value);
  if (!bundle.success) return [];
  const manifest = statement.safeParse(parsed(Buffer.from(bundle.data.dsseEnvelope.payload, 'base64').toString()));
  return manifest.success ? [manifest.data.predicate.intent] : [];
}

function inText(text: string): Head[] {
  return Array.from(text.matchAll(SENTENCE), ([, number = '', hash = '']) => ({
    number: Number(number),
    hash: hash as Digest,
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
