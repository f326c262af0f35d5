import type { OptionFacts, PacketFacts, PacketProblem } from '../claims/packet.ts';
import { type Digest, gitBlobId, sha256 } from '../digest/digest.ts';
import type { Problem } from '../document/problem.ts';
import { reachLines } from '../exception/reach.ts';
import { MAX_FILE_BYTES, MAX_FILES, MAX_PACKET_BYTES } from '../packet/limits.ts';
import { fileNames, type Option, PACKET_FILE, PACKET_ID, type Packet, readPacket } from '../packet/packet.ts';
import { collisions, unsafePath } from '../packet/path.ts';
import { revisionDigest } from '../packet/revision.ts';
import { fileProblem, problem, shown } from './file-problem.ts';
import type { FileSeen, FolderSeen } from './observation/folder.ts';

/** A folder that is a packet, or everything that is wrong with it, with the digest where one can be taken safely. */
export type PacketProof =
  | { readonly valid: true; readonly packet: Packet; readonly facts: PacketFacts }
  | { readonly valid: false; readonly digest: Digest | null; readonly problems: readonly PacketProblem[] };

/** Proves a folder. The order is that of danger: sizes before names, names before bytes, bytes before meaning. */
export function provePacket(folder: FolderSeen): PacketProof {
  const refused = (problems: readonly PacketProblem[], digest: Digest | null = null): PacketProof => ({
    valid: false,
    digest,
    problems,
  });
  const sizes = sizeProblems(folder);
  if (sizes.length > 0) return refused(sizes);
  if (!PACKET_ID.test(folder.id)) return refused([badFolder(folder.id)]);
  const unsafe = [...nameProblems(folder), ...folder.entries.flatMap(modeProblem)];
  if (unsafe.length > 0) return refused(unsafe);
  const torn = folder.entries.filter(({ bytes, oid }) => bytes === null || gitBlobId(bytes) !== oid);
  if (torn.length > 0)
    return refused(
      torn.map(({ name }) =>
        problem(
          'packet-digest-mismatch',
          `the bytes of \`${name}\` are not those that git names`,
          'push the file again',
        ),
      ),
    );
  const files = folder.entries.map(({ name, bytes }) => ({
    name,
    sha256: sha256(bytes ?? ''),
    bytes: bytes?.byteLength ?? 0,
  }));
  const digest = revisionDigest(folder.id, files);
  const described = folder.entries.find(({ name }) => name === PACKET_FILE);
  if (described?.bytes == null) {
    return refused(
      [
        problem(
          'packet-invalid',
          `packets/${folder.id}/ holds no ${PACKET_FILE}`,
          `write ${PACKET_FILE} from the example in the docs`,
        ),
      ],
      digest,
    );
  }
  const read = readPacket(`packets/${folder.id}/${PACKET_FILE}`, described.bytes);
  if (!read.ok) return refused(read.problems.map(inFile), digest);
  const packet = read.value;
  const foreign = [...setProblems(folder, packet), ...folder.entries.flatMap(pointerProblem)];
  if (foreign.length > 0) return refused(foreign, digest);
  return { valid: true, packet, facts: factsOf(packet, digest, files) };
}

function sizeProblems({ truncated, entries }: FolderSeen): PacketProblem[] {
  const hint = 'cite large evidence by uri and checksum instead of carrying it';
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const problems = [];
  if (truncated) problems.push(problem('packet-too-large', 'GitHub cut the listing of the folder off', hint));
  if (entries.length > MAX_FILES)
    problems.push(problem('packet-too-large', `expected at most ${MAX_FILES} files, seen ${entries.length}`, hint));
  if (total > MAX_PACKET_BYTES)
    problems.push(
      problem('packet-too-large', `expected at most ${MAX_PACKET_BYTES} bytes in all, seen ${total}`, hint),
    );
  for (const { name, size } of entries) {
    if (size > MAX_FILE_BYTES)
      problems.push(
        problem(
          'packet-too-large',
          `expected at most ${MAX_FILE_BYTES} bytes in \`${shown(name)}\`, seen ${size}`,
          hint,
        ),
      );
  }
  return problems;
}

