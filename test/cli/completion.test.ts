import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder, ran } from './ran.ts';

const { out: script } = await ran('completion', 'bash');

/** What bash offers after these words, the last of which is being typed. */
function offered(...words: string[]): string[] {
  return offeredIn(newFolder(), ...words);
}

function offeredIn(folder: string, ...words: string[]): string[] {
  writeFileSync(join(folder, 'script'), script);
  const lines = `source ./script; COMP_WORDS=(countersign "$@"); COMP_CWORD=$#; _countersign; IFS=$'\\n'; echo "\${COMPREPLY[*]}"`;
  const printed = execFileSync('bash', ['--norc', '-uc', lines, 'bash', ...words], { cwd: folder, encoding: 'utf8' });
  return printed.split('\n').filter(Boolean);
}

describe('completion bash', () => {
  it.each<[string[], string[]]>([
    [['che'], ['check']],
    [
      ['ledger', ''],
      ['init', 'verify'],
    ],
    [['ledger', 'verify', '--wit'], ['--witness']],
    [
      ['check', '--format', ''],
      ['text', 'json', 'sarif', 'github'],
    ],
    [['check', '--format', '=', 's'], ['sarif']],
    [
      ['check', '--format', '='],
      ['text', 'json', 'sarif', 'github'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['--policies', 'policy', ''], ['explain']],
    // What is left to bash, which then offers files.
    [['check', '--policies', ''], []],
    [['check', 'pack'], []],
    [['digest', '--sums', ''], []],
  ])('offers after %j: %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });

  it('offers every command', async () => {
    const { out } = await ran('--help');
    const listed = out.slice(out.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+)/gm);
    expect(offered('')).toEqual(Array.from(listed, ([, name]) => name).filter((name) => name !== 'help'));
  });

  it('runs nothing of what is being typed', () => {
    const folder = newFolder();
    expect(offeredIn(folder, 'check', '$(touch touched)')).toEqual([]);
    expect(offeredIn(folder, 'check', '--format', '`touch touched`')).toEqual([]);
    expect(existsSync(join(folder, 'touched'))).toBe(false);
  });

  it('falls back to files', () => {
    const printed = execFileSync('bash', ['--norc', '-c', `${script}\ncomplete -p countersign`], { encoding: 'utf8' });
    expect(printed).toContain('-o default');
  });
});

it.each(['zsh', 'fish'])('completion %s has every command and option that bash is offered', async (shell) => {
  const { exit, out } = await ran('completion', shell);
  expect(exit).toBe(0);
  for (const [, words = ''] of script.matchAll(/words='([^']*)'/g))
    for (const word of words.split(' ').filter(Boolean)) expect(out).toContain(word.replace(/^--/, ''));
});
