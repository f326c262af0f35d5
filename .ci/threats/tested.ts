import { CODE_NAMES, type Code } from '../../src/finding/code.ts';
import type { Showing } from './showing.ts';

const TITLE = /(['"`])([A-Z]\d{2}(?:, [A-Z]\d{2})*): (.*?)\1(?:,|$)/;

/**
 * The tests of a file whose titles begin with ids of threats: `it('A01: ...')`, or a row `['A01: ...', ...]` of a
 * table. What a test asserts is told by its lines, which end where those of a formatted file do: at its indentation.
 */
export function tested(path: string, text: string): Showing[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const [, , ids = '', said = ''] = TITLE.exec(line) ?? [];
    if (ids === '') return [];
    const asserted = blockAt(lines, at)
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(said, '');
    const codes = new Set(codesIn(asserted));
    return [{ threats: ids.split(', '), title: titleOf(lines, at, said), path, codes, findings: null }];
  });
}

/**
 * The lines of the call or the row in which line `at` stands: with the rows of its table for an `it.each`, and with
 * what is done with each row for a row.
 */
function blockAt(lines: readonly string[], at: number): string {
  const own = lines[at] ?? '';
  const indent = indentOf(own);
  const isInside = /^\s*['"`]/.test(own);
  const from = own.trimStart().startsWith(']') ? outside(lines.slice(0, at).reverse(), indent) : 0;
  const lasts = outside(lines.slice(at + 1), isInside ? indent - 1 : indent);
  const block = lines.slice(at - from, at + 1 + lasts);
  const isRow = isInside || own.trimStart().startsWith('[');
  return [...block, ...(isRow ? doneWithRows(lines.slice(at + 1), indent) : [])].join('\n');
}

/** How many lines there are before the first that is indented no further than this. */
function outside(lines: readonly string[], indent: number): number {
  const end = lines.findIndex((line) => line.trim() !== '' && indentOf(line) <= indent);
  return end === -1 ? lines.length : end;
}

/** The call that ends the table of a row: `])('is refused: %s', ...)`. */
function doneWithRows(lines: readonly string[], indent: number): readonly string[] {
  const end = lines.findIndex((line) => line.trim() !== '' && indentOf(line) < indent && !/^\s*\],?$/.test(line));
  const closing = lines[end];
  if (closing === undefined || !/^\s*\]/.test(closing)) return [];
  return lines.slice(end, end + 1 + outside(lines.slice(end + 1), indentOf(closing)));
}

/** With what the test is about, which the `describe` around it names. */
function titleOf(lines: readonly string[], at: number, said: string): string {
  const indent = indentOf(lines[at] ?? '');
  const around = lines.slice(0, at).findLast((line) => /^\s*describe\(/.test(line) && indentOf(line) < indent);
  const about = /describe\((['"`])(?:[A-Z]\d{2}: )?(.*?)\1/.exec(around ?? '')?.[2];
  const title = said.replace(/:? ?%[sdj]/g, '');
  if (about === undefined) return title;
  return /\bit(\.each)?\(/.test(lines[at] ?? '') ? `${about} ${title}` : `${about}: ${title}`;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The codes that stand in a text, each as a word of its own. */
export function codesIn(text: string): Code[] {
  const words = new Set(text.match(/[a-z]+(?:-[a-z]+)+/g) ?? []);
  return CODE_NAMES.filter((code) => words.has(code));
}
