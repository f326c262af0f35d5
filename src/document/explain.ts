import type { z } from 'zod';
import { fieldAt, hintOf, keyAt, keysOf } from './field.ts';
import type { Complaint, ProblemCode, ValuePath } from './problem.ts';
import { cut } from './text.ts';

type Issue = z.core.$ZodIssue;
type Field = z.ZodType | undefined;

/** The code that problems of a field of this name have; undefined where they have none of their own. */
export type CodeOf = (field: string) => ProblemCode | undefined;

/**
 * What zod found, in words for the person who wrote the file: what was expected, what was seen, and the field's own
 * description as the hint. `codeOf` says which code the problems of a field have by its name, also of unknown ones.
 */
export function explain(issues: readonly Issue[], schema: z.ZodType, codeOf: CodeOf): Complaint[] {
  return issues.flatMap((issue) => {
    const at = issue.path.filter((step) => typeof step !== 'symbol');
    const field = issue.code === 'invalid_key' ? keyAt(schema, at.slice(0, -1)) : fieldAt(schema, at);
    const named = at.toReversed().flatMap((step) => (typeof step === 'string' ? (codeOf(step) ?? []) : []));
    const code = named[0] ?? 'schema';
    if (issue.code !== 'unrecognized_keys')
      return { at, code, message: messageOf(issue, field), hint: hint(issue, field, listAt(schema, at)) };
    const known = `the keys here are ${keysOf(field).join(', ')}`;
    return issue.keys.map((key) => {
      const message = `expected a known key, seen \`${cut(key, 60)}\``;
      return { at: [...at, key], code: codeOf(key) ?? code, message, hint: known };
    });
  });
}

function messageOf(issue: Issue, field: Field): string {
  if (issue.code === 'custom') return issue.message;
  const name = issue.path.at(-1);
  const about = typeof name === 'string' && issue.code !== 'invalid_key' ? `\`${name}\`: ` : '';
  return `${about}expected ${expected(issue, field?.meta()?.title)}, seen ${seen(issue)}`;
}

function hint(issue: Issue, field: Field, list: Field): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.hint : undefined;
  return typeof own === 'string' ? own : hintOf(field?.meta() === undefined && list ? list : field);
}

/** The list that the value is an entry of: it says what its entries are where they do not themselves. */
function listAt(schema: z.ZodType, at: ValuePath): Field {
  return typeof at.at(-1) === 'number' ? fieldAt(schema, at.slice(0, -1)) : undefined;
}

function expected(issue: Issue, title: string | undefined): string {
  switch (issue.code) {
    case 'invalid_type':
      return title ?? TYPES[issue.expected] ?? issue.expected;
    case 'too_small':
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `at most ${amount(issue.maximum, issue.origin)}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined ? oneOf(issue.options) : (title ?? 'another value');
    default:
      return title ?? 'another form';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};
const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};

function amount(limit: number | bigint, origin: string): string {
  const [one, many] = UNITS[origin] ?? ['', ''];
  return `${limit}${Number(limit) === 1 ? one : many}`;
}

function oneOf(values: readonly unknown[]): string {
  const names = values.map((value) => `\`${String(value)}\``);
  return names.length === 1 ? `${names[0]}` : `one of ${names.join(', ')}`;
}

function seen({ input, path, code }: Issue): string {
  // Where the kind of an entry is unknown, zod gives the entry as input and the kind's place as path.
  const name = path.at(-1);
  const value = code === 'invalid_union' && isRecord(input) && typeof name === 'string' ? input[name] : input;
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `\`${cut(text, 60)}\`... (${text.length} characters)` : `\`${text}\``;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
