import { cut, strangeCharacters } from '../document/text.ts';
import { matches, type Steps, stepsOf } from './pattern.ts';

/** An owner as a line names it. Only a `user` can be told to be one account without asking GitHub. */
export type Owner =
  | { readonly kind: 'user'; readonly login: string }
  | { readonly kind: 'team'; readonly org: string; readonly slug: string }
  | { readonly kind: 'email'; readonly email: string };

/** One rule. Line numbers start at 1; a line without owners takes the paths that it matches out of ownership. */
export interface Line {
  readonly line: number;
  readonly pattern: string;
  readonly owners: readonly Owner[];
  readonly steps: Steps;
}

/** What is wrong with one line. */
interface LineProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

export interface Codeowners {
  readonly lines: readonly Line[];
  readonly problems: readonly LineProblem[];
  /** There is no such file, which is the one problem: it stands on no line. */
  readonly missing?: true;
}

/** Who owns a path: `unmatched` means that no line speaks of it, `unowned` that one says it has no owner. */
export type Ownership =
  | { readonly kind: 'unmatched' }
  | { readonly kind: 'unowned'; readonly line: Line }
  | { readonly kind: 'owned'; readonly line: Line; readonly owners: readonly Owner[] };

/** GitHub does not load a file of this size or more (docs.github.com, "About code owners"). */
const TOO_LARGE_BYTES = 3 * 1024 * 1024;

/**
 * Reads CODEOWNERS. GitHub skips a line that it cannot read and goes on; here each is a problem, and whoever gets
 * problems must trust no owner of the file, since a skipped line may be the one that protects a path. Never throws.
 */
export function parseCodeowners(text: string): Codeowners {
  if (Buffer.byteLength(text) >= TOO_LARGE_BYTES)
    return {
      lines: [],
      problems: [
        { line: 1, column: 1, message: 'expected less than 3 MB, seen more', hint: 'GitHub does not load it' },
      ],
    };
  const lines: Line[] = [];
  const problems: LineProblem[] = [];
  for (const [index, row] of text.split('\n').entries()) {
    const read = readLine(row.replace(/\r$/, ''), index + 1);
    if (read === undefined) continue;
    if ('message' in read) problems.push(read);
    else lines.push(read);
  }
  return { lines, problems };
}

/** The owners of a path: the last line that matches decides alone. The path has no leading slash. */
export function ownersOf(lines: readonly Line[], path: string): Ownership {
  const line = lines.findLast(({ steps }) => matches(steps, path));
  if (line === undefined) return { kind: 'unmatched' };
  return line.owners.length === 0 ? { kind: 'unowned', line } : { kind: 'owned', line, owners: line.owners };
}

/** The lines that decide about at least one of the paths, in the order of the file. */
export function linesFor(lines: readonly Line[], paths: readonly string[]): Line[] {
  const deciding = new Set(
    paths.map((path) => ownersOf(lines, path)).map((found) => (found.kind === 'unmatched' ? undefined : found.line)),
  );
  return lines.filter((line) => deciding.has(line));
}

/** An owner as CODEOWNERS writes it. */
export function ownerText(owner: Owner): string {
  if (owner.kind === 'team') return `@${owner.org}/${owner.slug}`;
  return owner.kind === 'user' ? `@${owner.login}` : owner.email;
}

function readLine(row: string, line: number): Line | LineProblem | undefined {
  const [pattern, ...others] = wordsOf(row);
  if (pattern === undefined) return undefined;
  const [strange] = strangeCharacters(row);
  if (strange !== undefined) return { line, column: strange.offset + 1, message: strange.message, hint: strange.hint };
  const parsed = stepsOf(pattern.text);
  if ('why' in parsed) {
    const message = `expected a pattern, seen \`${shown(pattern.text)}\`: ${parsed.why}`;
    return {
      line,
      column: pattern.column,
      message,
      hint: 'write a path as in .gitignore, without `!`, `[ ]` and `\\#`',
    };
  }
  const owners: Owner[] = [];
  for (const { text, column } of others) {
    const owner = ownerOf(text);
    if (owner === undefined) {
      const message = `expected an owner, seen \`${shown(text)}\``;
      return { line, column, message, hint: 'write @user or @organization/team' };
    }
    owners.push(owner);
  }
  return { line, pattern: pattern.text, owners, steps: parsed.steps };
}

/** The words of a row up to a comment; `\ ` is a space inside a word. Columns start at 1. */
function wordsOf(row: string): { text: string; column: number }[] {
  const words = Array.from(row.matchAll(/(?:\\.|[^ \t\\]|\\$)+/g), ({ 0: text, index }) => ({
    text,
    column: index + 1,
  }));
  const comment = words.findIndex(({ text }) => text.startsWith('#'));
  return comment < 0 ? words : words.slice(0, comment);
}

function ownerOf(word: string): Owner | undefined {
  const [, login] = /^@([A-Za-z0-9][\w-]{0,98})$/.exec(word) ?? [];
  if (login !== undefined) return { kind: 'user', login };
  const [, org, slug] = /^@([A-Za-z0-9][\w-]{0,98})\/([A-Za-z0-9][\w.-]{0,99})$/.exec(word) ?? [];
  if (org !== undefined && slug !== undefined) return { kind: 'team', org, slug };
  return /^[^@\s]{1,64}@[^@\s]{1,255}$/.test(word) ? { kind: 'email', email: word } : undefined;
}

function shown(text: string): string {
  return text.length > 60 ? `${cut(text, 60)}...` : text;
}
