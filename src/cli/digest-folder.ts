import { sha256 } from '../digest/digest.ts';
import { readDiskFolder } from '../observe/checkout/folder.ts';
import { shownPath } from '../observe/checkout/work-tree.ts';
import { listing } from '../packet/revision.ts';
import { harmless } from '../report/workflow-command.ts';
import { provePacket } from '../verify/packet.ts';

/**
 * Prints the revision digest of a folder, or the listing behind it. A digest is taken of whatever is safe to take one
 * of, also where packet.yaml is wrong; of nothing else, and then the problems are those that `check` tells.
 */
export async function digestOfFolder(path: string, sums: boolean, say: (line: string) => void): Promise<number> {
  const { folder, tree } = await readDiskFolder(path);
  const proof = provePacket(folder);
  const digest = proof.valid ? proof.facts.revision_digest : proof.digest;
  if (digest === null) {
    const problems = proof.valid ? [] : proof.problems;
    for (const { code, message, hint } of problems)
      process.stderr.write(`${harmless(`${shownPath(path, tree)}: ${code}: ${message}`)}\n  do: ${harmless(hint)}\n`);
    return 1;
  }
  const files = folder.entries.map(({ name, bytes }) => ({ name, sha256: sha256(bytes ?? '') }));
  say(sums ? listing(folder.id, files).trimEnd() : digest);
  return 0;
}
