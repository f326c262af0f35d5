import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CODEOWNERS } from '../../codeowners/place.ts';
import { branchOf } from '../../council/branch.ts';
import type { Problem } from '../../document/problem.ts';
import { fileNames, PACKET_FILE, readPacket } from '../../packet/packet.ts';
import { loadRules, type Rules } from '../../policy/rules.ts';

const ROOT = join(import.meta.dirname, '../../..');
export const LEDGER_POLICY = 'policies/ledger.yaml';

/** What a rehearsal takes for granted where it says nothing: the reference policies and the example packet. */
export interface Reference {
  /** The files on `main`, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly rules: Rules;
  /** The files of the sample packet, by their names in its folder. */
  readonly packet: ReadonlyMap<string, string>;
  readonly packetId: string;
  /** The branch to which it is proposed. */
  readonly base: string;
  /** When its review window opens. */
  readonly start: string;
  /** The Action's file, which the runner of a workflow starts. */
  readonly action: string;
}

let own: Reference | undefined;

/** That of this project. Throws when this installation lacks its own reference files. */
export function reference(): Reference {
  own ??= ownReference();
  return own;
}

function ownReference(): Reference {
  const read = referenceWith(rulesBelow(ROOT, join(ROOT, 'docs/examples/CODEOWNERS')));
  if (!read.ok) throw new Error(`the reference policies do not load: ${JSON.stringify(read.problems)}`);
  return read.reference;
}

/** The same with the policies and the CODEOWNERS of a governance repository that is checked out at `dir`. */
export function referenceAt(dir: string): ReadReference {
  return referenceWith(rulesBelow(dir, join(dir, CODEOWNERS)));
}
export type ReadReference =
  | { readonly ok: true; readonly reference: Reference }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function referenceWith(files: ReadonlyMap<string, string>): ReadReference {
  const bytes = [...files].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const loaded = loadRules(bytes, files.get(CODEOWNERS));
  if (!loaded.ok) return loaded;
  const { rules } = loaded;
  const broken = Object.values(rules.broken).flat();
  return broken.length > 0 ? { ok: false, problems: broken } : { ok: true, reference: { files, rules, ...example() } };
}

/** The files below `policies/` and CODEOWNERS, as far as they are there. */
function rulesBelow(dir: string, codeowners: string): Map<string, string> {
  const folder = join(dir, 'policies');
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = new Map(paths.map((path) => [relative(dir, path), readFileSync(path, 'utf8')]));
  if (existsSync(codeowners)) files.set(CODEOWNERS, readFileSync(codeowners, 'utf8'));
  return files;
}

function example(): Omit<Reference, 'files' | 'rules'> {
  const folder = join(ROOT, 'docs/examples/packets/bpe-2026-014');
  const described = readPacket(PACKET_FILE, readFileSync(join(folder, PACKET_FILE)));
  if (!described.ok) throw new Error(`the example packet does not load: ${JSON.stringify(described.problems)}`);
  const packet = new Map(fileNames(described.value).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const { id, council, review_window } = described.value;
  const action = join(ROOT, 'dist/action.js');
  return { packet, packetId: id, base: branchOf(council), start: review_window.opens, action };
}
