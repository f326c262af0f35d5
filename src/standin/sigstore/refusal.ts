/** A request that the service does not take: the status and the sentence that it answers. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The value under a path of keys in a request's JSON, or undefined. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null ? at(Reflect.get(value, key), ...rest) : undefined;
}

/** The same where there must be text. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string' || found === '') throw new Refusal(400, `expected text at ${path.join('.')}`);
  return found;
}
