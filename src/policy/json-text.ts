import type { Read } from '../document/document.ts';
import { decode } from '../document/text.ts';

/** The text of a JSON file that somebody else reads, such as a Sigstore trusted root: only that it is JSON is seen to. */
export function readJsonText(path: string, bytes: Uint8Array): Read<string> {
  const { text, whole } = decode(bytes);
  try {
    if (!whole) throw new SyntaxError('it is not UTF-8');
    JSON.parse(text);
    return { ok: true, value: text, places: () => ({ line: 1, column: 1 }) };
  } catch {
    const message = 'expected JSON, seen otherwise';
    return {
      ok: false,
      problems: [{ path, line: 1, column: 1, code: 'syntax', message, hint: 'fetch the file anew' }],
    };
  }
}
