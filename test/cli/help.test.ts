import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/cli.ts';
import { ROOT, ran } from './ran.ts';

/** The commands that do something, each with its words. */
function leaves(command: Command, words: readonly string[] = []): { words: readonly string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ words, command }];
  return command.commands.flatMap((one) => leaves(one, [...words, one.name()]));
}
const all = leaves(programOf(() => undefined)).map(({ words }) => words);
const page = readFileSync(join(ROOT, 'docs/cli.md'), 'utf8');

/** The part of a help text under a title, line by line. */
function part(help: string, title: string): string[] {
  const lines = help.split('\n');
  const start = lines.indexOf(title) + 1;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith('  '));
  return start === 0 ? [] : lines.slice(start, end === -1 ? undefined : end).map((line) => line.trim());
}

/** What a shell would hand over: up to a pipe, a redirection or a comment, quotes taken off. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.split(/ [|>#]/);
  return Array.from(
    command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g),
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}

/** Whether commander takes the words for that command, which is not run. */
async function parses(words: readonly string[], argv: readonly string[]): Promise<boolean> {
  const program = programOf(() => undefined).configureOutput({ writeErr: () => undefined });
  const leaf = leaves(program).find((one) => one.words.join(' ') === words.join(' '));
  let reached = false;
  leaf?.command.configureOutput({ writeErr: () => undefined }).action(() => {
    reached = true;
  });
  await program.parseAsync(argv, { from: 'user' }).catch(() => undefined);
  return reached;
}

describe('the help of every command', () => {
  it('exists', () => {
    expect(all.length).toBeGreaterThan(8);
  });

  it.each(all.map((words) => [words.join(' '), words] as const))(
    'of %s shows examples that parse',
    async (_, words) => {
      const { exit, out } = await ran(...words, '--help');
      expect(exit).toBe(0);
      const examples = part(out, 'Examples:')
        .map(wordsOf)
        .filter(([program]) => program === 'countersign' || program === 'source');
      const argv = examples.map((example) => example.slice(example.findIndex((word) => /countersign$/.test(word)) + 1));
      expect(argv.length).toBeGreaterThan(0);
      for (const example of argv) {
        const clean = example.map((word) => word.replace(/\)$/, ''));
        expect([clean.join(' '), await parses(words, clean)]).toEqual([clean.join(' '), true]);
      }
    },
  );

  it.each(all.map((words) => [words.join(' '), words] as const))(
    'of %s says what its exit codes mean',
    async (_, words) => {
      const { out } = await ran(...words, '--help');
      expect(part(out, 'Exit codes:').map((line) => line.slice(0, 3))).toEqual(['0  ', '1  ', '2  ', '3  ']);
    },
  );

  it('and docs/cli.md have the same commands', () => {
    const titles = Array.from(page.matchAll(/^## `(.*)`$/gm), ([, title]) => title);
    expect(titles.sort()).toEqual(all.map((words) => words.join(' ')).sort());
  });

  it('and docs/cli.md have the same exit codes', async () => {
    for (const words of all) {
      const { out } = await ran(...words, '--help');
      const section = page.split(`\n## \`${words.join(' ')}\`\n`)[1]?.split('\n## ')[0] ?? '';
      const rows = Array.from(section.matchAll(/^\| (\d) \| (.*) \|$/gm), ([, code, meaning]) => `${code}  ${meaning}`);
      expect([words.join(' '), rows]).toEqual([words.join(' '), part(out, 'Exit codes:')]);
    }
  });
});

describe('the command line', () => {
  it.each([
    ['nothing', []],
    ['an unknown command', ['release']],
    ['an unknown option', ['digest', '--fast', '.']],
    ['a missing argument', ['check']],
    ['an unknown format', ['check', '--format', 'xml', '.']],
    ['an unknown shell', ['completion', 'tcsh']],
  ])('ends with 2 for %s', async (_, argv) => {
    expect(await ran(...argv)).toMatchObject({ exit: 2, out: '' });
  });
});
