import { cut } from '../document/text.ts';
import { visible } from '../report/markdown.ts';
import type { Outcome } from './outcome.ts';

const MOST_LINES = 40;
const LONGEST_LINE = 1000;

/** One line of the log. What it quotes ends no line, and starts no workflow command of the new or the old form. */
export function logLine(text: string): string {
  return visible(text).trim().replace(/^::/, ': :').replaceAll('##[', '## [');
}

/**
 * The workflow command that makes an error annotation (docs.github.com, "Workflow commands": what is escaped, where).
 * Written here and not by `@actions/core`, which takes longer to load than a missing input to be found.
 */
export function errorAnnotation({ title, lines }: Outcome): string {
  const left = lines.length - MOST_LINES;
  const shown = left > 0 ? [...lines.slice(0, MOST_LINES), `and ${left} lines more`] : lines;
  const message = shown.map((line) => escaped(visible(cut(line, LONGEST_LINE)))).join('%0A');
  return `::error title=${escaped(`countersign: ${title}`).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${message}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
