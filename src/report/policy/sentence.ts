import type { Read } from '../../document/document.ts';
import type { ValuePath } from '../../document/problem.ts';

/** One thing that the policies say, and the line that says it. Lines start at 1. */
export interface Sentence {
  readonly text: string;
  readonly path: string;
  readonly line: number;
}

/** Says something of the value at a path of a file; of a value that is left out, at the line of what holds it. */
export type Say = (at: ValuePath, text: string) => Sentence;

/** Sentences about a file that was read. */
export function sayOf<T>(path: string, read: Extract<Read<T>, { ok: true }>): Say {
  return (at, text) => ({ text, path, line: read.places(at).line });
}

/** `a, b and c`; `nobody` unless another word is given for none. */
export function listed(items: readonly string[], none = 'nobody'): string {
  const [last, ...others] = items.toReversed();
  if (last === undefined) return none;
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** A number of things, in words that agree with it. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
