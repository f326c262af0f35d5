import type { Change } from '../claims/pull.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import { cut } from '../document/text.ts';
import type { DecisionSeen } from './observation/folder.ts';
import type { CommitSeen } from './observation/pull.ts';
import type { EntrySeen, HistorySeen, TopTree } from './observation/tree.ts';
import { differing, FILE, FOLDER } from './tree.ts';

const MOST_NAMES = 20;
/** Git takes names of thousands of bytes. */
const LONGEST_NAME = 200;
const RULE_PLACES = ['.github', 'CODEOWNERS', 'docs', 'policies'];
/** The folders of which one part is proposed, and the parts of which stand in a top tree. */
const PROPOSALS = ['packets', 'decisions'] as const;

/**
 * What a pull request changes, told by comparing trees: everything below equal ids is equal, so the entries of the
 * root, of `packets/`, `decisions/` and `.github/` are enough to prove that nothing else was touched.
 */
export function changeOf(history: HistorySeen): Change {
  return changeBetween(history.root.tree, history.commits.at(-1)?.tree ?? history.root.tree);
}

/** The change from one tree to another. */
export function changeBetween(before: TopTree, after: TopTree): Change {
  if (isCodeownersOnly(before, after)) return { kind: 'sync', codeowners: codeownersIn(after), touched: [CODEOWNERS] };
  const { others, packets, decisions } = touched(before, after);
  const names = namesTouched(before, after);
  if (others.some((name) => RULE_PLACES.includes(name))) return { kind: 'policy', touched: told(names) };
  const [packet, decision] = [packets[0], decisions[0]];
  if (packet !== undefined && names.length === 1) return { kind: 'packet', packet };
  if (decision !== undefined && names.length === 1) return { kind: 'decision', packet: decision };
  return { kind: 'other', touched: told(names) };
}

/** Everything that differs between two trees, as far as their tops say. */
export function namesTouched(before: TopTree, after: TopTree): string[] {
  const { others, packets, decisions } = touched(before, after);
  return [...others, ...packets.map(inPackets), ...decisions.map(inDecisions)];
}

/** The one packet that a pull request touches, with the git tree of its folder at the head (null when it is gone). */
export function packetTouched(history: HistorySeen): PacketFolder | null {
  const change = changeOf(history);
  return change.kind === 'packet' ? packetAtHead(history, change.packet) : null;
}

/** The packet that a pull request is about: the one that it touches, or that its decision is about. */
export function packetConcerned(history: HistorySeen): PacketFolder | null {
  const change = changeOf(history);
  return change.kind === 'packet' || change.kind === 'decision' ? packetAtHead(history, change.packet) : null;
}

interface PacketFolder {
  readonly packet: string;
  readonly tree: string | null;
}

function packetAtHead({ commits }: HistorySeen, packet: string): PacketFolder {
  return { packet, tree: commits.at(-1)?.tree.packets.find(isFolder(packet))?.oid ?? null };
}

/** The folder of decisions that a pull request touches: its git tree before and at each commit, null where it is none. */
export function decisionsTouched({ root, commits }: HistorySeen): DecisionFolder | null {
  const change = changeOf({ root, commits });
  if (change.kind !== 'decision') return null;
  const treeOf = ({ tree }: HistorySeen['root']) => tree.decisions.find(isFolder(change.packet))?.oid ?? null;
  return { packet: change.packet, root: treeOf(root), commits: commits.map(treeOf) };
}

/** The git trees of a folder of decisions: before the pull request, and at each of its commits. */
export interface DecisionFolder {
  readonly packet: string;
  readonly root: string | null;
  readonly commits: readonly (string | null)[];
}

function isFolder(called: string): (entry: EntrySeen) => boolean {
  return ({ name, mode }) => name === called && mode === FOLDER;
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
  const inside = differing(before.github, after.github).map(inGithub);
  return namesTouched(before, after).join() === '.github' && inside.join() === CODEOWNERS;
}

/**
 * Why the commits of a pull request are no plain line that touches nothing but what is proposed. An intermediate
 * commit that touches something else would reach the council branch by the merge although the diff does not show it.
 */
export function historyProblems(
  history: HistorySeen,
  commits: readonly CommitSeen[],
  change: Extract<Change, { kind: 'packet' | 'decision' | 'sync' }>,
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
function foreignTo(
  change: Extract<Change, { kind: 'packet' | 'decision' | 'sync' }>,
  before: TopTree,
  after: TopTree,
): string[] {
  if (change.kind === 'sync') return isCodeownersOnly(before, after) ? [] : namesTouched(before, after);
  const proposed = change.kind === 'packet' ? inPackets(change.packet) : inDecisions(change.packet);
  return namesTouched(before, after).filter((name) => name !== proposed);
}

/**
 * Which commits of a decision's pull request touch more of its folder than files that come with it: whatever was
 * decided before stays as it is, also where a later commit puts it back.
 */
export function earlierDecisionsTouched({ packet, root, commits }: DecisionSeen, history: HistorySeen): string[] {
  const there = new Set(root.map(({ name }) => name));
  const brought = new Set(commits.at(-1)?.flatMap(({ name }) => (there.has(name) ? [] : [name])));
  const problems = commits.flatMap((entries, index) => {
    const foreign = differing(commits[index - 1] ?? root, entries).filter((name) => !brought.has(name));
    const paths = foreign.map((name) => inDecisions(`${packet}/${name}`));
    const short = history.commits[index]?.oid.slice(0, 10);
    return paths.length === 0 ? [] : [`commit ${short} also touches ${listed(paths)}`];
  });
  return problems.slice(0, MOST_NAMES);
}

/** Whether a merge brought exactly the approved folder and nothing else, byte for byte. */
export function mergeMatches(before: TopTree, merged: TopTree, packet: string, approvedTree: string): boolean {
  const entry = merged.packets.find(({ name }) => name === packet);
  return namesTouched(before, merged).every((name) => name === inPackets(packet)) && entry?.oid === approvedTree;
}

interface Touched {
  readonly others: readonly string[];
  readonly packets: readonly string[];
  readonly decisions: readonly string[];
}

function touched(before: TopTree, after: TopTree): Touched {
  const names = differing(before.root, after.root);
  const roots = before.root.concat(after.root);
  // A `packets` that is no folder has no entries to compare: it is itself what was touched.
  const isOpaque = (folder: string) => roots.some(({ name, mode }) => name === folder && mode !== FOLDER);
  const inside = (folder: (typeof PROPOSALS)[number]) =>
    isOpaque(folder) ? [] : differing(before[folder], after[folder]);
  const others = names.filter((name) => isOpaque(name) || !PROPOSALS.some((folder) => folder === name));
  return { others, packets: inside('packets'), decisions: inside('decisions') };
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

function inDecisions(name: string): string {
  return `decisions/${name}`;
}

function inGithub(name: string): string {
  return `.github/${name}`;
}
