import type { PacketProblem } from '../claims/claims.ts';
import type { Problem } from '../document/problem.ts';
import { CODE_NAMES, type Code } from '../finding/code.ts';

/** What is wrong with a proposed file, as a claim: by the reason code that it has of itself, else by the given one. */
export function fileProblem({ code, message, hint, path, line, column }: Problem, otherwise: Code): PacketProblem {
  const known = CODE_NAMES.find((name) => name === code) ?? otherwise;
  return { code: known, message, hint, place: { path, line, column, message } };
}
