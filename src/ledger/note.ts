import { type KeyObject, sign, verify } from 'node:crypto';
import type { Digest } from '../digest/digest.ts';
import type { Fault } from './entry.ts';
import { keyId, publicKey, publicKeyText } from './key.ts';

/** The last entry of a ledger: what everything before it follows from. */
export interface Head {
  readonly number: number;
  readonly hash: Digest;
}

/**
 * The file `head`: a C2SP signed note (c2sp.org/signed-note) of three lines, then one line for each signature.
 *
 *     countersign/9001
 *     41
 *     bFHZTwgHQRMsDoD93E3jzoPG/6wyI9hxC9QRFUWYeJQ=
 *
 *     — countersign/9001 2a1fF9n2pU0…
 */
export interface Note {
  readonly repository: number;
  readonly head: Head;
  readonly signatures: readonly Signature[];
}
interface Signature {
  readonly name: string;
  /** Four bytes in hex. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A public key, base64 of its raw bytes, and the numbers that belong to it: as in `policies/ledger.yaml`. */
export interface KeyRange {
  readonly key: string;
  readonly first: number;
  readonly last?: number | undefined;
}
/** The same, ready to verify many heads. */
export interface Verifier extends KeyRange {
  readonly object: KeyObject;
}

/** Throws on a text that is no public key. */
export function verifierOf(range: KeyRange): Verifier {
  return { ...range, object: publicKey(range.key) };
}

const NOTE_LIMIT = 4096;
const NOTE =
  /^(countersign\/([1-9]\d{0,15})\n(0|[1-9]\d{0,7})\n([A-Za-z0-9+/]{43}=)\n)\n((?:— [!-*,-~]+ [A-Za-z0-9+/]+={0,2}\n){1,16})$/;

/** The name under which a repository's heads are signed, and the first line of each. */
export function origin(repository: number): string {
  return `countersign/${repository}`;
}

/** Signs a head with every key given. */
export function signNote(repository: number, head: Head, keys: readonly KeyObject[]): Uint8Array {
  const text = noteText(repository, head);
  const name = origin(repository);
  const lines = keys.map((key) => {
    const id = Buffer.from(keyId(name, publicKeyText(key)), 'hex');
    const bytes = Buffer.concat([id, sign(null, Buffer.from(text), key)]);
    return `— ${name} ${bytes.toString('base64')}\n`;
  });
  return new TextEncoder().encode(`${text}\n${lines.join('')}`);
}

/** Takes exactly what `signNote` gives, and further signature lines. Proves nothing yet: see `checkNote`. */
export function parseNote(bytes: Uint8Array): { readonly note: Note } | { readonly fault: Fault } {
  if (bytes.byteLength > NOTE_LIMIT) return fault(`at most ${NOTE_LIMIT} bytes`, `${bytes.byteLength} bytes`);
  const [, text, repository, number, hash, lines] = NOTE.exec(Buffer.from(bytes).toString('utf8')) ?? [];
  if (text === undefined || hash === undefined || lines === undefined) return fault('a signed note', 'another form');
  const hex = Buffer.from(hash, 'base64').toString('hex');
  const note: Note = {
    repository: Number(repository),
    head: { number: Number(number), hash: `sha256:${hex}` },
    signatures: lines.split('\n').slice(0, -1).map(signatureOf),
  };
  // Base64 has several spellings of the same bytes, and a signature must not be countable twice.
  if (noteText(note.repository, note.head) !== text || spell(note.signatures) !== lines) {
    return fault('the canonical spelling', 'the same note in another');
  }
  if (new Set(note.signatures.map(({ name, id }) => `${name} ${id}`)).size !== note.signatures.length) {
    return fault('one signature of each key', 'two of the same');
  }
  return { note };
}

/**
 * Whether the key to whose range a head's number belongs has signed it, and which listed keys have. The first head of a
 * new key has the old one's signature as well, so that nobody has to believe a policy file about the succession. A line
 * of a key that is not listed proves nothing and does no harm (a witness may have added it); a wrong signature of a
 * listed key is a forgery, wherever its range.
 */
export function checkNote(
  note: Note,
  keys: readonly Verifier[],
): { readonly signers: readonly string[] } | { readonly fault: Fault } {
  const name = origin(note.repository);
  const text = Buffer.from(noteText(note.repository, note.head));
  const signers: string[] = [];
  for (const { key, object } of keys) {
    const id = keyId(name, key);
    const line = note.signatures.find((signature) => signature.name === name && signature.id === id);
    if (line === undefined) continue;
    if (!verify(null, text, object, line.bytes)) return fault(`a signature of key ${id}`, 'a forged one');
    signers.push(key);
  }
  const key = keyFor(keys, note.head.number);
  if (key === undefined) return fault('a key in policies/ledger.yaml for this number', 'none');
  return signers.includes(key) ? { signers } : fault(`a signature of key ${keyId(name, key)}`, 'none');
}

/** The key that must sign a head of this number. */
export function keyFor(keys: readonly KeyRange[], number: number): string | undefined {
  return keys.find(({ first, last }) => first <= number && number <= (last ?? number))?.key;
}

function noteText(repository: number, head: Head): string {
  const hash = Buffer.from(head.hash.slice('sha256:'.length), 'hex').toString('base64');
  return `${origin(repository)}\n${head.number}\n${hash}\n`;
}

function signatureOf(line: string): Signature {
  const [, name = '', base64 = ''] = line.split(' ');
  const bytes = Buffer.from(base64, 'base64');
  return { name, id: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) };
}

function spell(signatures: readonly Signature[]): string {
  return signatures
    .map(({ name, id, bytes }) => `— ${name} ${Buffer.concat([Buffer.from(id, 'hex'), bytes]).toString('base64')}\n`)
    .join('');
}

function fault(expected: string, seen: string): { fault: Fault } {
  return {
    fault: { expected, seen, hint: 'docs/ledger.md says how a broken ledger is mended and how a key is replaced' },
  };
}
