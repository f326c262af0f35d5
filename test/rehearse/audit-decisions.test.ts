import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extend } from '../../src/ledger/chain.ts';
import { type Body, type Draft, entryBytes, entryHash } from '../../src/ledger/entry.ts';
import { auditDecisions } from '../../src/rehearse/audit-decisions.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { playRehearsal } from '../../src/rehearse/play.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';

const FILE = 'test/rehearsals/concluded--an-exception-is-granted.yaml';

/** What an outsider finds after the exception was granted, and after somebody with every key wrote these entries. */
async function found(forged: (concluded: Body<'concluded'>, granted: Body<'granted'>) => Draft[]): Promise<string[]> {
  const read = readRehearsal(FILE, readFileSync(FILE));
  if (!read.ok) throw new Error('the rehearsal does not load');
  let breaches: string[] = [];
  await playRehearsal(read.value, {
    ends: (stage) => {
      expect(auditDecisions(stage)).toEqual([]);
      write(stage, forged(bodyOf(stage, 'concluded'), bodyOf(stage, 'granted')));
      breaches = auditDecisions(stage).map(({ expected, seen }) => `${expected}: ${seen}`);
    },
  });
  return breaches;
}

function bodyOf<K extends 'concluded' | 'granted'>(stage: Stage, kind: K): Body<K> {
  const entry = stage.record.entries.find((one) => one.kind === kind);
  if (entry === undefined) throw new Error(`no entry \`${kind}\``);
  return entry.body as Body<K>;
}

function write({ record, github, governance, bot, now }: Stage, drafts: readonly Draft[]): void {
  const last = record.entries.at(-1);
  if (last === undefined) throw new Error('no ledger');
  const made = extend({ number: last.number, hash: entryHash(entryBytes(last)) }, drafts, now);
  const files = Object.fromEntries(made.files.map(({ path, bytes }) => [path, bytes]));
  github.acts.push({ repository: governance, branch: 'ledger', by: bot, files, message: 'Forged', unjudged: true });
}

describe('the audit of decisions', () => {
  it('finds a conclusion for an outcome that nobody signed', async () => {
    const breaches = await found((concluded) => [
      { kind: 'concluded', body: { ...concluded, outcome: { verdict: 'reject' } } },
    ]);
    expect(breaches).toEqual([expect.stringContaining('by signatures in the ledger on its very file: 0 of 2')]);
  });

  it('finds a conclusion by somebody who did not sign, and one person who stands for two', async () => {
    const breaches = await found((concluded) => {
      const [first] = concluded.signers;
      if (first === undefined) throw new Error('nobody signed');
      return [
        { kind: 'concluded', body: { ...concluded, signers: [first, { ...first, person: 'eve', review: 99 }] } },
        { kind: 'concluded', body: { ...concluded, signers: [first, first] } },
      ];
    });
    expect(breaches.map((one) => one.split(': ').at(-1))).toEqual(['1 of 2', '1 of 2']);
  });

  it('finds a conclusion whose merge brought something else', async () => {
    const breaches = await found((concluded) => [{ kind: 'concluded', body: { ...concluded, decision: 2 } }]);
    expect(breaches.join('\n')).toContain('the merge of bpe-2026-014/r1-d2 to bring that file');
  });

  it('finds an exception that follows from no conclusion, or from one that was no verdict', async () => {
    const breaches = await found((concluded, granted) => [
      { kind: 'concluded', body: { ...concluded, scope: 'test' } },
      { kind: 'granted', body: { ...granted, conclusion: granted.conclusion + 2 } },
      { kind: 'granted', body: { ...granted, conclusion: 3 } },
      { kind: 'granted', body: { ...granted, decision: 2 } },
    ]);
    expect(breaches.filter((one) => one.includes('to follow from a conclusion of production'))).toHaveLength(3);
  });
});
