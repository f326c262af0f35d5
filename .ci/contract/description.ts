import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import formats from 'ajv-formats';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A place in a description, as the steps that lead to it. */
export type Place = readonly string[];

/**
 * One of GitHub's published OpenAPI documents. It is large (13 MB), so nothing is compiled before it is asked for.
 * Schemas of OpenAPI 3.0 are turned into JSON Schema: `nullable` is the one keyword there that JSON Schema lacks.
 */
export class Description {
  readonly document: Json;
  readonly #ajv: Ajv;

  constructor(packageName: string, ajv: Ajv) {
    const file = createRequire(import.meta.url).resolve(`${packageName}/generated/api.github.com.json`);
    this.document = withoutNullable(JSON.parse(readFileSync(file, 'utf8')) as Json);
    this.#ajv = ajv;
    formats.default(ajv);
    // The addresses that GitHub gives to Apps, `77+name[bot]@users.noreply.github.com`, are none by RFC 5321.
    ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
    ajv.addSchema(this.document as object, 'github');
  }

  /** The value at a place and where it really stands, references followed; undefined when there is none. */
  find(place: Place): { value: Json; place: Place } | undefined {
    let found: { value: Json; place: Place } = { value: this.document, place: [] };
    for (const step of place) {
      const value = child(found.value, step);
      if (value === undefined) return undefined;
      const reference = child(value, '$ref');
      if (typeof reference === 'string') {
        const target = this.find(reference.split('/').slice(1));
        if (target === undefined) throw new Error(`the description refers to ${reference}, which it does not have`);
        found = target;
      } else {
        found = { value, place: [...found.place, step] };
      }
    }
    return found;
  }

  /** What the schema at this place says against the value, each with the path of the field; none when it is allowed. */
  complaints(schema: Place, value: Json): string[] {
    const pointer = `github#/${schema.map((step) => encodeURIComponent(escaped(step))).join('/')}`;
    const validate = this.#ajv.getSchema(pointer);
    if (validate === undefined) throw new Error(`the description has no schema at ${pointer}`);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath || '(the whole body)'} ${error.message}`);
  }
}

/** The member of an object; undefined for anything else. */
export function child(value: Json, key: string): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** RFC 6901, section 3. */
function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

function withoutNullable(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNullable);
  if (value === null || typeof value !== 'object') return value;
  const { nullable, ...rest } = value;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, withoutNullable(member)]));
  if (nullable === true) return { anyOf: [copy, { type: 'null' }] };
  return nullable === undefined ? copy : { nullable: withoutNullable(nullable), ...copy };
}