function badFolder(id: string): PacketProblem {
  const message = `expected a folder named like \`bpe-2026-014\`, seen \`${shown(id)}\``;
  return problem('packet-path-unsafe', message, 'use 3 to 64 lower-case letters, digits and hyphens, a letter first');
}

function nameProblems({ entries }: FolderSeen): PacketProblem[] {
  const hint = 'give the file a plain name of letters, digits, `-`, `_` and `.`';
  const names = entries.map(({ name }) => name);
  const unsafe = names.flatMap((name) => {
    const why = unsafePath(name);
    return why === undefined ? [] : [problem('packet-path-unsafe', `\`${shown(name)}\`: ${why}`, hint)];
  });
  const colliding = collisions(names).map(([first, second]) =>
    problem(
      'packet-path-unsafe',
      `some systems take \`${shown(second)}\` for \`${shown(first)}\``,
      'give the files names that differ in more than case',
    ),
  );
  return [...unsafe, ...colliding];
}

/** A link, a submodule or an executable is not what its bytes say; nothing of the kind is digested or followed. */
function modeProblem({ name, mode }: FileSeen): PacketProblem[] {
  if (mode === '100644') return [];
  const kinds: Record<string, string> = {
    '120000': 'a symbolic link',
    '160000': 'a submodule',
    '100755': 'executable',
  };
  const message = `expected ordinary files, seen \`${shown(name)}\`, which is ${kinds[mode] ?? `of mode ${mode}`}`;
  return [problem('packet-path-unsafe', message, 'replace it with an ordinary file of mode 100644')];
}

function setProblems(folder: FolderSeen, packet: Packet): PacketProblem[] {
  const listed = fileNames(packet);
  const present = folder.entries.map(({ name }) => name);
  const path = `packets/${folder.id}/${PACKET_FILE}`;
  const extra = present.filter((name) => !listed.includes(name));
  const missing = listed.filter((name) => !present.includes(name));
  return [
    ...(packet.id === folder.id
      ? []
      : [
          problem(
            'packet-invalid',
            `expected \`id: ${folder.id}\`, the name of the folder, seen \`${packet.id}\``,
            'rename the folder or the packet',
          ),
        ]),
    ...extra.map((name) =>
      problem(
        'packet-digest-mismatch',
        `\`${name}\` is in the folder and not under \`files\``,
        `name it in ${path}, or take it out`,
      ),
    ),
    ...missing.map((name) =>
      problem(
        'packet-digest-mismatch',
        `\`${name}\` is under \`files\` and not in the folder`,
        `add the file, or take it out of ${path}`,
      ),
    ),
  ];
}

/** A pointer of Git LFS stands for bytes that are elsewhere and can be exchanged there. */
function pointerProblem({ name, bytes }: FileSeen): PacketProblem[] {
  const start = Buffer.from(bytes?.subarray(0, 64) ?? []).toString('latin1');
  if (!start.startsWith('version https://git-lfs.github.com/spec/')) return [];
  return [
    problem(
      'packet-invalid',
      `\`${name}\` is a Git LFS pointer, not the file`,
      'commit the file itself, or cite it as evidence',
    ),
  ];
}

function factsOf(packet: Packet, digest: Digest, files: PacketFacts['files']): PacketFacts {
  return {
    id: packet.id,
    revision: packet.revision,
    title: packet.title,
    council: packet.council,
    requester: packet.requester ?? null,
    revision_digest: digest,
    files,
    window: packet.review_window,
    summary: packet.summary,
    options: packet.options.map(optionOf),
    blocked_paths: packet.blocked_paths,
    evidence: packet.evidence.map(({ kind, uri, checksum }) => ({ kind, uri, checksum })),
    audience: packet.audience,
  };
}

function optionOf(option: Option): OptionFacts {
  const { id, kind, title, expires, description = null } = option;
  const reach = option.kind === 'exception' ? reachLines(option.exception) : [];
  return { id, kind, title, description, expires, reach };
}

function inFile(wrong: Problem): PacketProblem {
  return fileProblem(wrong, wrong.code === 'too-large' ? 'packet-too-large' : 'packet-invalid');
}
