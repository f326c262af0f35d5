import { statSync } from 'node:fs';
import { blobs, GitFailed, git } from '../ledger/git.ts';
import { WrongArgument } from './wrong-argument.ts';

/** A branch as a clone has it. */
export interface Branch {
  readonly ref: string;
  readonly commit: string;
}

const CLONE = '`git clone` the governance repository, and name the folder';

/** Opens a clone. The branches as fetched from `origin` go before local ones, which anybody with the clone can move. */
export async function openClone(dir: string): Promise<{ readonly ledger: Branch; readonly main: Branch | null }> {
  const found = statSync(dir, { throwIfNoEntry: false });
  if (!found?.isDirectory()) {
    const seen = found === undefined ? 'nothing' : 'something else';
    throw new WrongArgument(`expected a git clone at \`${dir}\`, seen ${seen}\nhint: ${CLONE}`);
  }
  const refs = await refsOf(dir);
  const find = (branch: string): Branch | null => {
    const ref = [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`].find((name) => refs.has(name));
    const commit = ref && refs.get(ref);
    return ref && commit ? { ref: ref.replace(/^refs\/(remotes|heads)\//, ''), commit } : null;
  };
  const ledger = find('ledger');
  if (ledger === null) {
    throw new WrongArgument(
      `expected a branch \`ledger\` in the clone \`${dir}\`, seen none\nhint: \`git fetch origin ledger\``,
    );
  }
  return { ledger, main: find('main') };
}

/** The bytes of a file at a commit of the clone; null where there is none, or where it is larger than the limit. */
export async function fileAt(dir: string, commit: string, path: string, limit: number): Promise<Buffer | null> {
  for await (const blob of blobs(dir, [`${commit}:${path}`], limit)) return blob?.bytes ?? null;
  return null;
}

async function refsOf(dir: string): Promise<Map<string, string>> {
  try {
    const printed = await git(dir, [
      'for-each-ref',
      '--format=%(refname) %(objectname)',
      'refs/heads',
      'refs/remotes/origin',
    ]);
    const lines = printed.toString().split('\n').filter(Boolean);
    return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    const seen = /not a git repository/.test(error.message) ? 'something else' : error.message;
    throw new WrongArgument(`expected a git clone at \`${dir}\`, seen ${seen}\nhint: ${CLONE}`);
  }
}
