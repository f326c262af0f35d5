import { cut } from '../document/text.ts';
import { visible } from '../report/markdown.ts';
import { commandMessage, commandProperty } from '../report/workflow-command.ts';
import type { Outcome } from './outcome.ts';

const MOST_LINES = 40;
const LONGEST_LINE = 1000;

/**
 * The workflow command that makes an error annotation. Written here and not by `@actions/core`, which takes longer to
 * load than a missing input to be found.
 */
export function errorAnnotation({ title, lines }: Outcome): string {
  const left = lines.length - MOST_LINES;
  const shown = left > 0 ? [...lines.slice(0, MOST_LINES), `and ${left} lines more`] : lines;
  const message = shown.map((line) => visible(cut(line, LONGEST_LINE))).join('\n');
  return `::error title=${commandProperty(`countersign: ${title}`)}::${commandMessage(message)}`;
}
