import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout, newFolder, ROOT, written } from './ran.ts';

const program = join(ROOT, 'src/countersign.js');
const older = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })")}`;

/** A clone that holds the program and what is given. */
function lone(files: Readonly<Record<string, string>> = {}): string {
  const folder = written(newFolder(), { 'package.json': '{"type":"module"}', ...files });
  mkdirSync(join(folder, 'src'));
  copyFileSync(program, join(folder, 'src/countersign.js'));
  return folder;
}

/** Starts it as an older Node would see itself. */
const started = (folder: string, ...argv: string[]) =>
  spawnSync(process.execPath, ['--import', older, join(folder, 'src/countersign.js'), ...argv], { encoding: 'utf8' });

describe('the program', () => {
  it('says what to install where nothing is', () => {
    const { status, stderr } = started(lone(), 'check', 'packets/a');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^expected its dependencies installed\nhint: `npm ci` in /);
  });

  it('says which Node it needs where an older one starts it, and none is installed beside it', () => {
    const { status, stderr } = started(lone({ 'node_modules/a': '' }), 'check', 'packets/a');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^expected Node 24 or later, seen 20\.20\.2\nhint: /);
  });

  it('hands arguments, answer and exit code over to the Node beside it', () => {
    const folder = lone({ 'node_modules/.bin/node': '#!/bin/sh\nshift\nprintf "<%s>" "$@"\nexit 1\n' });
    chmodSync(join(folder, 'node_modules/.bin/node'), 0o755);
    expect(started(folder, 'check', 'two words')).toMatchObject({
      status: 1,
      stdout: '<check><two words>',
      stderr: '',
    });
  });

  it('ends without a yes, and in silence, when nobody reads on', async () => {
    const child = spawn(process.execPath, [program, 'policy', 'explain', '--policies', checkout()]);
    child.stdout.destroy();
    let complaint = '';
    child.stderr.on('data', (bytes) => {
      complaint += String(bytes);
    });
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(complaint).toBe('');
  });
});
