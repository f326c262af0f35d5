import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { branchOf } from '../../council/branch.ts';
import { fileNames, PACKET_FILE, readPacket } from '../../packet/packet.ts';
import { loadRules, type Rules } from '../../policy/rules.ts';

const ROOT = join(import.meta.dirname, '../../..');
export const CODEOWNERS = '.github/CODEOWNERS';
export const LEDGER_POLICY = 'policies/ledger.yaml';
export const TRUSTED_ROOT = 'policies/trusted-root.json';

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
}

let read: Reference | undefined;

/** Reads them once. Throws when this installation lacks its own reference files. */
export function reference(): Reference {
  read ??= readReference();
  return read;
}

function readReference(): Reference {
  const policies = readdirSync(join(ROOT, 'policies'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map(policies.map((path) => [path.slice(ROOT.length + 1), readFileSync(path, 'utf8')]));
  files.set(CODEOWNERS, readFileSync(join(ROOT, 'docs/examples/CODEOWNERS'), 'utf8'));
  const bytes = [...files].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const loaded = loadRules(bytes, files.get(CODEOWNERS));
  if (!loaded.ok) throw new Error(`the reference policies do not load: ${JSON.stringify(loaded.problems)}`);

  const folder = join(ROOT, 'docs/examples/packets/bpe-2026-014');
  const described = readPacket(PACKET_FILE, readFileSync(join(folder, PACKET_FILE)));
  if (!described.ok) throw new Error(`the example packet does not load: ${JSON.stringify(described.problems)}`);
  const packet = new Map(fileNames(described.value).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const { id, council, review_window } = described.value;
  const base = branchOf(council);
  return { files, rules: loaded.rules, packet, packetId: id, base, start: review_window.opens };
}
