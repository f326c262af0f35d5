import { withoutSecrets } from '../document/secret.ts';
import { cut } from '../document/text.ts';

/** What breaks lines, hides or reorders text: control characters, and those that are not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text with everything that cannot be seen written out, on one line, and without what looks like a secret. */
export function visible(text: string): string {
  return withoutSecrets(text.toWellFormed()).replace(UNSEEN, (character) => {
    if (character === '\n' || character === '\t' || character === '\r') return ' ';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/**
 * Somebody else's text as a code span, the one place of GitHub's Markdown in which nothing is a link, an image, a
 * mention, HTML or a comment (GFM 6.3). The fence is longer than any run of backticks in it; a table's `|` is escaped.
 */
export function code(text: string, longest = 300): string {
  const whole = visible(text);
  const shown = whole.length > longest ? `${cut(whole, longest)}…` : whole;
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const padded = shown === '' || shown.startsWith('`') || shown.endsWith('`') ? ` ${shown} ` : shown;
  return `${fence}${padded.replaceAll('|', '\\|')}${fence}`;
}

/** The first line of an issue or a comment by which ours is found again: GitHub keeps it and does not show it. */
export function markerLine(marker: string): string {
  return `<!-- ${marker} -->`;
}

/** A table of GitHub's Markdown; the cells are Markdown already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** GitHub takes at most 65,535 bytes for a check's summary or text and for an issue (github/docs issue 35252). */
const LONGEST_BYTES = 60_000;

/** Cut at a line, so that no half of a code span lets the rest of somebody's text loose. */
export function bounded(text: string, longest = LONGEST_BYTES, why = 'GitHub shows no more'): string {
  const lines = text.split('\n');
  let bytes = 0;
  const fits = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1;
    return bytes > longest;
  });
  return fits === -1 ? text : [...lines.slice(0, fits), '', `(cut: ${why})`].join('\n');
}
