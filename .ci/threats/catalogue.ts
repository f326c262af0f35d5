import { parse } from 'yaml';
import { z } from 'zod';
import { CODE_NAMES } from '../../src/finding/code.ts';

/** How an attempt ends, as the page says it. */
export const ENDS = {
  held: 'Held',
  denied: 'Denied for good',
  stopped: 'The council is stopped',
  refused: 'Refused',
  unchanged: 'Nothing comes of it',
} as const;

const threat = z.strictObject({
  /** What somebody tries, or what goes wrong, in one sentence. */
  tried: z.string().min(1),
  ends: z.enum(Object.keys(ENDS) as [keyof typeof ENDS, ...(keyof typeof ENDS)[]]),
  /** The code that names it first, then those that stand beside it. */
  codes: z.array(z.enum(CODE_NAMES)).default([]),
  /** What the outcome alone does not say: a limit of it, or why it is this and not what one might expect. */
  but: z.string().optional(),
});

const file = z.record(z.string().regex(/^[A-Z]$/), z.record(z.string(), z.union([z.string(), threat])));

/** A threat by its id: a letter for its family, and two digits. */
export interface Threat extends z.infer<typeof threat> {
  readonly id: string;
}

/** The families in their order, each with its heading, and all threats in theirs. */
export interface Catalogue {
  readonly families: ReadonlyMap<string, string>;
  readonly threats: readonly Threat[];
}

/** Reads `test/threats.yaml`. Throws where it is not as it should be: it is a file of this project. */
export function readCatalogue(bytes: Uint8Array): Catalogue {
  const families = new Map<string, string>();
  const threats: Threat[] = [];
  for (const [letter, { about, ...listed }] of Object.entries(file.parse(parse(Buffer.from(bytes).toString())))) {
    families.set(letter, z.string().parse(about));
    for (const [id, one] of Object.entries(listed)) {
      if (!new RegExp(`^${letter}\\d{2}$`).test(id)) throw new Error(`expected an id of family ${letter}, seen ${id}`);
      threats.push({ id, ...threat.parse(one) });
    }
  }
  return { families, threats };
}
