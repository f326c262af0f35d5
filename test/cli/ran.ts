import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli.ts';
import { type Overlay, overlaid } from '../../src/rehearse/overlay.ts';
import { instantOf } from '../../src/time/instant.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const EXAMPLE = join(ROOT, 'docs/examples/packets/bpe-2026-014');

/** How a command ended and what it printed. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as the program does, in this process. */
export async function ran(...argv: string[]): Promise<Ran> {
  const printed = { out: '', err: '' };
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));
  for (const [index, stream] of streams.entries())
    stream.write = (text: string | Uint8Array) => {
      printed[index === 0 ? 'out' : 'err'] += text.toString();
      return true;
    };
  try {
    return { exit: await run(argv), ...printed };
  } finally {
    for (const [index, stream] of streams.entries()) stream.write = writes[index] ?? stream.write;
  }
}

/** A folder of its own; the caller takes it away. */
export function lastingFolder(): string {
  return mkdtempSync(join(tmpdir(), 'countersign-cli-'));
}

/** A folder of its own for one test, gone when the test is done. */
export function newFolder(): string {
  const folder = lastingFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Files by path; null takes one away. */
export type Files = Readonly<Record<string, string | null>>;

/** Writes files below a folder and gives the folder. */
export function written(folder: string, files: Files): string {
  for (const [path, text] of Object.entries(files)) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    if (text === null) rmSync(place, { force: true });
    else writeFileSync(place, text);
  }
  return folder;
}

/** The reference policies as a governance repository has them checked out. */
export function checkout(change: Files = {}, folder = newFolder()): string {
  cpSync(join(ROOT, 'policies'), join(folder, 'policies'), { recursive: true });
  const codeowners = readFileSync(join(ROOT, 'docs/examples/CODEOWNERS'), 'utf8');
  return written(folder, { '.github/CODEOWNERS': codeowners, ...change });
}

/** The example packet in a folder of that name, with a review window that is open now. `over` is laid over packet.yaml. */
export function packetIn(folder: string, over: Overlay = {}): string {
  const place = join(folder, 'packets/bpe-2026-014');
  cpSync(EXAMPLE, place, { recursive: true });
  const text = readFileSync(join(EXAMPLE, 'packet.yaml'), 'utf8');
  const day = 24 * 60 * 60_000;
  const [opens, closes] = [-day, 3 * day].map((ms) => instantOf(Date.now() + ms));
  writeFileSync(join(place, 'packet.yaml'), overlaid(text, { review_window: { opens, closes }, ...over }));
  return place;
}

/** A clone of a governance repository whose `origin/main` holds the reference policies, and what it prints for git. */
export function clone(change: Files = {}, folder?: string): { dir: string; git: (...args: string[]) => string } {
  const dir = checkout(change, folder);
  const names = ['-c', 'user.name=ann', '-c', 'user.email=ann@acme.example'];
  const git = (...args: string[]) => execFileSync('git', [...names, ...args], { cwd: dir, encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch=work');
  git('add', '.');
  git('commit', '--quiet', '--message=policies');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  return { dir, git };
}
