import { visible } from './markdown.ts';

/**
 * Somebody's text between the lines that a runner of GitHub Actions reads (docs.github.com, "Workflow commands": what
 * is escaped, where). Of the old form, which runners still obey, nothing is written; so `##[` is broken up everywhere.
 */

/** A line of a log that is no workflow command, whatever it quotes: `::` begins one at the start, `##[` anywhere. */
export function harmless(line: string): string {
  return visible(line)
    .replaceAll('##[', '# #[')
    .replace(/^(\s*):(?=:)/, '$1 : ');
}

/** The message of a workflow command; a line break in it stays one. */
export function commandMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('##[', '# #[');
}

/** The value of a property of a workflow command, on one line. */
export function commandProperty(text: string): string {
  return commandMessage(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
