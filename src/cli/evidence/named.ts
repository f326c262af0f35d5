import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import type { Digest } from '../../digest/digest.ts';
import { LARGEST_BYTES, type Problem, type Read } from '../../document/document.ts';
import { type Attestation, readAttestation } from '../../evidence/attestation.ts';
import { type Citation, citation } from '../../evidence/citation.ts';
import { namedFile } from '../../observe/checkout/file.ts';
import { PACKET_FILE, readPacket } from '../../packet/packet.ts';

/** Evidence to be looked at; its checksum is null where nobody cited it yet. */
export type Cited = Omit<Citation, 'checksum'> & {
  readonly checksum: Digest | null;
  /** Whose signature the registry recorded; left out where nothing was recorded yet. */
  readonly recorded?: Attestation['signer'];
};

/** Where a relative name is looked for: the place that the caller named, and what is cited there. */
export interface Named {
  /** The folder around it, in whose clone the rules are; null for an address. */
  readonly folder: string | null;
  readonly cited: readonly Cited[];
}

/** What the caller says of an address, which says it not itself. */
export interface About {
  readonly kind?: string;
  readonly subject?: readonly string[];
}

/** What an argument names: the citations of a packet, a registered piece of evidence, or an address. */
export async function evidenceNamed(argument: string, about: About): Promise<Named> {
  if (/^[a-z+]+:\/\//i.test(argument)) return { folder: null, cited: [atAddress(argument, about)] };
  if (about.kind !== undefined || about.subject !== undefined)
    throw new WrongArgument(`expected \`--kind\` and \`--subject\` for an address, seen them for \`${argument}\``);
  const isFolder = (await lstat(argument).catch(() => null))?.isDirectory() === true;
  const path = isFolder ? join(argument, PACKET_FILE) : argument;
  const bytes = await namedFile(path, LARGEST_BYTES);
  const cited =
    basename(path) === PACKET_FILE ? requireRead(readPacket(path, bytes)).evidence : [registered(path, bytes)];
  return { folder: dirname(path), cited };
}

function registered(path: string, bytes: Uint8Array): Cited {
  const { schema: _, signer, ...cited } = requireRead(readAttestation(path, bytes));
  return { ...cited, recorded: signer };
}

const uncited = citation.omit({ checksum: true, produced_by_run: true });

function atAddress(uri: string, { kind, subject = [] }: About): Cited {
  const read = uncited.safeParse({ kind, uri, subjects: subject });
  if (read.success) return { ...read.data, checksum: null };
  const wrong = read.error.issues[0];
  const option = { kind: '--kind', subjects: '--subject' }[String(wrong?.path[0])];
  const given = { kind: kind ?? '', subjects: subject.join(', ') }[String(wrong?.path[0])] ?? uri;
  const expected =
    option === undefined ? 'an address of evidence' : `\`${option}\` that says what \`${uri}\` is to prove`;
  const seen = given === '' ? 'none' : `\`${given}\``;
  throw new WrongArgument(`expected ${expected}, seen ${seen}\nhint: docs/evidence.md has the forms`);
}

/** Throws `WrongArgument` with everything that is wrong in a file. */
export function requireRead<T>(read: Read<T>): T {
  if (read.ok) return read.value;
  throw new WrongArgument(read.problems.map(told).join('\n'));
}

/** A problem of a file for a terminal. */
export function told({ path, line, column, message, hint }: Problem): string {
  return `${path}:${line}:${column}: ${message}\nhint: ${hint}`;
}
