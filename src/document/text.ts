import type { Place, ProblemCode } from './problem.ts';

/** What is wrong at one offset of a text. */
export interface Fault {
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * The text of the bytes when they are UTF-8; else the part before the first wrong byte, with `whole: false`.
 * A byte order mark stays in the text, where `strangeCharacters` finds it.
 */
export function decode(bytes: Uint8Array): { readonly text: string; readonly whole: boolean } {
  const whole = decodeUtf8(bytes, false);
  if (whole !== undefined) return { text: whole, whole: true };
  let valid = 0;
  let wrong = bytes.length + 1;
  while (wrong - valid > 1) {
    const middle = (valid + wrong) >>> 1;
    if (decodeUtf8(bytes.subarray(0, middle), true) === undefined) wrong = middle;
    else valid = middle;
  }
  return { text: decodeUtf8(bytes.subarray(0, valid), true) ?? '', whole: false };
}

/** With `open`, a character may be cut off at the end: it is left out. */
function decodeUtf8(bytes: Uint8Array, open: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: open });
  } catch {
    return undefined;
  }
}

/**
 * Characters that no file may hold, written or escaped: controls, lone surrogates, the byte order mark, and those
 * that make a text read otherwise than it is stored (the Unicode Bidirectional Algorithm's explicit formatting, tag
 * characters). Line feed and tab are text; a carriage return is only text before a line feed.
 */
const STRANGE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Each kind of strange character once, where it first stands. */
export function strangeCharacters(text: string): Fault[] {
  const faults = new Map<string, Fault>();
  for (const match of text.matchAll(STRANGE)) {
    const [character] = match;
    if (character === '\n' || character === '\t') continue;
    if (character === '\r' && text[match.index + 1] === '\n') continue;
    if (faults.has(character)) continue;
    faults.set(character, {
      offset: match.index,
      code: 'character',
      message: `expected only visible text, seen the character ${codePoint(character)}`,
      hint: character === '\ufeff' ? 'save the file as UTF-8 without a byte order mark' : 'remove the character',
    });
  }
  return [...faults.values()];
}

/** A character as Unicode writes it: `U+200D`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A function from offsets to lines and columns; lines end as YAML says: LF, CR LF or CR. */
export function placesOf(text: string): (offset: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)];
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** The first characters of a text, without half of one at the end: such a half is no text that could be digested. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text.toWellFormed();
  const start = text.slice(0, longest);
  return (start.isWellFormed() ? start : start.slice(0, -1)).toWellFormed();
}

/** The same of a text on one line, without control characters; empty where nothing else is there. */
export function onOneLine(text: string, longest: number): string {
  return cut(text.replace(/\p{Cc}+/gu, ' '), longest);
}
