import { codePoint } from '../document/text.ts';
import { skeleton } from './confusable.ts';

const LONGEST_NAME = 200;
const LONGEST_SEGMENT = 100;
/** Names that Windows keeps for devices, whatever follows the first dot (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const ALLOWED = /^[\p{L}\p{M}\p{N} ._+@,=()/-]$/u;
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;

/**
 * Why a file name inside a packet is unsafe, as the rest of a sentence; `undefined` when it is safe. Safe is what
 * every file system and every reader takes for the same one place inside the folder. Dot names are refused as a
 * whole: with them go `.git`, `.gitmodules` and `..`; the unseen characters that some systems drop, as in `.g<U+200C>it`,
 * and `git~1`, the short name of `.git`, are refused by their characters.
 */
export function unsafePath(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (Buffer.byteLength(path) > LONGEST_NAME) return `it is longer than ${LONGEST_NAME} bytes`;
  for (const character of path) {
    if (character === '\\') return 'it has a backslash';
    if (UNSEEN.test(character) || !ALLOWED.test(character))
      return /^[!-~]$/.test(character) ? `it has \`${character}\`` : `it has the character ${codePoint(character)}`;
  }
  if (path.normalize('NFKC') !== path)
    return 'it is not in Unicode normal form NFKC, so two spellings of it would look alike';
  for (const segment of path.split('/')) {
    const why = unsafeSegment(segment);
    if (why !== undefined) return why;
  }
  return undefined;
}

function unsafeSegment(segment: string): string | undefined {
  if (segment === '') return 'a part between slashes is empty';
  if (segment === '.' || segment === '..') return `\`${segment}\` leads elsewhere`;
  if (segment.startsWith('.')) return `\`${segment}\` starts with a dot`;
  if (/^[ -]/.test(segment)) return `\`${segment}\` starts with a space or a hyphen`;
  if (/[. ]$/.test(segment)) return `\`${segment}\` ends with a dot or a space`;
  if (segment.length > LONGEST_SEGMENT) return `a part is longer than ${LONGEST_SEGMENT} characters`;
  if (DEVICE.test(segment.split('.', 1)[0]?.trimEnd() ?? '')) return `\`${segment}\` is a device on Windows`;
  const word = segment.match(/[\p{L}\p{M}]+/gu)?.find(mixesScripts);
  return word === undefined ? undefined : `\`${word}\` mixes scripts whose letters look alike`;
}

const ALIKE = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

function mixesScripts(word: string): boolean {
  return ALIKE.filter((script) => script.test(word)).length > 1;
}

/**
 * The pairs of names of which some file system or some reader takes the second for the first: equal without regard
 * to case, to composition or to letters that look alike. A file where another has a folder is such a pair too.
 */
export function collisions(paths: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths) {
    const parts = path.split('/').map(folded);
    const inside = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const whole = inside.pop() ?? '';
    const taken = files.get(whole) ?? folders.get(whole) ?? inside.map((folder) => files.get(folder)).find(Boolean);
    if (taken !== undefined) found.push([taken, path]);
    files.set(whole, path);
    for (const folder of inside) folders.set(folder, path);
  }
  return found;
}

/** Upper case first: it joins what lower case keeps apart, such as long s and final sigma. */
function folded(segment: string): string {
  return skeleton(segment.normalize('NFKC').toUpperCase().toLowerCase()).normalize('NFKC');
}
