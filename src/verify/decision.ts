import type { DecisionClaim } from '../claims/decision.ts';
import type { PacketProblem } from '../claims/packet.ts';
import { type Decision, readDecision } from '../decision/decision.ts';
import { type DecisionPlace, decisionAt, decisionPath } from '../decision/place.ts';
import { gitBlobId, sha256 } from '../digest/digest.ts';
import { LARGEST_BYTES, type Read } from '../document/document.ts';
import { fileProblem, problem, shown } from './file-problem.ts';
import type { DecisionSeen, FileSeen } from './observation/folder.ts';
import { differing } from './tree.ts';

const MOST_PROBLEMS = 20;

/**
 * Proves the folder of a decision's pull request: it brings one new file, whose content is what its place says. What
 * stood there before is final.
 */
export function proveDecision(seen: DecisionSeen): DecisionClaim {
  const head = seen.commits.at(-1) ?? seen.root;
  const there = new Set(seen.root.map(({ name }) => name));
  const touched = differing(seen.root, head);
  const brought = touched.filter((name) => !there.has(name));
  const final = touched.filter((name) => there.has(name));
  const [name] = brought;
  const place = name !== undefined && brought.length === 1 ? decisionAt(seen.packet, name) : null;
  const refused = (...problems: PacketProblem[]): DecisionClaim => ({
    valid: false,
    place,
    problems: problems.slice(0, MOST_PROBLEMS),
  });
  if (final.length > 0) return refused(...final.map((file) => alreadyDecided(seen.packet, file)));
  if (brought.length !== 1) return refused(severalFiles(seen.packet, brought));
  if (place === null) return refused(badName(seen.packet, name ?? ''));
  const path = decisionPath(place);
  const file = seen.files.find((one) => one.name === name);
  const bytes = bytesOf(file);
  if (bytes === null) return refused(badFile(path, file));
  const read = readDecision(path, bytes);
  if (!read.ok) return refused(...read.problems.map((problem) => fileProblem(problem, 'decision-invalid')));
  const misplaced = misplacedIn(path, place, read);
  if (misplaced.length > 0) return refused(...misplaced);
  const { status, author_kind, scope, manifest, requester = null, rationale } = read.value;
  const facts = { ...place, path, file: sha256(bytes), status, author_kind, scope, manifest, requester, rationale };
  return { valid: true, facts };
}

/** Where the content names another decision than the path. */
function misplacedIn(
  path: string,
  { packet, revision, number }: DecisionPlace,
  { value, places }: Extract<Read<Decision>, { ok: true }>,
): PacketProblem[] {
  const named = { packet, revision, decision: number };
  return (['packet', 'revision', 'decision'] as const).flatMap((key) => {
    if (value[key] === named[key]) return [];
    const message = `expected \`${key}: ${named[key]}\`, as its path says, seen \`${value[key]}\``;
    const hint = 'mend the file, or name it by what it says';
    return [{ code: 'decision-invalid', message, hint, place: { path, ...places([key]), message } }];
  });
}

/** The bytes of an ordinary file as git names them; null of anything else. */
function bytesOf(file: FileSeen | undefined): Uint8Array | null {
  if (file?.bytes == null || file.mode !== '100644') return null;
  return gitBlobId(file.bytes) === file.oid ? file.bytes : null;
}

function alreadyDecided(packet: string, file: string): PacketProblem {
  const message = `expected \`${shown(`decisions/${packet}/${file}`)}\` as it stands, seen it changed or removed`;
  return problem('decision-final', message, 'a verdict is final: correct it by a new decision, with the next number');
}

function severalFiles(packet: string, brought: readonly string[]): PacketProblem {
  const names = brought.slice(0, MOST_PROBLEMS).map((name) => `\`${shown(name)}\``);
  const seen = names.length === 0 ? 'none' : names.join(', ');
  const message = `expected one new file in \`${shown(`decisions/${packet}`)}\`, seen ${seen}`;
  return problem('decision-invalid', message, 'propose each decision by a pull request of its own');
}

function badName(packet: string, name: string): PacketProblem {
  const message = `expected a file such as \`decisions/bpe-2026-014/r2-d1.yaml\`, seen \`${shown(`decisions/${packet}/${name}`)}\``;
  return problem(
    'decision-invalid',
    message,
    'name the folder by the packet, the file by its revision and the decision',
  );
}

function badFile(path: string, file: FileSeen | undefined): PacketProblem {
  const seen = file === undefined ? 'nothing' : `${file.size} bytes of mode ${file.mode}`;
  const message = `expected an ordinary file of at most ${LARGEST_BYTES} bytes at \`${path}\`, seen ${seen}`;
  return problem('decision-invalid', message, 'commit it as a plain text file');
}
