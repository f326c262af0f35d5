import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder, ran } from './ran.ts';

function fileOf(text: string): string {
  const file = join(newFolder(), 'CODEOWNERS');
  writeFileSync(file, text);
  return file;
}
// docs.github.com, "About code owners": the last line that matches decides, and one without owners takes them away.
const GITHUBS =
  '# owners\n*.js    @js-owner # of scripts\n/apps/ @octocat docs@example.com\n/apps/github\n/docs/ @octo-org/octocats\n';

describe('codeowners', () => {
  it('says who owns each path, by which line, and tells no match from no owner', async () => {
    const { exit, out } = await ran(
      'codeowners',
      '--file',
      fileOf(GITHUBS),
      'a/b.js',
      'apps/x',
      'apps/github/y',
      'docs/z',
      'README',
    );
    expect(exit).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      'a/b.js: @js-owner (line 2: *.js    @js-owner # of scripts)',
      'apps/x: @octocat docs@example.com (line 3: /apps/ @octocat docs@example.com)',
      'apps/github/y: no owner, since the line says so (line 4: /apps/github)',
      'docs/z: @octo-org/octocats (line 5: /docs/ @octo-org/octocats)',
      'README: no owner, since no line matches it',
    ]);
  });

  it('says the same as JSON', async () => {
    const { exit, out } = await ran(
      'codeowners',
      '--json',
      '--file',
      fileOf(GITHUBS),
      'apps/x',
      'apps/github/y',
      'README',
    );
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      paths: [
        { path: 'apps/x', matched: true, owners: ['@octocat', 'docs@example.com'], line: 3 },
        { path: 'apps/github/y', matched: true, owners: [], line: 4, text: '/apps/github' },
        { path: 'README', matched: false, owners: [], line: null, text: null },
      ],
      invalid: [],
    });
  });

  it('ends with 1 where lines are invalid, and says which and why, since GitHub passes over them', async () => {
    const file = fileOf('* @ann\n/packets/[ab]/ @ben\n!x @ann\n/y ann\n');
    const { exit, out } = await ran('codeowners', '--file', file, 'packets/a/b');
    expect(exit).toBe(1);
    expect(out).toContain('packets/a/b: @ann (line 1: * @ann)');
    for (const place of ['2:1', '3:1', '4:4']) expect(out).toContain(`${file}:${place}: codeowners-invalid: expected `);
    const { invalid } = JSON.parse((await ran('codeowners', '--json', '--file', file, 'x')).out);
    expect(invalid.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4]);
  });

  it('prints nothing that a log takes for a command', async () => {
    const { out } = await ran('codeowners', '--file', fileOf('* @ann # \u001b[2J ##[add-mask]x\n'), 'x');
    expect([out.includes('\u001b'), out.includes('##[')]).toEqual([false, false]);
  });

  it.each([
    ['an absolute path', '/packets/x'],
    ['a path that leads up', '../x'],
    ['a folder with a slash at its end', 'packets/'],
    ['an empty path', ''],
  ])('ends with 2 for %s', async (_, path) => {
    expect(await ran('codeowners', '--file', fileOf(GITHUBS), path)).toMatchObject({ exit: 2, out: '' });
  });

  it('ends with 2 for a file that cannot be read, is none, or is a link', async () => {
    const folder = newFolder();
    symlinkSync(fileOf(GITHUBS), join(folder, 'link'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const file of ['none', 'link', 'pipe', '.'])
      expect(await ran('codeowners', '--file', join(folder, file), 'x')).toMatchObject({ exit: 2, out: '' });
  });
});
