// Installs the locked dependencies when they are missing or older than the lock file. Runs on any Node from 20,
// before anything of ours is on disk, so it uses nothing but Node itself. It is its own npm script step: the shell
// that ran it has cached the path of the old `node`, the next step's shell finds the pinned one.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const current = existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
if (!current) {
  console.error('installing the locked dependencies (once)...');
  const { status } = spawnSync('npm', ['ci', '--no-progress', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
  process.exit(status ?? 1);
}
