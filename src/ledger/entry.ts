import { z } from 'zod';
import { canonicalJson, type Digest, sha256 } from '../digest/digest.ts';
import { readJson } from '../document/json.ts';
import { digest, entryNumber, instant } from './field.ts';
import { councilSeen, genesis } from './kinds/beginning.ts';
import { command, refusal, withdrawn } from './kinds/command.ts';
import { correction } from './kinds/correction.ts';
import { concluded, signatureRefused, signed } from './kinds/decision.ts';
import { intent, outcome, sealVoid } from './kinds/effect.ts';
import { enacted, granted } from './kinds/exception.ts';
import { approved, standing, superseded } from './kinds/finding.ts';
import { alarmed, incident, lifted } from './kinds/incident.ts';
import { deadLetter, sent, unsent } from './kinds/notice.ts';
import { mainSeen, policyPassed } from './kinds/policy.ts';
import { released } from './kinds/released.ts';
import { evidenceSeen, headSeen, reviewSeen, termsShown } from './kinds/sighting.ts';

/**
 * One line of the record. In the ledger it stands as its RFC 8785 bytes, here wrapped:
 *
 *     {"at":"2026-11-22T09:00:05Z","body":{"council":"release-integrity","tip":"5c1e…"},
 *      "kind":"council-seen","number":1,"previous":"sha256:9f0a…","schema":"governance.v1.LedgerEntry"}
 *
 * An unknown version, kind or field stops the reader: who skips what he does not understand may believe what is no
 * longer true. An entry is never changed; a correction is a new one.
 */
export const entrySchema = z.discriminatedUnion('kind', [
  entryOf('genesis', genesis),
  entryOf('council-seen', councilSeen),
  entryOf('head-seen', headSeen),
  entryOf('review-seen', reviewSeen),
  entryOf('evidence-seen', evidenceSeen),
  entryOf('terms-shown', termsShown),
  entryOf('hold', standing),
  entryOf('denied', standing),
  entryOf('approved', approved),
  entryOf('superseded', superseded),
  entryOf('intent', intent),
  entryOf('outcome', outcome),
  entryOf('seal-void', sealVoid),
  entryOf('released', released),
  entryOf('sent', sent),
  entryOf('unsent', unsent),
  entryOf('dead-letter', deadLetter),
  entryOf('policy-passed', policyPassed),
  entryOf('main-seen', mainSeen),
  entryOf('command', command),
  entryOf('refusal', refusal),
  entryOf('withdrawn', withdrawn),
  entryOf('correction', correction),
  entryOf('signed', signed),
  entryOf('signature-refused', signatureRefused),
  entryOf('concluded', concluded),
  entryOf('granted', granted),
  entryOf('enacted', enacted),
  entryOf('incident', incident),
  entryOf('alarmed', alarmed),
  entryOf('lifted', lifted),
]);
export type Entry = z.infer<typeof entrySchema>;
export type Kind = Entry['kind'];
export type EntryOf<K extends Kind> = Extract<Entry, { kind: K }>;
export type Body<K extends Kind> = EntryOf<K>['body'];
/** An entry before number, previous hash and time are known: those come from the head that it is appended to. */
export type Draft = { [K in Kind]: { readonly kind: K; readonly body: Body<K> } }[Kind];

export type Effect = Body<'intent'>['effect'];

function entryOf<const K extends string, B extends z.ZodType>(kind: K, body: B) {
  return z.strictObject({
    schema: z.literal('governance.v1.LedgerEntry'),
    number: entryNumber,
    previous: digest.nullable(),
    at: instant,
    kind: z.literal(kind),
    body,
  });
}

/** Bytes that an entry may have at most. */
export const ENTRY_LIMIT = 64 * 1024;
/** Bytes that a file of claims may have at most. */
export const CLAIMS_LIMIT = 1024 * 1024;

/** The bytes of an entry. Throws on what `parseEntry` would not take: nothing unreadable is ever written. */
export function entryBytes(entry: Entry): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalJson(entry));
  const read = parseEntry(bytes);
  if ('fault' in read)
    throw new TypeError(`cannot write entry ${entry.number}: ${read.fault.seen}, ${read.fault.expected}`);
  return bytes;
}

/** Why bytes are no entry. */
export interface Fault {
  readonly expected: string;
  readonly seen: string;
  readonly hint: string;
}

/** Takes exactly what `entryBytes` gives: no other order of keys, spacing, duplicate key or spelling of a number. */
export function parseEntry(bytes: Uint8Array): { readonly entry: Entry } | { readonly fault: Fault } {
  if (bytes.byteLength > ENTRY_LIMIT) return fault(`at most ${ENTRY_LIMIT} bytes`, `${bytes.byteLength} bytes`);
  try {
    const value = readJson(bytes);
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success) return fault('an entry of a kind and version that this reader knows', issueOf(parsed.error));
    if (!Buffer.from(canonicalJson(value)).equals(bytes))
      return fault('the RFC 8785 form', 'the same JSON value in another spelling');
    return { entry: parsed.data };
  } catch (error) {
    // Invalid UTF-8, no JSON, or nested so deeply that reading it exhausts the stack.
    return fault('UTF-8 text of one JSON value', error instanceof Error ? error.message : 'something else');
  }
}

/** What the next entry names as `previous`, and `head` as the last. */
export function entryHash(bytes: Uint8Array): Digest {
  return sha256(bytes);
}

/** Where an entry stands in the tree: `entries/0000/00000041.json`. */
export function entryPath(number: number): string {
  const name = String(number).padStart(8, '0');
  return `entries/${name.slice(0, 4)}/${name}.json`;
}

/** Where a finding's claims stand: `claims/<hex of their sha256>.json`. */
export function claimsPath(claims: Digest): string {
  return `claims/${claims.slice('sha256:'.length)}.json`;
}

function fault(expected: string, seen: string): { fault: Fault } {
  return {
    fault: {
      expected,
      seen,
      hint: 'entries are never edited; if a newer Countersign wrote this one, read it with that',
    },
  };
}

function issueOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'another value' : `\`${issue.path.join('.')}\`: ${issue.message}`;
}
