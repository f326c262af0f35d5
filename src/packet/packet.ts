import { z } from 'zod';
import { blockedPathId } from '../council/council.ts';
import { soundsLikeVerdict } from '../decision/verdict-word.ts';
import { distinct, whenTyped } from '../document/checks.ts';
import { type Read, readDocument } from '../document/document.ts';
import { line, name, repositoryName, teamName, text } from '../document/names.ts';
import type { ProblemCode } from '../document/problem.ts';
import { citation } from '../evidence/citation.ts';
import { compareInstants, instant } from '../time/instant.ts';
import { anyOption } from './option.ts';
import { collisions, unsafePath } from './path.ts';

/** The name of the file that every packet folder has. */
export const PACKET_FILE = 'packet.yaml';

/** What a packet is called, and its folder: 3 to 64 lower-case letters, digits and hyphens, a letter first. */
export const PACKET_ID = /^[a-z][a-z0-9-]{2,63}$/;

/** A file of the packet's folder, by its name in it. */
const fileName = z
  .string()
  .superRefine((path, context) => {
    const why = path === PACKET_FILE ? 'it is in the folder without being listed' : unsafePath(path);
    const message = `expected a safe file name, seen ${JSON.stringify(path.slice(0, 60))}: ${why}`;
    if (why !== undefined) context.addIssue({ code: 'custom', message });
  })
  .meta({
    title: 'a file name',
    description: 'relative to the folder of the packet, with slashes, and no name that starts with a dot',
    examples: ['evidence/rebuild.txt'],
  });

/** Every file but the packet's own, of which no two may be one to some file system. */
const files = distinct(fileName, { max: 99 })
  .superRefine((names, context) => {
    for (const [first, second] of collisions([PACKET_FILE, ...names])) {
      const message = `expected names that no file system takes for the same, seen \`${first}\` and \`${second}\``;
      if (first !== second) context.addIssue({ code: 'custom', path: [names.indexOf(second)], message });
    }
  }, whenTyped)
  .meta({ description: `every file of the folder but ${PACKET_FILE}` });

const reviewWindow = z
  .strictObject({ opens: instant, closes: instant })
  .superRefine(({ opens, closes }, context) => {
    const message = `expected an instant after ${opens}, when the window opens, seen ${closes}`;
    if (compareInstants(opens, closes) >= 0) context.addIssue({ code: 'custom', path: ['closes'], message });
  })
  .meta({ description: 'when the council may decide: from the first instant until just before the second' });

/** The file `packets/<id>/packet.yaml`. */
export const packetFile = z.strictObject({
  schema: z.literal('governance.v1.Packet'),
  id: z
    .string()
    .regex(PACKET_ID)
    .meta({
      title: 'a packet id',
      description: 'the name of its folder: 3 to 64 lower-case letters, digits and hyphens, a letter first',
      examples: ['bpe-2026-014'],
    }),
  revision: z
    .int()
    .min(1)
    .max(100_000)
    .meta({
      title: 'a whole number, at least 1',
      description: 'one more than the highest that was approved, released or denied',
      examples: [1],
    }),
  title: line,
  council: name.meta({ description: 'the council that is to decide' }),
  requester: name
    .meta({ description: 'the person who asks, as a key of people.yaml; needed where an agent opens the pull request' })
    .optional(),
  summary: text,
  review_window: reviewWindow,
  audience: z
    .strictObject({
      repositories: distinct(repositoryName, { min: 1, max: 20 }),
      teams: distinct(teamName, { max: 20 }),
      webhooks: distinct(name, { max: 10 })
        .optional()
        .meta({ description: 'endpoints of the council, by id; needed where its policy lists some, `[]` for none' }),
    })
    .meta({ description: 'who receives the packet: a part of the audience of its council' }),
  options: distinct(anyOption, { min: 1, max: 16, by: 'id' }).meta({ description: 'what the council can choose' }),
  blocked_paths: distinct(z.strictObject({ id: blockedPathId, text: line }), { min: 1, max: 32, by: 'id' }).meta({
    description: 'courses of action that must not be taken',
  }),
  files,
  evidence: z.array(citation).max(64).meta({ description: 'the evidence that the packet cites' }),
});

/** One exact recommendation, as its file states it. */
export type Packet = z.infer<typeof packetFile>;
export type Option = Packet['options'][number];
export type Exception = Extract<Option, { kind: 'exception' }>['exception'];

const CODES: Readonly<Record<string, ProblemCode>> = {
  review_window: 'window-invalid',
  expires: 'window-invalid',
  re_review: 'window-invalid',
  files: 'packet-path-unsafe',
};

/** Reads `packets/<id>/packet.yaml`; whether the folder is called so is for the caller to compare. */
export function readPacket(path: string, bytes: Uint8Array): Read<Packet> {
  return readDocument(path, bytes, packetFile, undefined, (field) => {
    if (Object.hasOwn(CODES, field)) return CODES[field];
    return soundsLikeVerdict(field) ? 'verdict-not-permitted' : undefined;
  });
}

/** The names of all files that the folder must have, and no others. */
export function fileNames(packet: Packet): string[] {
  return [PACKET_FILE, ...packet.files];
}
