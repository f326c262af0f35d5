import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../..');

/** `npm start`, up and waiting for visitors. */
export interface Story {
  /** Where its pages begin: `http://127.0.0.1:<port>`. */
  readonly origin: string;
  end(): Promise<void>;
}

/** Starts it as a newcomer would, and waits until it says where the pages are. Throws when it ends before. */
export async function startStory(): Promise<Story> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(APP_ID|PRIVATE_KEY|WEBHOOK_SECRET)$/.test(name)),
  );
  const child = spawn(process.execPath, ['src/cli.ts', 'start'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever becomes of this process, that one ends with it.
  process.once('exit', () => child.kill('SIGKILL'));
  const end = () => stop(child);
  try {
    return { origin: await addressSaid(child), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function addressSaid(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the story says nothing');
  const told: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    told.push(line);
    const [, origin] = /^ *the pages.* (http:\/\/127\.0\.0\.1:\d+)\//.exec(line) ?? [];
    if (origin === undefined) continue;
    child.stdout.resume();
    return origin;
  }
  throw new Error(`the story ended before its pages were open:\n${told.slice(-10).join('\n')}`);
}

/** Asks it to end, and ends it when it does not. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(patience);
}
