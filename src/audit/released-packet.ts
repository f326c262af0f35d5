import { digestOf } from '../digest/digest.ts';
import type { Body } from '../ledger/entry.ts';
import { GitFailed } from '../ledger/git.ts';
import { type Option, PACKET_FILE, readPacket } from '../packet/packet.ts';
import { fileAt } from './clone.ts';

/** Bytes that packet.yaml may have here; a packet that was released has far fewer. */
const LIMIT = 1024 * 1024;

/**
 * The options of a released packet as a clone holds them, which are those that owners approved: their digest stands in
 * the ledger. Else a sentence that says why they cannot be read.
 */
export async function releasedOptions(
  dir: string,
  { packet, merge, digests }: Pick<Body<'released'>, 'packet' | 'merge' | 'digests'>,
): Promise<readonly Option[] | string> {
  const path = `packets/${packet}/${PACKET_FILE}`;
  const bytes = await fileOf(dir, merge, path);
  if (bytes === null) return `the clone does not hold ${path} of ${merge}: \`git fetch origin\``;
  const read = readPacket(path, bytes);
  if (!read.ok) return `${path} of ${merge} does not load`;
  const { options } = read.value;
  if (digestOf(options) !== digests.option_set)
    return `the options in ${path} of ${merge} are not those that were released`;
  return options;
}

/** A commit that is not in the clone holds no file either. */
async function fileOf(dir: string, commit: string, path: string): Promise<Uint8Array | null> {
  try {
    return await fileAt(dir, commit, path, LIMIT);
  } catch (error) {
    if (error instanceof GitFailed) return null;
    throw error;
  }
}
