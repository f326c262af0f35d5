import { z } from 'zod';
import { PACKET_FILE } from '../packet/packet.ts';
import type { Content } from '../standin/github/acts/commits.ts';
import { overlay } from './field.ts';
import { overlaid } from './overlay.ts';

const file = z
  .union([
    z.string(),
    z.null(),
    z.strictObject({ base64: z.base64() }),
    z.strictObject({ link: z.string() }),
    z.strictObject({ submodule: z.string().regex(/^[0-9a-f]{40}$/) }),
    z.strictObject({ executable: z.string() }),
    z.strictObject({ repeat: z.string(), times: z.int().min(1).max(10_000_000) }),
    z.strictObject({ copies: z.int().min(1).max(20_000) }),
  ])
  .meta({
    title: 'text, null, {base64}, {link}, {submodule}, {executable}, {repeat, times} or {copies}',
    description: 'null takes the file away; `copies` is a folder of so many files',
  });
const files = z.record(z.string().min(1).max(500), file);
type FileContent = z.infer<typeof file>;

/** What a commit holds: the example packet, or what stands at the head, as far as nothing else is said. */
export const content = {
  packet: z
    .string()
    .regex(/^[^/\s]{1,100}$/)
    .optional()
    .meta({ description: 'the id of the packet; that of the example unless given' }),
  change: overlay.optional().meta({ description: 'laid over packet.yaml; entries of a list go by their `id`' }),
  append: z
    .union([z.string(), z.strictObject({ base64: z.base64() })])
    .optional()
    .meta({ title: 'text, or {base64}', description: 'put at the end of packet.yaml, whatever it is' }),
  files: files.optional().meta({ description: 'files of the packet, by their names in its folder' }),
  paths: files.optional().meta({ description: 'files anywhere in the repository' }),
};
export type CommitContent = {
  readonly change?: Readonly<Record<string, unknown>> | undefined;
  readonly append?: string | { readonly base64: string } | undefined;
  readonly files?: Readonly<Record<string, FileContent>> | undefined;
  readonly paths?: Readonly<Record<string, FileContent>> | undefined;
};

/** Files to write and to remove, by their paths in the repository. */
export interface Edits {
  readonly files: Readonly<Record<string, Content>>;
  readonly remove: readonly string[];
}

/** The edits that a commit makes to packet `id`. `described` is packet.yaml as it stands before. */
export function editsOf(id: string, written: CommitContent, described: string): Edits {
  const folder = `packets/${id}/`;
  const inFolder = Object.entries(written.files ?? {}).map(([name, one]) => [folder + name, one] as const);
  const all = [...inFolder, ...Object.entries(written.paths ?? {})];
  const edits = all.flatMap(([path, one]) => (one === null ? [] : contentsOf(path, one)));
  const whole = changed(described, written);
  return {
    files: Object.fromEntries(whole === described ? edits : [[`${folder}${PACKET_FILE}`, whole], ...edits]),
    remove: all.filter(([, one]) => one === null).map(([path]) => path),
  };
}

/** YAML with a mapping laid over it and something put at its end, byte for byte the same where nothing is said. */
export function changed(text: string, { change = {}, append }: CommitContent): string | Buffer {
  const yaml = Object.keys(change).length > 0 ? overlaid(text, change) : text;
  return append === undefined ? yaml : Buffer.concat([Buffer.from(yaml), bytesOf(append)]);
}

function bytesOf(written: string | { readonly base64: string }): Buffer {
  return typeof written === 'string' ? Buffer.from(written) : Buffer.from(written.base64, 'base64');
}

function contentsOf(path: string, one: Exclude<FileContent, null>): [string, Content][] {
  if (typeof one === 'string') return [[path, one]];
  if ('base64' in one) return [[path, bytesOf(one)]];
  if ('link' in one) return [[path, { mode: '120000', content: one.link }]];
  if ('submodule' in one) return [[path, { mode: '160000', oid: one.submodule }]];
  if ('executable' in one) return [[path, { mode: '100755', content: one.executable }]];
  if ('repeat' in one) return [[path, one.repeat.repeat(one.times)]];
  return Array.from({ length: one.copies }, (_, index) => [`${path}/${index}.txt`, 'one of many\n']);
}
