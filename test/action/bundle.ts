import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../.ci/bundle.ts';

let built: Promise<string> | undefined;

/** The Action's file, bundled from the sources as they stand: once a process, in a folder that goes when it ends. */
export function actionFile(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // As at the root of this repository, which is what a runner checks out.
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const file = join(folder, 'action.js');
  writeFileSync(file, (await bundle()).get('action.js') ?? '');
  return file;
}
