import { appendFileSync } from 'node:fs';
import type { RestAnswer } from './door.ts';

/**
 * For `onAnswer`: writes each REST answer to a file, one JSON object a line, so that all of them can be held against
 * GitHub's published description afterwards.
 */
export function recordTo(file: string): (answer: RestAnswer) => void {
  return (answer) => appendFileSync(file, `${JSON.stringify(answer)}\n`);
}
