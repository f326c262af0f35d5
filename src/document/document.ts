import type { z } from 'zod';
import { type CodeOf, explain } from './explain.ts';
import type { Complaint, Place, Problem, ValuePath } from './problem.ts';
import { decode, type Fault, placesOf, strangeCharacters } from './text.ts';
import { offsetAt, readValue } from './value.ts';
import { parseYaml } from './yaml.ts';

export type { Complaint, Place, Problem, ValuePath } from './problem.ts';

/** A file read: its value and where each part of it stands, or everything that is wrong with it. */
export type Read<T> =
  | { readonly ok: true; readonly value: T; readonly places: (path: ValuePath) => Place }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const LARGEST_BYTES = 100 * 1024;
const MOST_PROBLEMS = 100;

/**
 * Reads one YAML (or JSON) file of ours strictly: one document of JSON's types that the schema takes. Never throws,
 * whatever the bytes; all problems are told in one go, in the order of the file, and no more than 100.
 * `codeOf` gives the fields by name whose problems have a code of their own instead of `schema`.
 */
export function readDocument<T>(
  path: string,
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  limit: number = LARGEST_BYTES,
  codeOf: CodeOf = () => undefined,
): Read<T> {
  if (bytes.byteLength > limit) return { ok: false, problems: [tooLarge(path, bytes.byteLength, limit)] };
  const { text, whole } = decode(bytes);
  const placeAt = placesOf(text);
  // Text after a wrong byte is unknown: what follows from parsing half a file would only mislead.
  if (!whole) return { ok: false, problems: placed(path, placeAt, [...strangeCharacters(text), notUtf8(text.length)]) };

  const { document, faults } = parseYaml(text);
  const found = [...strangeCharacters(text), ...faults];
  if (document === undefined) return { ok: false, problems: placed(path, placeAt, found) };
  const { value, faults: inValues, unread } = readValue(document);
  found.push(...inValues);
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success && found.length === 0)
    return { ok: true, value: parsed.data, places: (at) => placeAt(offsetAt(document, at)) };

  const complaints = parsed.success ? [] : explain(parsed.error.issues, schema, codeOf);
  const own = complaints.filter(({ at }) => !unread.some((path) => path.every((step, index) => at[index] === step)));
  found.push(...own.slice(0, MOST_PROBLEMS).map(({ at, ...said }) => ({ ...said, offset: offsetAt(document, at) })));
  return { ok: false, problems: placed(path, placeAt, found) };
}

/** A complaint about a value of a file that was read, at its place in it. */
export function placeComplaint(path: string, places: (at: ValuePath) => Place, complaint: Complaint): Problem {
  const { at, code, message, hint } = complaint;
  return { path, ...places(at), code, message, hint };
}

/** In the order of the file, each thing said once. */
function placed(path: string, placeAt: (offset: number) => Place, faults: readonly Fault[]): Problem[] {
  const problems = faults
    .toSorted((a, b) => a.offset - b.offset)
    .slice(0, MOST_PROBLEMS)
    .map(({ offset, code, message, hint }) => ({ path, ...placeAt(offset), code, message, hint }));
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function tooLarge(path: string, size: number, limit: number): Problem {
  return {
    path,
    line: 1,
    column: 1,
    code: 'too-large',
    message: `expected at most ${limit} bytes, seen ${size}`,
    hint: 'move long text into a file of its own',
  };
}

function notUtf8(offset: number): Fault {
  return {
    offset,
    code: 'not-utf8',
    message: 'expected UTF-8, seen a byte that is not',
    hint: 'save the file as UTF-8; binary content belongs into a file of its own',
  };
}
