import { Refused } from '../refused.ts';

/** The JSON body of a request. Reads a field as what it should be, or throws GitHub's 422 for a wrong type. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #resource: string;

  constructor(values: unknown, resource = '') {
    this.#values = typeof values === 'object' && values !== null && !Array.isArray(values) ? { ...values } : {};
    this.#resource = resource;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** What was sent, as it was sent. */
  json(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  names(): string[] {
    return Object.keys(this.#values);
  }

  /** Whether the field is there and is `null`. */
  isNull(name: string): boolean {
    return this.#values[name] === null;
  }

  /** A string that must be there. */
  text(name: string): string {
    const value = this.maybeText(name);
    if (value === undefined) throw new Refused(422, `Invalid request.\n\n"${name}" wasn't supplied.`);
    return value;
  }

  maybeText(name: string): string | undefined {
    return this.#as(name, 'string', (value) => (typeof value === 'string' ? value : undefined));
  }

  flag(name: string): boolean | undefined {
    return this.#as(name, 'boolean', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  integer(name: string): number | undefined {
    return this.#as(name, 'integer', (value) =>
      typeof value === 'number' && Number.isInteger(value) ? value : undefined,
    );
  }

  /** One of these words. */
  word<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    return this.#as(name, `member of [${words.join(', ')}]`, (value) => words.find((word) => word === value));
  }

  texts(name: string): string[] | undefined {
    return this.#as(name, 'array', (value) =>
      Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : textOf(item))) : undefined,
    );
  }

  /** Milliseconds since 1970. */
  instant(name: string): number | undefined {
    return this.#as(name, 'date-time', (value) => {
      const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isFinite(ms) ? ms : undefined;
    });
  }

  object(name: string): Fields | undefined {
    return this.#as(name, 'object', (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? new Fields(value, name) : undefined,
    );
  }

  objects(name: string): Fields[] | undefined {
    return this.#as(name, 'array', (value) =>
      Array.isArray(value) ? value.map((item) => new Fields(item, name)) : undefined,
    );
  }

  #as<Value>(name: string, kind: string, read: (value: unknown) => Value | undefined): Value | undefined {
    const given = this.#values[name];
    if (given === undefined || given === null) return undefined;
    const value = read(given);
    if (value !== undefined) return value;
    const at = `properties/${this.#resource === '' ? '' : `${this.#resource}/`}${name}`;
    throw new Refused(422, `Invalid request.\n\nFor '${at}', ${JSON.stringify(given)} is not a ${kind}.`);
  }
}

/** Labels are given by name or as objects that have one. */
function textOf(item: unknown): string {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : item;
  return String(name);
}
