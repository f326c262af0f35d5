import { z } from 'zod';
import type { ValuePath } from './problem.ts';

/** The schema of the value at this path, as far as the schema knows it: it says how the value could look. */
export function fieldAt(schema: z.ZodType, path: ValuePath): z.ZodType | undefined {
  let field: z.ZodType | undefined = schema;
  for (const step of path) field = field && fieldIn(field, step);
  return field && described(field);
}

/** The schema of the keys of the mapping at this path, where any key of a form is allowed. */
export function keyAt(schema: z.ZodType, path: ValuePath): z.ZodType | undefined {
  const field = fieldAt(schema, path);
  return field instanceof z.ZodRecord ? asField(field.keyType) : undefined;
}

/** The keys that a mapping may have, where they are known by name. */
export function keysOf(field: z.ZodType | undefined): string[] {
  const whole = field && required(field);
  return whole instanceof z.ZodObject ? Object.keys(whole.shape) : [];
}

/** How a value could look, in the words of its schema. */
export function hintOf(field: z.ZodType | undefined): string {
  const { description, examples } = field?.meta() ?? {};
  const example = Array.isArray(examples) && examples.length > 0 ? `such as \`${String(examples[0])}\`` : undefined;
  return [description, example].filter((part) => part !== undefined).join(', ') || 'see the documented example';
}

function fieldIn(field: z.ZodType, step: string | number): z.ZodType | undefined {
  const whole = required(field);
  if (whole instanceof z.ZodObject) return asField(whole.shape[step]);
  if (whole instanceof z.ZodArray) return asField(whole.element);
  if (whole instanceof z.ZodRecord) return asField(whole.valueType);
  if (!(whole instanceof z.ZodDiscriminatedUnion)) return undefined;
  const options = whole.options.map(asField).map((option) => option && fieldIn(option, step));
  return options.find((found) => found !== undefined);
}

function required(field: z.ZodType): z.ZodType {
  const inner = field instanceof z.ZodOptional ? asField(field.unwrap()) : undefined;
  return inner === undefined ? field : required(inner);
}

/** An optional field is described by itself, or else by what it wraps. */
function described(field: z.ZodType): z.ZodType {
  return field.meta() === undefined ? required(field) : field;
}

function asField(value: unknown): z.ZodType | undefined {
  return value instanceof z.ZodType ? value : undefined;
}
