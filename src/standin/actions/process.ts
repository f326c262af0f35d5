import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** All that the process gets: nothing of this one's own. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Runs a file with this Node and hands each line that it prints to `read`. Its exit code; null when it was ended. */
export async function runNode({ file, args, folder, env, signal }: Command, read: (line: string) => void) {
  // A group of its own, so that what it started ends with it.
  const child = spawn(process.execPath, [file, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself just now.
    }
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  try {
    const lines = [child.stdout, child.stderr].map(async (stream) => {
      for await (const line of createInterface({ input: stream })) read(line);
    });
    const code = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    await Promise.all(lines);
    return await code;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
