import { readFile } from 'node:fs/promises';
import { publicKey } from '../ledger/key.ts';
import type { KeyRange } from '../ledger/note.ts';
import { type Branch, openClone } from './clone.ts';
import { ledgerKeys } from './policies.ts';
import { readVerified, type VerifiedLedger } from './resume.ts';
import { pinnedRules, type Rulebook, rulesOfMain } from './rulebook.ts';
import { readWitness, type Witness } from './witness.ts';
import { WrongArgument } from './wrong-argument.ts';

/** What an auditor brings along; nothing of it is needed. */
export interface AuditOptions {
  /** A public ledger key to believe instead of policies/ledger.yaml: it must have signed the newest head. */
  readonly key?: string | undefined;
  /** A directory of policies to believe instead of the clone's main. */
  readonly policies?: string | undefined;
  /** Files that remember an entry's number and hash. */
  readonly witnesses: readonly string[];
  /** The file that remembers how far an earlier audit came, and then this one. */
  readonly resume?: string | undefined;
}

/** What an audit stands on: the clone, and all that is believed about it before it is read. */
export interface Ground {
  readonly dir: string;
  readonly ledger: Branch;
  readonly rules: Rulebook;
  readonly keys: readonly KeyRange[];
  /** Where the keys come from, for the reader of the report. */
  readonly keysFrom: string;
  /** A key that the caller named needs to have signed the newest head only: nobody says which heads are its. */
  readonly ask: 'every head' | 'the newest head';
  readonly witnesses: readonly Witness[];
  readonly earlier: VerifiedLedger | null;
}

/** Throws `WrongArgument` for what the caller named wrongly, `GitFailed` when git cannot read the clone. */
export async function groundOf(dir: string, options: AuditOptions): Promise<Ground> {
  const { ledger, main } = await openClone(dir);
  const rules = options.policies === undefined ? rulesOfMain(dir, main) : pinnedRules(options.policies);
  const keys = options.key === undefined ? await ledgerKeys(rules) : [{ key: checkedKey(options.key), first: 0 }];
  return {
    dir,
    ledger,
    rules,
    keys,
    keysFrom: options.key === undefined ? `ledger.yaml of ${rules.name}` : 'the command line',
    ask: options.key === undefined ? 'every head' : 'the newest head',
    witnesses: (await Promise.all(options.witnesses.map(witnessesIn))).flat(),
    earlier: options.resume === undefined ? null : await readVerified(options.resume, keys),
  };
}

function checkedKey(key: string): string {
  try {
    publicKey(key);
    return key;
  } catch (error) {
    throw new WrongArgument(`--key: ${error instanceof Error ? error.message : 'no key'}`);
  }
}

async function witnessesIn(file: string): Promise<Witness[]> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) throw new WrongArgument(`expected a readable witness \`${file}\`, seen none`);
  return readWitness(file, bytes);
}
