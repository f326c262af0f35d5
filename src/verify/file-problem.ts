import type { PacketProblem } from '../claims/packet.ts';
import type { Problem } from '../document/problem.ts';
import { cut } from '../document/text.ts';
import { CODE_NAMES, type Code } from '../finding/code.ts';

/** What is told of a name. Claims are recorded, and git takes names of thousands of bytes. */
const LONGEST_SHOWN = 300;

/** What is wrong with a proposed file, as a claim: by the reason code that it has of itself, else by the given one. */
export function fileProblem({ code, message, hint, path, line, column }: Problem, otherwise: Code): PacketProblem {
  const known = CODE_NAMES.find((name) => name === code) ?? otherwise;
  return { code: known, message, hint, place: { path, line, column, message } };
}

/** The same of a folder, or of a file that is not read: at no place in it. */
export function problem(code: Code, message: string, hint: string): PacketProblem {
  return { code, message, hint, place: null };
}

/** A name that may hold anything, at any length, made printable. */
export function shown(name: string): string {
  return cut(JSON.stringify(name).slice(1, -1), LONGEST_SHOWN);
}
