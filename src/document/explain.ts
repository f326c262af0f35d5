import { z } from 'zod';
import type { Complaint, ProblemCode } from './problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * What zod found, in words for the person who wrote the file: what was expected, what was seen, and the field's own
 * description as the hint. `codes` gives the fields by name whose problems have a code of their own.
 */
export function explain(
  issues: readonly Issue[],
  schema: z.ZodType,
  codes: Readonly<Record<string, ProblemCode>>,
): Complaint[] {
  return issues.flatMap((issue) => {
    const at = issue.path.filter((step) => typeof step !== 'symbol');
    const field = fieldAt(schema, at);
    const named = at.toReversed().find((step) => typeof step === 'string' && Object.hasOwn(codes, step));
    const code = named === undefined ? 'schema' : (codes[named] ?? 'schema');
    if (issue.code !== 'unrecognized_keys')
      return { at, code, message: messageOf(issue, field), hint: ownHint(issue) ?? hintOf(field) };
    const hint = `the keys here are ${keysOf(field).join(', ')}`;
    return issue.keys.map((key) => ({
      at: [...at, key],
      code,
      message: `expected a known key, seen \`${key.slice(0, 60)}\``,
      hint,
    }));
  });
}

function messageOf(issue: Issue, field: z.ZodType | undefined): string {
  if (issue.code === 'custom') return issue.message;
  const name = issue.path.at(-1);
  const about = typeof name === 'string' ? `\`${name}\`: ` : '';
  return `${about}expected ${expected(issue, field)}, seen ${seen(issue)}`;
}

function expected(issue: Issue, field: z.ZodType | undefined): string {
  const title = field?.meta()?.title;
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
    case 'invalid_key':
      return 'another key';
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
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `\`${text.slice(0, 60)}\`... (${text.length} characters)` : `\`${text}\``;
}

function ownHint(issue: Issue): string | undefined {
  const hint: unknown = issue.code === 'custom' ? issue.params?.hint : undefined;
  return typeof hint === 'string' ? hint : undefined;
}

function hintOf(field: z.ZodType | undefined): string {
  const { description, examples } = field?.meta() ?? {};
  const example = Array.isArray(examples) && examples.length > 0 ? `such as \`${String(examples[0])}\`` : undefined;
  return [description, example].filter((part) => part !== undefined).join(', ') || 'see the documented example';
}

/** The schema of the value at this path, as far as the schema knows it. */
function fieldAt(schema: z.ZodType, path: readonly (string | number)[]): z.ZodType | undefined {
  let field: unknown = schema;
  for (const step of path) {
    const inner = unwrap(field);
    if (inner instanceof z.ZodObject) field = inner.shape[step];
    else if (inner instanceof z.ZodArray) field = inner.element;
    else if (inner instanceof z.ZodRecord) field = inner.valueType;
    else if (inner instanceof z.ZodDiscriminatedUnion)
      field = inner.options.map((option) => fieldAt(option as z.ZodType, [step])).find((found) => found !== undefined);
    else return undefined;
  }
  return field instanceof z.ZodType ? described(field) : undefined;
}

function unwrap(field: unknown): unknown {
  return field instanceof z.ZodOptional ? unwrap(field.unwrap()) : field;
}

function described(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodOptional && field.meta() === undefined ? described(field.unwrap() as z.ZodType) : field;
}

function keysOf(field: z.ZodType | undefined): string[] {
  const inner = unwrap(field);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
