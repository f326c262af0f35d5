import { markerLine } from './markdown.ts';

/** How the comment is found again that says how a pull request stands: its first line, hidden, and that it is ours. */
const MARKER = /^<!-- countersign:status (sha256:[0-9a-f]{64}) -->\n/;

/** The first line of such a comment, with the digest of what follows. */
export function statusMarker(digest: string): string {
  return `${markerLine(`countersign:status ${digest}`)}\n`;
}

/** The digest that a comment of ours names; null when it is no such comment. */
export function statusDigest(body: string): string | null {
  return MARKER.exec(body.replaceAll('\r\n', '\n'))?.[1] ?? null;
}
