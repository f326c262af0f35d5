import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from '../figure.ts';

/** How long a newcomer waits for all tests: what is committed, in a fresh clone, installed before the clock starts. */
export const freshTests: Measurement = async () => {
  const clone = join(mkdtempSync(join(tmpdir(), 'bench-')), 'clone');
  try {
    run('git', ['clone', '--quiet', process.cwd(), clone], '.');
    run('npm', ['ci', '--no-progress', '--loglevel=error'], clone);
    const began = performance.now();
    run('npm', ['test'], clone);
    const measured = (performance.now() - began) / 1000;
    const what = '`npm test` in a fresh clone after install';
    return [{ what, unit: 's', measured, beside: { what: 'aim', value: 90 }, better: 'less' }];
  } finally {
    rmSync(join(clone, '..'), { recursive: true, force: true });
  }
};

function run(program: string, words: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed\n${stdout}\n${stderr}`);
}
