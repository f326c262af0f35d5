import { describe, expect, it } from 'vitest';
import { fileNames, readPacket } from '../../src/packet/packet.ts';
import { bytesOf, codesOf, edited, fileText, PACKET_FOLDER, problemsOf, valueIn } from './sample.ts';

const PACKET = `${PACKET_FOLDER}/packet.yaml`;
type Change = Parameters<typeof edited>[1];
const read = (...changes: Change[]) => readPacket(PACKET, edited(PACKET, ...changes));
const codes = (...changes: Change[]) => codesOf(read(...changes));
const withFiles = (...names: string[]) =>
  read([
    '  - rationale.md\n  - evidence/rebuild.txt\n  - evidence/signers.txt\n',
    names.map((name) => `  - ${JSON.stringify(name)}\n`).join(''),
  ]);

describe('a packet', () => {
  it('states its options in their order, its blocked paths and its files', () => {
    const packet = valueIn(read());
    expect(packet.options.map(({ id, kind }) => [id, kind])).toEqual([
      ['hold', 'wait'],
      ['exception-30d', 'exception'],
      ['escalate', 'escalate'],
    ]);
    expect(packet.blocked_paths).toHaveLength(3);
    expect(fileNames(packet)).toEqual(['packet.yaml', 'rationale.md', 'evidence/rebuild.txt', 'evidence/signers.txt']);
  });

  it('D04: has no window and no expiry but real instants', () => {
    const wrong = [
      '2026-12-1',
      '12/01/2026',
      '2026-12-01T10:00',
      '2026-02-30T00:00:00Z',
      '1796119200',
      '9999-01-01T00:00:00Z',
      'never',
      '""',
      '[]',
      '',
    ];
    for (const value of wrong) {
      expect(codes(['closes: 2026-11-29T09:00:00Z', `closes: ${value}`]), value).toEqual(['window-invalid']);
      expect(codes(['expires: 2026-12-22T00:00:00Z', `expires: ${value}`]), value).toEqual(['window-invalid']);
      expect(codes(['re_review: 2026-12-10T00:00:00Z', `re_review: ${value}`]), value).toEqual(['window-invalid']);
    }
    expect(codes(['    expires: 2026-12-22T00:00:00Z\n', ''])).toEqual(['window-invalid']);
  });

  it('D04: has a window that closes after it opens', () => {
    expect(codes(['closes: 2026-11-29T09:00:00Z', 'closes: 2026-11-22T09:00:00Z'])).toEqual(['window-invalid']);
    expect(codes(['closes: 2026-11-29T09:00:00Z', 'closes: 2026-11-01T09:00:00Z'])).toEqual(['window-invalid']);
  });

  it('C03: names no two files that some file system takes for one', () => {
    expect(codesOf(withFiles('Evidence.md', 'evidence.md'))).toEqual(['packet-path-unsafe']);
    expect(codesOf(withFiles('PACKET.yaml'))).toEqual(['packet-path-unsafe']);
    expect(codesOf(withFiles('a', 'a/b'))).toEqual(['packet-path-unsafe']);
    expect(codesOf(withFiles('a', 'a'))).toEqual(['packet-path-unsafe']);
  });

  it('C05: names no file outside its folder, none that is hidden and none with two readings', () => {
    const unsafe = [
      '..',
      '../x',
      '.git',
      '.GIT',
      'git~1',
      '.git ',
      '.g\u200cit',
      'a//b',
      'a/./b',
      'a\\b',
      'aux.md',
      'a.',
      'a\nb',
      '/etc/passwd',
      'packet.yaml',
    ];
    for (const name of unsafe) expect(codesOf(withFiles(name)), name).toContain('packet-path-unsafe');
    expect(problemsOf(withFiles(...unsafe)).length).toBeGreaterThanOrEqual(unsafe.length);
  });

  it('C14: says nothing twice', () => {
    expect(codes(['      lane: gold', '      lane: silver\n      lane: gold'])).toEqual(['duplicate-key']);
    expect(codes(['      lane: gold', '      lane: gold\n      "\\u006cane": bronze'])).toEqual(['duplicate-key']);
  });

  it('has options that can be told apart and read as nothing else', () => {
    expect(codes(['id: exception-30d', 'id: hold'])).toEqual(['schema']);
    for (const id of ['reject', 'approve', 'none', 'Hold', 'a b', '"1"'])
      expect(codes(['id: exception-30d', `id: ${id}`]), id).toEqual(['schema']);
  });

  it('describes the reach of an exception, of nothing else, and whole', () => {
    expect(codes(['kind: exception', 'kind: other'])).toEqual(['schema']);
    expect(codes(['kind: wait', 'kind: exception'])).toEqual(['schema']);
    for (const change of [
      ['uses: 1', 'uses: 0'],
      ['uses: 1', 'uses: unlimited'],
      ['waives: [slsa-provenance]', 'waives: []'],
      ['lane: gold', 'lane: any'],
    ] as const)
      expect(codes(change)).toEqual(['schema']);
  });

  it('C23: always names at least one blocked path', () => {
    const text = fileText(PACKET);
    const [before = '', after = ''] = [
      text.slice(0, text.indexOf('blocked_paths:')),
      text.slice(text.indexOf('# Every other file')),
    ];
    expect(codesOf(readPacket(PACKET, bytesOf(`${before}blocked_paths: []\n${after}`)))).toEqual(['schema']);
    expect(codesOf(readPacket(PACKET, bytesOf(before + after)))).toEqual(['schema']);
  });

  it('A29: asks for no decision of its own: a verdict is no value that it could hold', () => {
    for (const line of [
      'verdict: approve',
      'decision: approve',
      'cross_signed: true',
      'status: approved',
      'approved_by: [ann]',
    ])
      expect(codes(['revision: 1', `revision: 1\n${line}`])).toEqual(['verdict-not-permitted']);
    for (const line of ['production_candidate: true', 'scope: production'])
      expect(codes(['revision: 1', `revision: 1\n${line}`])).toEqual(['schema']);
  });

  it('has a whole number as its revision, from 1', () => {
    for (const value of ['0', '-1', '1.5', '"1"', '1e99', 'one'])
      expect(codes(['revision: 1', `revision: ${value} #`]), value).toEqual(['schema']);
  });

  it('has every problem told on its own line', () => {
    const problems = problemsOf(
      read(
        ['revision: 1', 'revision: 0'],
        ['id: hold', 'id: none'],
        ['kind: wait', 'kind: delay'],
        ['closes: 2026-11-29T09:00:00Z', 'closes: soon'],
        ['- rationale.md', '- ../rationale.md'],
      ),
    );
    const lines = fileText(PACKET).split('\n');
    const lineOf = (start: string) => lines.findIndex((line) => line.startsWith(start)) + 1;
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [lineOf('revision:'), 'schema'],
      [lineOf('review_window:'), 'window-invalid'],
      [lineOf('    kind: wait'), 'schema'],
      [lineOf('  - rationale.md'), 'packet-path-unsafe'],
    ]);
  });
});
