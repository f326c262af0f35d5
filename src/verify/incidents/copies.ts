import type { Exposure } from '../exposure.ts';
import type { Cause } from './cause.ts';
import { FORWARDED } from './forwarded.ts';

/** Others chose the path, and the command is for people to copy: it means nothing to a shell, nor leads elsewhere. */
const PLAIN = /^(?!.*\.\.)\w[\w./-]{0,999}$/;

/** Files of a released packet in a repository outside its audience. */
export function copyCauses({ copies }: Exposure): Cause[] {
  if (!('read' in copies)) return [];
  return copies.read.map(({ repository, packet, revision, council, path, oid }) => ({
    ...FORWARDED,
    council,
    key: `copy:${repository.id}:${packet}:r${revision}`,
    lasting: true,
    what: `packet.yaml of ${packet} revision ${revision} is in ${repository.name}, which is not in its audience`,
    who: [],
    where: path === null ? repository.name : `${repository.name}:${path}`,
    // It stays in that repository's history, which only its owners can end.
    undo:
      path === null || !PLAIN.test(path)
        ? null
        : `gh api -X DELETE repos/${repository.name}/contents/${path} -f message='Remove what was forwarded' -f sha=${oid}`,
  }));
}
