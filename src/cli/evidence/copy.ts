import { WrongArgument } from '../../audit/wrong-argument.ts';
import { readJson } from '../../document/json.ts';
import type { Material } from '../../evidence/material.ts';
import { type GitHubPlace, sourceOf } from '../../evidence/source.ts';
import { namedFile } from '../../observe/checkout/file.ts';

const LARGEST_BYTES = 64 * 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * A copy of what stands at an address, instead of what is there now. Of a file it is the file; of GitHub's attestations
 * the Sigstore bundles: one, or one on each line as `gh attestation download` writes them. A run has none: a file that
 * says what GitHub says is the word of whoever wrote it. Throws `WrongArgument`.
 */
export async function copyOf(uri: string, path: string, github: GitHubPlace): Promise<Material> {
  const source = sourceOf(uri, github);
  if ('refused' in source) throw new WrongArgument(`expected ${source.refused.expected}, seen ${source.refused.seen}`);
  if (source.from === 'check-run' || source.from === 'workflow-run')
    throw new WrongArgument(
      `expected no \`--offline\` for a ${source.from}, seen it\nhint: only GitHub can tell its runs`,
    );
  const bytes = await namedFile(path, LARGEST_BYTES);
  if (source.from !== 'attestations') return { from: source.from, bytes };
  return { from: 'attestations', bundles: bundlesIn(path, bytes) };
}

function bundlesIn(path: string, bytes: Uint8Array): unknown[] {
  try {
    const whole = jsonIn(bytes);
    return whole === undefined ? linesOf(bytes).map((line) => readJson(line)) : [whole];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new WrongArgument(`expected Sigstore bundles in JSON in \`${path}\`, seen otherwise: ${error.message}`);
  }
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return readJson(bytes);
  } catch {
    return undefined;
  }
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    if (end > start) lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
