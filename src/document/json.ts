import { visit } from 'jsonc-parser';
import type { z } from 'zod';

/** Whatever JSON can say. */
export type Json = z.core.util.JSONType;

/** Readers recurse; deeper than any document that people or tools mean to write. */
const DEEPEST = 200;

/**
 * The value of a JSON text from strangers (RFC 8259, UTF-8 without a byte order mark). Refuses a key that comes twice
 * in one object, however it is spelled, since two readers read two things there (RFC 8259 section 4), and what nests
 * deeper than anybody means. Takes time linear in the bytes. Throws `SyntaxError`.
 */
export function readJson(bytes: Uint8Array): Json {
  const text = decoded(bytes);
  // Says whether it is JSON, and no more than that: V8 13.6 (Node 24) gives some keys that are written with an escape
  // as another key that it met before, so `"\""` may come out as `"\\"`.
  JSON.parse(text);
  return said(text);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SyntaxError('not UTF-8');
  }
}

type Open = { readonly keys?: Set<string>; key: string; readonly value: Record<string, Json> | Json[] };

/** What a text that is JSON already says. */
function said(text: string): Json {
  const outermost: Open = { key: '', value: [] };
  const open = [outermost];
  const innermost = () => open.at(-1) ?? outermost;
  const put = (value: Json) => {
    const { key, value: into } = innermost();
    if (Array.isArray(into)) into.push(value);
    // Defined and not assigned, or `__proto__` would be no key.
    else Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
  };
  const enter = (opened: Open) => {
    put(opened.value);
    if (open.push(opened) > DEEPEST + 1) throw new SyntaxError(`nested deeper than ${DEEPEST}`);
  };
  visit(text, {
    onObjectBegin: () => enter({ keys: new Set(), key: '', value: {} }),
    onArrayBegin: () => enter({ key: '', value: [] }),
    onObjectProperty: (key) => {
      const inside = innermost();
      if (inside.keys?.has(key)) throw new SyntaxError(`duplicate key \`${key.slice(0, 100)}\``);
      inside.keys?.add(key);
      inside.key = key;
    },
    onLiteralValue: put,
    onObjectEnd: () => open.pop(),
    onArrayEnd: () => open.pop(),
  });
  return (outermost.value as Json[])[0] ?? null;
}
