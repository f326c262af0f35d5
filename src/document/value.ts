import { type Document, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { plainValue } from './plain.ts';
import type { ValuePath } from './problem.ts';
import { cut, type Fault, strangeCharacters } from './text.ts';

/** The value of a document. Where an entry could not be read it is missing, named in `unread`, with a fault. */
export interface ReadValue {
  readonly value: unknown;
  readonly faults: Fault[];
  readonly unread: ValuePath[];
}

type Found = Pick<ReadValue, 'faults' | 'unread'>;

/**
 * The value of a parsed document, of the types that JSON has. Keys that occur twice, or are no text, are faults; two
 * keys are the same when they are so after unescaping. Recurses, which `parseYaml` has made safe.
 */
export function readValue(document: Document.Parsed): ReadValue {
  const found: Found = { faults: [], unread: [] };
  const value = document.contents === null ? undefined : readNode(document.contents, [], found);
  return { value, ...found };
}

/** The offset at which an entry begins: its key in a mapping, the item in a list; if missing, that of what holds it. */
export function offsetAt(document: Document.Parsed, path: ValuePath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const begin = pair?.key ?? (isSeq(node) ? node.items[Number(step)] : undefined);
    if (begin === undefined) return offset;
    offset = startOf(begin) ?? offset;
    node = pair === undefined ? begin : pair.value;
  }
  return offset;
}

function readNode(node: unknown, at: ValuePath, found: Found): unknown {
  if (isSeq(node)) return node.items.map((item, index) => readNode(item, [...at, index], found));
  if (isMap(node)) return readMap(node, at, found);
  if (isScalar(node)) return readScalar(node, at, found);
  // `? key` without a colon has no value node at all; YAML takes it for null, and the schema says what it wants.
  if (node === null || node === undefined) return null;
  // An alias: told of where the tokens were looked at.
  found.unread.push(at);
  return undefined;
}

function readMap(map: YAMLMap, at: ValuePath, found: Found): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const pair of map.items) {
    const offset = startOf(pair.key) ?? startOf(map) ?? 0;
    const key = keyOf(pair);
    if (key === undefined) {
      found.faults.push({ offset, code: 'syntax', message: 'expected a key that is a plain name', hint: 'rename it' });
    } else if (Object.hasOwn(value, key)) {
      const message = `expected each key once, seen \`${cut(key, 60)}\` again`;
      const hint = 'keep one of the two: readers differ about which one counts';
      found.faults.push({ offset, code: 'duplicate-key', message, hint });
    } else value[key] = readNode(pair.value, [...at, key], found);
  }
  return value;
}

/** Not `__proto__`: setting it would change the object instead of adding a key. */
function keyOf({ key }: Pair): string | undefined {
  const isPlain = isScalar(key) && typeof key.value === 'string' && key.value !== '__proto__';
  return isPlain && strangeCharacters(String(key.value)).length === 0 ? String(key.value) : undefined;
}

function readScalar(scalar: Scalar, at: ValuePath, found: Found): unknown {
  const text = String(scalar.value ?? '');
  const offset = startOf(scalar) ?? 0;
  if (scalar.type !== 'PLAIN') {
    // Written out, such characters were found in the file's text; here are those that an escape stands for.
    const [strange] = scalar.type === 'QUOTE_DOUBLE' ? strangeCharacters(text) : [];
    if (strange !== undefined) found.faults.push({ ...strange, offset });
    return text;
  }
  const result = plainValue(text);
  if ('value' in result) return result.value;
  found.faults.push({ offset, code: 'syntax', ...result });
  found.unread.push(at);
  return undefined;
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}
