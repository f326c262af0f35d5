import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ValuePath } from './problem.ts';
import { type Fault, strangeCharacters } from './text.ts';

/**
 * The value of a parsed document, of the types that JSON has. Keys that occur twice, or are no text, are faults; two
 * keys are the same when they are so after unescaping. A value with a fault is left out as `undefined`.
 */
export function readValue(document: Document.Parsed): { readonly value: unknown; readonly faults: Fault[] } {
  const faults: Fault[] = [];
  const { contents } = document;
  return { value: contents === null ? undefined : read(contents, faults), faults };
}

/** The offset at which the entry begins: the key of a mapping's entry, the item of a list; else that of what holds it. */
export function offsetAt(document: Document.Parsed, path: ValuePath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(step));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function read(node: Node, faults: Fault[]): unknown {
  if (isSeq(node)) return node.items.map((item) => (isNode(item) ? read(item, faults) : null));
  if (isMap(node)) return readMap(node, faults);
  if (!isScalar(node)) return undefined;
  const offset = startOf(node) ?? 0;
  const text = String(node.value ?? '');
  const result = node.type === 'PLAIN' ? plainValue(text) : { value: text };
  const [strange] = strangeCharacters(text);
  if (strange !== undefined) faults.push({ ...strange, offset });
  if ('value' in result) return result.value;
  faults.push({ offset, code: 'syntax', ...result });
  return undefined;
}

function readMap(node: Node, faults: Fault[]): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  if (!isMap(node)) return value;
  for (const pair of node.items) {
    const offset = startOf(pair.key) ?? startOf(node) ?? 0;
    if (!isScalar(pair.key) || typeof pair.key.value !== 'string' || pair.key.value === '__proto__') {
      faults.push({ offset, code: 'syntax', message: 'expected a key that is a plain name', hint: 'rename it' });
      continue;
    }
    const key = pair.key.value;
    const [strange] = strangeCharacters(key);
    if (strange !== undefined) faults.push({ ...strange, offset });
    const entry = isNode(pair.value) ? read(pair.value, faults) : null;
    if (Object.hasOwn(value, key))
      faults.push({
        offset,
        code: 'duplicate-key',
        message: `expected each key once, seen \`${key}\` again`,
        hint: 'keep one of the two: readers differ about which one counts',
      });
    else value[key] = entry;
  }
  return value;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** What the YAML 1.2 core schema makes a number, boolean or null of and JSON does not. */
const READERS_DIFFER =
  /^(?:Null|NULL|True|TRUE|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0o[0-7]+|0x[\da-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;

/** The value of a scalar without quotes (YAML 1.2.2, section 10.3, as far as JSON goes); all else is text. */
function plainValue(text: string): { value: unknown } | { message: string; hint: string } {
  if (text === '' || text === '~' || text === 'null') return { value: null };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  const number = NUMBER.test(text) ? Number(text) : undefined;
  if (number !== undefined && Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)))
    return { value: number };
  if (number === undefined && !READERS_DIFFER.test(text)) return { value: text };
  return {
    message: `expected a value that all readers take alike, seen \`${text.slice(0, 60)}\``,
    hint: 'put text in quotes; write numbers in digits, at most 9007199254740991; write true, false and null small',
  };
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
