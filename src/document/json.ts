import { createScanner } from 'jsonc-parser';
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
  const value: Json = JSON.parse(text);
  requireOneReading(text);
  return value;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SyntaxError('not UTF-8');
  }
}

/** Goes through a text that is JSON already: a string before a colon is a key of the innermost object. */
function requireOneReading(text: string): void {
  const scanner = createScanner(text, true);
  const open: Set<string>[] = [];
  let string = '';
  const next = () => {
    scanner.scan();
    return text[scanner.getTokenOffset()];
  };
  for (let first = next(); first !== undefined; first = next()) {
    if (first === '"') string = scanner.getTokenValue();
    else if (first === '{' || first === '[') open.push(new Set());
    else if (first === '}' || first === ']') open.pop();
    else if (first === ':') {
      const keys = open.at(-1);
      if (keys?.has(string)) throw new SyntaxError(`duplicate key \`${string.slice(0, 100)}\``);
      keys?.add(string);
    }
    if (open.length > DEEPEST) throw new SyntaxError(`nested deeper than ${DEEPEST}`);
  }
}
