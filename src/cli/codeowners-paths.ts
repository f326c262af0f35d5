import { WrongArgument } from '../audit/wrong-argument.ts';
import { type Codeowners, type Line, ownersOf, ownerText, parseCodeowners } from '../codeowners/codeowners.ts';
import { namedFile } from '../observe/checkout/file.ts';
import { harmless } from '../report/workflow-command.ts';

/** Of more than GitHub loads, so that a file of that size is told as such and not as unreadable. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/** Prints who owns the paths by a CODEOWNERS file; 1 where the file has lines that GitHub would pass over. */
export async function ownersOfPaths(
  file: string,
  paths: readonly string[],
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  const text = Buffer.from(await namedFile(file, LARGEST_BYTES)).toString('utf8');
  const codeowners = parseCodeowners(text);
  const rows = text.split('\n');
  const answers = paths.map(checkedPath).map((path) => answerOf(path, codeowners, rows));
  const invalid = codeowners.problems;
  if (json) say(JSON.stringify({ file, paths: answers, invalid }, null, 2));
  else {
    for (const { path, owners, line, text } of answers) say(harmless(`${path}: ${told(owners, line, text)}`));
    for (const { line, column, message, hint } of invalid)
      say(harmless(`${file}:${line}:${column}: codeowners-invalid: ${message}; ${hint}`));
  }
  return invalid.length > 0 ? 1 : 0;
}

/** `matched` with no owners: a line takes the path out of ownership. Not matched: no line speaks of it. */
interface Answer {
  readonly path: string;
  readonly matched: boolean;
  readonly owners: readonly string[];
  readonly line: number | null;
  readonly text: string | null;
}

function answerOf(path: string, { lines }: Codeowners, rows: readonly string[]): Answer {
  const found = ownersOf(lines, path);
  if (found.kind === 'unmatched') return { path, matched: false, owners: [], line: null, text: null };
  const { line, owners }: Line = found.line;
  const text = (rows[line - 1] ?? '').trim();
  return { path, matched: true, owners: owners.map(ownerText), line, text };
}

function told(owners: readonly string[], line: number | null, text: string | null): string {
  if (line === null) return 'no owner, since no line matches it';
  const by = `line ${line}: ${text}`;
  return owners.length === 0 ? `no owner, since the line says so (${by})` : `${owners.join(' ')} (${by})`;
}

/** Git names no path with an empty part or a dot for one, so no line could speak of it. */
function checkedPath(path: string): string {
  const parts = path.split('/');
  if (parts.every((part) => part !== '' && part !== '.' && part !== '..')) return path;
  const hint = 'write it from the root of the repository, without a slash at either end: packets/x/packet.yaml';
  throw new WrongArgument(`expected a path as git names it, seen \`${path}\`\nhint: ${hint}`);
}
