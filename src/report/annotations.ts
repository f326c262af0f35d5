import type { Hold } from './hold.ts';
import { commandMessage, commandProperty } from './workflow-command.ts';

/** Holds as workflow commands, which GitHub shows on the lines. What a packet says stays inside its annotation. */
export function annotationsOf(holds: readonly Hold[]): string[] {
  return holds.map(({ code, grade, path, line, column, message, mend }) => {
    const level = grade === 'undecided' ? 'warning' : 'error';
    const place = `file=${commandProperty(path)},line=${line},col=${column},title=${commandProperty(code)}`;
    return `::${level} ${place}::${commandMessage(`${message}\ndo: ${mend}`)}`;
  });
}
