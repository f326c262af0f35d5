import { z } from 'zod';
import { ownersOf, parseCodeowners } from '../../src/codeowners/codeowners.ts';
import { type Cases, json } from './vectors.ts';

/** hmarr/codeowners, patterns.json. GitHub refuses `[ ]`, so such a line must be a problem and own nothing. */
export function codeowners(): Cases {
  const shape = z.array(z.object({ pattern: z.string(), path: z.string(), match: z.boolean(), name: z.string() }));
  return json(shape, 'codeowners', 'hmarr-patterns.json').map(({ pattern, path, match, name }) => {
    const { lines, problems } = parseCodeowners(`${pattern} @owner\n`);
    const owned = ownersOf(lines, path).kind === 'owned';
    const holds = /[[\]]/.test(pattern) ? problems.length === 1 && !owned : problems.length === 0 && owned === match;
    return [`${name}: ${pattern} on ${path}`, () => holds];
  });
}
