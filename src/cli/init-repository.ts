import { createPublicKey } from 'node:crypto';
import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WrongArgument } from '../audit/wrong-argument.ts';
import { STRAYS } from '../codeowners/place.ts';
import { namedFile } from '../observe/checkout/file.ts';
import { readAnswers } from '../scaffold/answers.ts';
import { nextSteps } from '../scaffold/next.ts';
import { type Given, QUESTIONS } from '../scaffold/question.ts';
import { scaffold } from '../scaffold/scaffold.ts';

const COUNTERSIGN = join(import.meta.dirname, '../..');
const EXAMPLE = join(COUNTERSIGN, 'docs/examples/seal.yml');
const LARGEST_BYTES = 1024 * 1024;

/** Writes a governance repository into a folder and says what comes next; 1 where files stand in the way. Throws `WrongArgument`. */
export async function initRepository(dir: string, given: Given, say: (line: string) => void): Promise<number> {
  const read = readAnswers(given);
  if (!read.ok) throw wrong(read.problems);
  const { answers } = read;
  const made = scaffold(answers, {
    ledgerKey: ledgerKeyIn(await textOf('ledger-key', answers['ledger-key'])),
    trustedRoot: await textOf('trusted-root', answers['trusted-root']),
    signingConfig: answers.seal === 'workflow' ? await textOf('signing-config', answers['signing-config']) : null,
    workflow: await readFile(EXAMPLE, 'utf8'),
  });
  if (!made.ok) throw wrong(made.problems);
  const paths = Object.keys(made.files);
  await requireFolder(dir);
  const there = await standing(dir, [...paths, ...STRAYS]);
  if (there.length > 0) {
    say(`nothing is written: ${there.join(', ')} ${there.length === 1 ? 'stands' : 'stand'} in ${dir} already`);
    return 1;
  }
  for (const [path, text] of Object.entries(made.files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    // Not over what came in between.
    await writeFile(join(dir, path), text, { flag: 'wx' });
  }
  for (const path of paths) say(`wrote ${join(dir, path)}`);
  say('');
  for (const line of nextSteps(answers, paths, { dir, countersign: COUNTERSIGN })) say(line);
  return 0;
}

/** Makes the folder unless it is there. */
async function requireFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'none';
    const seen = ['EEXIST', 'ENOTDIR'].includes(code) ? 'a file in its place' : code;
    throw new WrongArgument(
      `expected a folder to write to at \`${dir}\`, seen ${seen}\nhint: name one that is empty, or not there yet`,
    );
  }
}

/** What is there of these files, or in place of a folder of theirs: a link would lead what is written elsewhere. */
async function standing(dir: string, paths: readonly string[]): Promise<string[]> {
  const folders = new Set(paths.map((path) => dirname(path)).flatMap(withParents));
  const there = await Promise.all(paths.map(async (path) => ((await kindOf(join(dir, path))) ? [path] : [])));
  const blocked = await Promise.all(
    [...folders].map(async (path) => {
      const found = await kindOf(join(dir, path));
      return found && !found.isDirectory() ? [path] : [];
    }),
  );
  return [...there.flat(), ...blocked.flat()].sort();
}

function withParents(path: string): string[] {
  return path === '.' ? [] : [path, ...withParents(dirname(path))];
}

async function kindOf(path: string) {
  return lstat(path).catch(() => null);
}

async function textOf(question: 'ledger-key' | 'trusted-root' | 'signing-config', path: string): Promise<string> {
  try {
    return Buffer.from(await namedFile(path, LARGEST_BYTES)).toString('utf8');
  } catch (error) {
    if (!(error instanceof WrongArgument)) throw error;
    throw wrong([{ message: `--${question}: ${error.message}`, hint: QUESTIONS[question].about }]);
  }
}

/** The public key alone: who scaffolds has no need of the private one, and should not get used to handing it round. */
function ledgerKeyIn(pem: string): string {
  const hint =
    '`openssl pkey -in ledger.pem -pubout -out ledger.pub.pem`, and keep the private half where the bot runs';
  const refused = (seen: string) =>
    new WrongArgument(`expected --ledger-key to hold an Ed25519 public key in PEM, seen ${seen}\nhint: ${hint}`);
  if (pem.includes('PRIVATE KEY')) throw refused('a private key');
  try {
    const key = createPublicKey(pem);
    const { x = '' } = key.asymmetricKeyType === 'ed25519' ? key.export({ format: 'jwk' }) : {};
    if (x !== '') return Buffer.from(x, 'base64url').toString('base64');
  } catch {
    throw refused('something else');
  }
  throw refused('a key of another kind');
}

function wrong(problems: readonly { readonly message: string; readonly hint: string }[]): WrongArgument {
  return new WrongArgument(problems.map(({ message, hint }) => `${message}\n  hint: ${hint}`).join('\n'));
}
