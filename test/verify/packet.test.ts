import { describe, expect, it } from 'vitest';
import { gitBlobId } from '../../src/digest/digest.ts';
import type { FileSeen } from '../../src/verify/observation/folder.ts';
import { provePacket } from '../../src/verify/packet.ts';
import { exampleFiles } from './example.ts';

const file = (name: string, content: string | Uint8Array, change: Partial<FileSeen> = {}): FileSeen => {
  const bytes = Buffer.from(content);
  return { name, mode: '100644', oid: gitBlobId(bytes), size: bytes.byteLength, bytes, ...change };
};
const example = exampleFiles().map(({ name, bytes }) => file(name, bytes));
const yaml = Buffer.from(example.find(({ name }) => name === 'packet.yaml')?.bytes ?? '').toString();
const prove = (entries: FileSeen[], change: { id?: string; truncated?: boolean } = {}) =>
  provePacket({ id: 'bpe-2026-014', truncated: false, entries, ...change });
const codes = (...args: Parameters<typeof prove>) => {
  const proof = prove(...args);
  return proof.valid ? [] : [...new Set(proof.problems.map(({ code }) => code))];
};
const withYaml = (change: (text: string) => string | Uint8Array) =>
  example.map((entry) => (entry.name === 'packet.yaml' ? file('packet.yaml', change(yaml)) : entry));

describe('a packet folder', () => {
  it('is proven by its bytes', () => {
    expect(prove(example)).toMatchObject({ valid: true, facts: { id: 'bpe-2026-014', revision: 1 } });
  });

  it.each<[string, FileSeen[], { id?: string; truncated?: boolean }, string[]]>([
    [
      'C01: a symbolic link',
      [...example, file('link', '../../.github/CODEOWNERS', { mode: '120000', bytes: null })],
      {},
      ['packet-path-unsafe'],
    ],
    ['C01: a submodule', [...example, file('sub', '', { mode: '160000', bytes: null })], {}, ['packet-path-unsafe']],
    ['K19: an executable', [...example, file('run.sh', 'x', { mode: '100755' })], {}, ['packet-path-unsafe']],
    ['C03: names that differ in case', [...example, file('Rationale.md', 'x')], {}, ['packet-path-unsafe']],
    ['C05: a name that leads elsewhere', [...example, file('../escape.md', 'x')], {}, ['packet-path-unsafe']],
    ['C05: a folder called what no packet can be', example, { id: 'Evil\nfolder' }, ['packet-path-unsafe']],
    [
      'C07: a Git LFS pointer',
      example.map((entry) =>
        entry.name === 'rationale.md'
          ? file(entry.name, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n')
          : entry,
      ),
      {},
      ['packet-invalid'],
    ],
    [
      'C08: a huge file',
      [...example, file('big.bin', '', { size: 120_000_000, bytes: null })],
      {},
      ['packet-too-large'],
    ],
    [
      'C08: many files',
      Array.from({ length: 20_000 }, (_, index) => file(`f${index}`, '', { bytes: null })),
      {},
      ['packet-too-large'],
    ],
    ['C09: a listing that was cut off', example, { truncated: true }, ['packet-too-large']],
    [
      'C21: bytes that are not those that git names',
      example.map((entry) => ({ ...entry, bytes: Buffer.from('others') })),
      {},
      ['packet-digest-mismatch'],
    ],
    ['C22: a file that is not named', [...example, file('hidden.md', 'x')], {}, ['packet-digest-mismatch']],
    [
      'a file that is named and not there',
      example.filter(({ name }) => name !== 'rationale.md'),
      {},
      ['packet-digest-mismatch'],
    ],
    ['no packet.yaml', example.filter(({ name }) => name !== 'packet.yaml'), {}, ['packet-invalid']],
    ['another id', withYaml((text) => text.replace('id: bpe-2026-014', 'id: bpe-2026-015')), {}, ['packet-invalid']],
    ['C12: aliases', withYaml((text) => `${text}\nother: [&a x, *a]\n`), {}, ['packet-invalid']],
    ['C14: a key twice', withYaml((text) => `${text}\nrevision: 2\n`), {}, ['packet-invalid']],
    ['C17: deep nesting', withYaml(() => '['.repeat(90_000)), {}, ['packet-invalid']],
    [
      'C18: bytes that are no UTF-8',
      withYaml((text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])])),
      {},
      ['packet-invalid'],
    ],
    [
      'D04: a date that does not exist',
      withYaml((text) => text.replace('closes: 2026-11-29', 'closes: 2026-02-30')),
      {},
      ['window-invalid'],
    ],
    ['an empty folder', [], {}, ['packet-invalid']],
    [
      'K20: an option that reads as a verdict',
      withYaml((text) => text.replace('- id: hold', '- id: approve')),
      {},
      ['packet-invalid'],
    ],
    [
      'A29: a verdict beside the options',
      withYaml((text) => `${text}\nverdict: approve\n`),
      {},
      ['verdict-not-permitted'],
    ],
  ])('is refused: %s', (_, entries, change, expected) => {
    expect(codes(entries, change)).toEqual(expected);
  });

  it('tells every problem of packet.yaml at once, each with its line', () => {
    const proof = prove(
      withYaml((text) => text.replace('revision: 1', 'revision: one').replace('kind: wait', 'kind: later')),
    );
    const places = proof.valid ? [] : proof.problems.map(({ place }) => place?.line);
    expect(places).toHaveLength(2);
    expect(new Set(places).size).toBe(2);
  });
});
