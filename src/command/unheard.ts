import { skeleton } from '../packet/confusable.ts';
import { commandsIn } from './commands.ts';

/** What Markdown and HTML put before text at the beginning of a line, so that people still see a line of its own. */
const DRESS = /^(?:[\s>*_~`|#+\\[(-]|\d+[.)]|<!--|<[^<>]*>)*/;
const HIDDEN = /[\p{Mn}\p{Cf}]/gu;
/** Characters that are drawn like the slash, and that no normal form makes one. */
const SLASHES = /[\u2044\u2215\u2571\u29F8]/gu;

/**
 * Why a text that seems to ask for something asks for nothing: people should hear that they were not heard, and who
 * made it seem so should not go unseen. Null where it does ask, or does not seem to.
 */
export function unheardIn(body: string): string | null {
  if (commandsIn(body).length > 0) return null;
  const lines = body.split(/\r\n?|\n/).map((line) => line.replace(DRESS, ''));
  if (lines.some((line) => /^\/countersign\b/.test(line)))
    return 'it stands in a quote, in code, in a list, or in what HTML wraps or hides';
  return lines.some((line) => /^\/countersign\b/.test(plain(line).replace(DRESS, '')))
    ? 'it only looks like `/countersign`: with capitals, hidden characters or letters of another script'
    : null;
}

/** The line as it looks, in small Latin letters. */
function plain(line: string): string {
  return skeleton(line.normalize('NFKD').replace(HIDDEN, '').toLowerCase()).replace(SLASHES, '/');
}
