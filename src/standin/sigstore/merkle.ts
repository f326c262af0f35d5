import { sha256 } from './instance.ts';

/** RFC 6962 section 2.1: the tree of a log, from the hashes of its entries. Never empty here. */

export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.from([0]), entry);
}

export function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const half = split(leaves.length);
  return sha256(Buffer.from([1]), treeHash(leaves.slice(0, half)), treeHash(leaves.slice(half)));
}

/** The hashes that lead from one leaf to the tree's hash, nearest first. */
export function inclusionProof(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half
    ? [...inclusionProof(index, left), treeHash(right)]
    : [...inclusionProof(index - half, right), treeHash(left)];
}

/** The largest power of two below the size. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}
