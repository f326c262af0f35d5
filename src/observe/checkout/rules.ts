import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import { CODEOWNERS, STRAYS } from '../../codeowners/place.ts';
import { branchOf } from '../../council/branch.ts';
import { blobs, git } from '../../ledger/git.ts';
import type { RuleFile } from '../../policy/rules.ts';
import { ordinaryFile } from './file.ts';
import { placeOf } from './work-tree.ts';

/** The rules of a governance repository as files, and by whose word they are the rules. */
export interface Checkout {
  /** For people: `origin/main (<commit>)`, or the folder that the caller named. */
  readonly from: string;
  readonly commit: string | null;
  readonly files: readonly RuleFile[];
  /** The text of .github/CODEOWNERS; undefined where there is none. */
  readonly codeowners: string | undefined;
  /** Places beside .github/ where a CODEOWNERS stands too. */
  readonly strays: readonly string[];
}

const FOLDERS = ['policies', 'policies/councils'];
/** GitHub loads no CODEOWNERS of 3 MB or more; no other file of rules comes near that. */
const LARGEST_BYTES = 4 * 1024 * 1024;

/**
 * The rules of the checkout that the caller names, else those of the clone around a folder. Throws `WrongArgument`
 * where there are none, `GitFailed` where git cannot read what it has.
 */
export async function rulesFor(policies: string | undefined, folder: string): Promise<Checkout> {
  if (policies !== undefined) return rulesBelow(policies);
  const place = await placeOf(folder);
  if (place !== null) return rulesOfOriginMain(place.root);
  const hint = '`--policies DIR` names a checkout of the governance repository';
  throw new WrongArgument(
    `expected \`${folder}\` in a clone of the governance repository, seen it in none\nhint: ${hint}`,
  );
}

/** The rules as `origin/main` of a clone had them when it was last fetched. */
async function rulesOfOriginMain(root: string): Promise<Checkout> {
  const ref = 'refs/remotes/origin/main';
  // The pattern also finds branches below that name.
  const refs = (await git(root, ['for-each-ref', '--format=%(refname) %(objectname)', ref])).toString().split('\n');
  const commit = refs.find((row) => row.startsWith(`${ref} `))?.slice(ref.length + 1) ?? '';
  if (commit === '') {
    const hint = '`git fetch origin main`, or `--policies DIR` for a checkout of the governance repository';
    throw new WrongArgument(`expected a branch \`origin/main\` in \`${root}\`, seen none\nhint: ${hint}`);
  }
  const paths = [...FOLDERS.map((folder) => `${folder}/`), CODEOWNERS, ...STRAYS];
  const listed = await git(root, ['ls-tree', '-z', '--full-tree', commit, '--', ...paths]);
  const rows = listed.toString('utf8').split('\0').filter(Boolean);
  const entries = rows.flatMap((row) => {
    const [, oid, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(row) ?? [];
    return oid && path ? [{ oid, path }] : [];
  });
  if (!entries.some(({ path }) => path.startsWith('policies/'))) {
    const hint = '`--policies DIR` names a checkout of the governance repository, which this clone is none of';
    throw new WrongArgument(`expected policies/ on \`origin/main\` in \`${root}\`, seen none\nhint: ${hint}`);
  }
  const oids = entries.map(({ oid }) => oid);
  const found: RuleFile[] = [];
  for await (const blob of blobs(root, oids, LARGEST_BYTES)) {
    const path = entries[found.length]?.path ?? '';
    if (blob?.bytes == null)
      throw new WrongArgument(`expected ${path} of origin/main in \`${root}\`, seen it left out`);
    found.push({ path, bytes: blob.bytes });
  }
  return { from: `origin/main (${commit})`, commit, ...sorted(found) };
}

/** The blob ids of CODEOWNERS on main and on a council's branch, null where it stands there not: they must be equal. */
export interface Copies {
  readonly main: string | null;
  readonly council: string | null;
}

/** Both copies as `origin` of a clone had them; null where the clone does not have both branches. */
export async function codeownersCopies(root: string, council: string): Promise<Copies | null> {
  const refs = ['main', branchOf(council)].map((branch) => `refs/remotes/origin/${branch}`);
  const there = (await git(root, ['for-each-ref', '--format=%(refname)', ...refs])).toString().split('\n');
  if (!refs.every((ref) => there.includes(ref))) return null;
  const [main = null, copy = null] = await Promise.all(refs.map((ref) => codeownersAt(root, ref)));
  return { main, council: copy };
}

async function codeownersAt(root: string, ref: string): Promise<string | null> {
  const row = (await git(root, ['ls-tree', '-z', '--full-tree', ref, '--', CODEOWNERS])).toString();
  return /^\d+ blob ([0-9a-f]+)\t/.exec(row)?.[1] ?? null;
}

/** The rules that stand in a checkout on disk. Links are read as git stores them, and lead nowhere. */
async function rulesBelow(dir: string): Promise<Checkout> {
  const found: RuleFile[] = [];
  const policies = await lstat(join(dir, 'policies')).catch(() => null);
  if (!policies?.isDirectory()) {
    const hint = 'name the folder that holds `policies/` and `.github/CODEOWNERS`';
    throw new WrongArgument(`expected a folder \`policies\` in \`${dir}\`, seen none\nhint: ${hint}`);
  }
  const names = await Promise.all(FOLDERS.map((folder) => namesIn(dir, folder)));
  for (const path of [...names.flat(), CODEOWNERS, ...STRAYS]) {
    const bytes = await bytesOf(join(dir, path));
    if (bytes !== null) found.push({ path, bytes });
  }
  return { from: dir, commit: null, ...sorted(found) };
}

async function namesIn(dir: string, folder: string): Promise<string[]> {
  const place = await lstat(join(dir, folder)).catch(() => null);
  if (!place?.isDirectory()) return [];
  const entries = await readdir(join(dir, folder), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  return files.map(({ name }) => `${folder}/${name}`).sort();
}

async function bytesOf(path: string): Promise<Uint8Array | null> {
  const found = await lstat(path).catch(() => null);
  if (found === null || found.isDirectory()) return null;
  if (found.isSymbolicLink()) return Buffer.from(await readlink(path));
  const bytes = await ordinaryFile(path, LARGEST_BYTES);
  if (bytes === null)
    throw new WrongArgument(`expected to read \`${path}\`, of at most ${LARGEST_BYTES} bytes, seen otherwise`);
  return bytes;
}

function sorted(found: readonly RuleFile[]): Pick<Checkout, 'files' | 'codeowners' | 'strays'> {
  const codeowners = found.find(({ path }) => path === CODEOWNERS);
  return {
    files: found.filter(({ path }) => path.startsWith('policies/')),
    // Read as the bot reads it: a byte that is no text becomes a character that no pattern has.
    codeowners: codeowners && Buffer.from(codeowners.bytes).toString('utf8'),
    strays: STRAYS.filter((stray) => found.some(({ path }) => path === stray)),
  };
}
