import { type Council, readCouncil } from '../council/council.ts';
import type { Problem, Read } from '../document/document.ts';
import type { KeyRange } from '../ledger/note.ts';
import { type People, readPeople } from '../people/people.ts';
import { readLedgerPolicy } from '../policy/ledger-policy.ts';
import { readSealPolicy, type SealPolicy } from '../policy/seal-policy.ts';
import type { SealRules } from '../seal/statement.ts';
import type { Rulebook } from './rulebook.ts';
import { WrongArgument } from './wrong-argument.ts';

/** The keys by which a ledger is to be believed. Throws `WrongArgument` where the rulebook does not say. */
export async function ledgerKeys(rulebook: Rulebook): Promise<readonly KeyRange[]> {
  const bytes = await rulebook.read('ledger.yaml');
  if (bytes === null) throw new WrongArgument(`expected ledger.yaml in the policies of ${rulebook.name}, seen none`);
  const read = readLedgerPolicy('policies/ledger.yaml', bytes);
  if (!read.ok) throw new WrongArgument(`${rulebook.name}: ${saidOf(read.problems)}`);
  return read.value.keys;
}

/** The seal rules of a commit; a sentence where they cannot be read. */
export async function sealRules(rulebook: Rulebook, commit: string): Promise<SealRules | string> {
  const bytes = await rulebook.readAt(commit, 'seal.yaml');
  if (bytes === null) return `no policies/seal.yaml at ${commit}`;
  const read: Read<SealPolicy> = readSealPolicy('policies/seal.yaml', bytes);
  if (!read.ok) return saidOf(read.problems);
  const root = await rulebook.readAt(commit, read.value.trusted_root);
  if (root === null) return `no policies/${read.value.trusted_root} at ${commit}`;
  return { policy: read.value, trustedRoot: new TextDecoder().decode(root) };
}

/** Who was who at a commit; a sentence where that cannot be read. */
export async function peopleAt(rulebook: Rulebook, commit: string): Promise<People | string> {
  const bytes = await rulebook.readAt(commit, 'people.yaml');
  if (bytes === null) return `no policies/people.yaml at ${commit}`;
  const read = readPeople('policies/people.yaml', bytes);
  return read.ok ? read.value : saidOf(read.problems);
}

/** The policy of a council at a commit; a sentence where it cannot be read. */
export async function councilAt(rulebook: Rulebook, commit: string, name: string): Promise<Council | string> {
  const file = `councils/${name}.yaml`;
  const bytes = await rulebook.readAt(commit, file);
  if (bytes === null) return `no policies/${file} at ${commit}`;
  const read = readCouncil(`policies/${file}`, bytes);
  return read.ok ? read.value : saidOf(read.problems);
}

function saidOf(problems: readonly Problem[]): string {
  const [first] = problems;
  return first ? `${first.path}:${first.line}:${first.column}: ${first.message}` : 'a file that does not load';
}
