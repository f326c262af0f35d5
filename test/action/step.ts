import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { actionFile } from './bundle.ts';

export interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The workspace. */
  readonly cwd?: string;
  /** Words for Node itself. */
  readonly node?: readonly string[];
}

export interface Ended {
  readonly exit: number | null;
  /** All lines that the runner would read, and those of the error stream. */
  readonly log: string;
  /** The one error annotation, decoded; empty without one. */
  readonly error: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the Action as a step of a workflow: a process of its own, inputs by environment, outputs by files. */
export async function runStep({ inputs = {}, env = {}, cwd, node = [] }: Step): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  try {
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
    for (const path of Object.values(files)) writeFileSync(path, '');
    const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const child = spawn(process.execPath, [...node, await actionFile()], {
      cwd: cwd ?? folder,
      env: { ...files, ...Object.fromEntries(given), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    const [exit, said, complained] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return {
      exit,
      log: said + complained,
      error: errorIn(said),
      outputs: outputsIn(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** docs.github.com, "Workflow commands": one line, with `%0A` for the line breaks of its message. */
function errorIn(log: string): string {
  const message = /^::error [^\n]*?::(.*)$/m.exec(log)?.[1] ?? '';
  return message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}

/** docs.github.com, "Workflow commands", multiline strings: a name, a delimiter, the value, the delimiter. */
function outputsIn(file: string): Record<string, string> {
  const entries = file.matchAll(/^([^<\n]+)<<(.+)\n([\s\S]*?)\n\2\n/gm);
  return Object.fromEntries([...entries].map(([, name = '', , value = '']) => [name, value]));
}
