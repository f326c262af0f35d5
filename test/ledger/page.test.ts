import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extend } from '../../src/ledger/chain.ts';
import { entrySchema } from '../../src/ledger/entry.ts';
import { privateKeys, verifierKey } from '../../src/ledger/key.ts';
import { signNote } from '../../src/ledger/note.ts';
import { readLedgerPolicy } from '../../src/policy/ledger-policy.ts';
import { AT, genesis, KEY, KEY_TEXT, REPOSITORY, tip } from './sample.ts';

const page = readFileSync(new URL('../../docs/ledger.md', import.meta.url), 'utf8');
const block = (name: string) => page.split(`\`\`\`${name}\n`)[1]?.split('```')[0] ?? '';
const section = (name: string) => page.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? '';
const firstCells = (text: string) =>
  text
    .split('\n')
    .flatMap((line) =>
      Array.from(/^\| (`[^|]*`) \|/.exec(line)?.[1]?.matchAll(/`([^`]+)`/g) ?? [], ([, word]) => word),
    );

describe('docs/ledger.md', () => {
  const { files, head } = extend(null, [genesis, tip], AT);

  it('shows an entry and a head byte for byte, with the key that signs them', () => {
    expect(block('json entry').trimEnd()).toBe(new TextDecoder().decode(files[1]?.bytes));
    expect(block('text head')).toBe(new TextDecoder().decode(signNote(REPOSITORY, head, [KEY])));
    expect(page).toContain(verifierKey(`countersign/${REPOSITORY}`, KEY_TEXT));
  });

  it('has every kind in the order of the source, and none of those to come', () => {
    const kinds = entrySchema.options.map((option) => option.shape.kind.value);
    expect(firstCells(section('Kinds'))).toEqual(kinds);
    expect(
      firstCells(section('Kinds that later work needs')).filter((kind) => kinds.some((known) => known === kind)),
    ).toEqual([]);
  });

  it('shows a policy that loads, and a kind of key that is taken', () => {
    expect(readLedgerPolicy('policies/ledger.yaml', new TextEncoder().encode(block('yaml')))).toMatchObject({
      ok: true,
    });
    expect(privateKeys(String(KEY.export({ format: 'pem', type: 'pkcs8' })))).toHaveLength(1);
  });
});
