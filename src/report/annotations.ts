import type { Hold } from './hold.ts';
import { visible } from './markdown.ts';

/**
 * Holds as workflow commands, which GitHub shows on the lines (docs.github.com, "Workflow commands for GitHub
 * Actions"). What a packet says is escaped as the runner's own toolkit does, so that it stays inside its annotation.
 */
export function annotationsOf(holds: readonly Hold[]): string[] {
  return holds.map(({ code, grade, path, line, column, message, mend }) => {
    const level = grade === 'undecided' ? 'warning' : 'error';
    const place = `file=${property(path)},line=${line},col=${column},title=${property(code)}`;
    return `::${level} ${place}::${data(`${message}\ndo: ${mend}`)}`;
  });
}

/**
 * A line of a log that is no workflow command, whatever it quotes: the runner takes `::` at the start and, from of old,
 * `##[` anywhere for the beginning of one.
 */
export function harmless(line: string): string {
  return visible(line)
    .replaceAll('##[', '# #[')
    .replace(/^(\s*):(?=:)/, '$1 : ');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('##[', '# #[');
}

function property(text: string): string {
  return data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
