import type { Change } from '../claims/claims.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import { cut } from '../document/text.ts';
import type { CommitSeen, EntrySeen, HistorySeen, TopTree } from './observation.ts';

/** Git's mode of a folder, as a number. */
const FOLDER = 0o40000;
/** And of an ordinary file. */
const FILE = 0o100644;
const MOST_NAMES = 20;
/** Git takes names of thousands of bytes. */
const LONGEST_NAME = 200;
const RULE_PLACES = ['.github', 'CODEOWNERS', 'docs', 'policies'];

/**
 * What a pull request changes, told by comparing trees: everything below equal ids is equal, so the entries of the
 * root, of `packets/` and of `.github/` are enough to prove that nothing else was touched.
 */
export function changeOf(history: HistorySeen): Change {
  return changeBetween(history.root.tree, history.commits.at(-1)?.tree ?? history.root.tree);
}

/** The change from one tree to another. */
export function changeBetween(before: TopTree, after: TopTree): Change {
  const { others, packets } = touched(before, after);
  if (isCodeownersOnly(before, after)) return { kind: 'sync', codeowners: codeownersIn(after), touched: [CODEOWNERS] };
  if (others.some((name) => RULE_PLACES.includes(name)))
    return { kind: 'policy', touched: told([...others, ...packets.map(inPackets)]) };
  const [packet] = packets;
  if (packet !== undefined && packets.length === 1 && others.length === 0) return { kind: 'packet', packet };
  return { kind: 'other', touched: told([...others, ...packets.map(inPackets)]) };
}

/** Everything that differs between two trees, as far as their tops say. */
export function namesTouched(before: TopTree, after: TopTree): string[] {
  const { others, packets } = touched(before, after);
  return [...others, ...packets.map(inPackets)];
}

/** The one packet that a pull request touches, with the git tree of its folder at the head (null when it is gone). */
export function packetTouched(history: HistorySeen): { packet: string; tree: string | null } | null {
  const change = changeOf(history);
  if (change.kind !== 'packet') return null;
  const entry = history.commits.at(-1)?.tree.packets.find(({ name }) => name === change.packet);
  return { packet: change.packet, tree: entry?.mode === FOLDER ? entry.oid : null };
}

/** The git blob id of CODEOWNERS; null where it is none, or no ordinary file. */
export function codeownersIn({ github }: TopTree): string | null {
  const entry = github.find(({ name }) => inGithub(name) === CODEOWNERS);
  return entry?.mode === FILE ? entry.oid : null;
}

/** Whether a merge brought exactly this copy of CODEOWNERS and nothing else. */
export function syncMatches(before: TopTree, merged: TopTree, codeowners: string): boolean {
  return isCodeownersOnly(before, merged) && codeownersIn(merged) === codeowners;
}

function isCodeownersOnly(before: TopTree, after: TopTree): boolean {
  const { others, packets } = touched(before, after);
  const inside = differing(before.github, after.github).map(inGithub);
  return packets.length === 0 && others.join() === '.github' && inside.join() === CODEOWNERS;
}

/**
 * Why the commits of a pull request are no plain line that touches nothing but what is proposed. An intermediate
 * commit that touches something else would reach the council branch by the merge although the diff does not show it.
 */
export function historyProblems(
  history: HistorySeen,
  commits: readonly CommitSeen[],
  change: Extract<Change, { kind: 'packet' | 'sync' }>,
): string[] {
  const problems = [];
  let before = history.root;
  if (history.commits.length !== commits.length) {
    return [`${commits.length} commits are listed and ${history.commits.length} could be read`];
  }
  for (const commit of history.commits) {
    const short = commit.oid.slice(0, 10);
    const parents = commits.find(({ oid }) => oid === commit.oid)?.parents ?? [];
    if (parents.length !== 1) problems.push(`commit ${short} has ${parents.length} parents`);
    else if (parents[0] !== before.oid) problems.push(`commit ${short} does not follow ${before.oid.slice(0, 10)}`);
    const foreign = foreignTo(change, before.tree, commit.tree);
    if (foreign.length > 0) problems.push(`commit ${short} also touches ${listed(foreign)}`);
    before = commit;
  }
  return problems.slice(0, MOST_NAMES);
}

/** What a commit touches beside what is proposed. A commit that touches nothing at all is no harm. */
function foreignTo(change: Extract<Change, { kind: 'packet' | 'sync' }>, before: TopTree, after: TopTree): string[] {
  if (change.kind === 'sync' && isCodeownersOnly(before, after)) return [];
  const { others, packets } = touched(before, after);
  const proposed = change.kind === 'packet' ? change.packet : null;
  return [...others, ...packets.filter((name) => name !== proposed).map(inPackets)];
}

/** Whether a merge brought exactly the approved folder and nothing else, byte for byte. */
export function mergeMatches(before: TopTree, merged: TopTree, packet: string, approvedTree: string): boolean {
  const { others, packets } = touched(before, merged);
  const entry = merged.packets.find(({ name }) => name === packet);
  return others.length === 0 && packets.every((name) => name === packet) && entry?.oid === approvedTree;
}

function touched(before: TopTree, after: TopTree): { others: string[]; packets: string[] } {
  const others = differing(before.root, after.root).filter((name) => name !== 'packets');
  const listed = before.root.concat(after.root).filter(({ name }) => name === 'packets');
  // A `packets` that is no folder has no entries to compare: it is itself what was touched.
  if (listed.some(({ mode }) => mode !== FOLDER)) return { others: [...others, 'packets'], packets: [] };
  return { others, packets: differing(before.packets, after.packets) };
}

function differing(before: readonly EntrySeen[], after: readonly EntrySeen[]): string[] {
  const key = ({ name, mode, oid }: EntrySeen) => `${mode} ${oid} ${name}`;
  const had = new Set(before.map(key));
  const has = new Set(after.map(key));
  const changed = [...after.filter((entry) => !had.has(key(entry))), ...before.filter((entry) => !has.has(key(entry)))];
  return [...new Set(changed.map(({ name }) => name))].sort();
}

function listed(names: readonly string[]): string {
  const shown = told(names).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

/** The first names of many, each cut: what is told is recorded, and must stay small however much was touched. */
function told(names: readonly string[]): string[] {
  return names.slice(0, MOST_NAMES).map((name) => cut(name, LONGEST_NAME));
}

function inPackets(name: string): string {
  return `packets/${name}`;
}

function inGithub(name: string): string {
  return `.github/${name}`;
}
