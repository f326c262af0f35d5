import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isVerb, placesOf, VERBS, verbNamed } from '../src/command/verb.ts';
import { CODES } from '../src/finding/code.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The rows of a page's tables whose first cell is one word in backticks: the word, then the other cells. */
function rows(page: string): [string, ...string[]][] {
  return read(page)
    .split('\n')
    .flatMap((line) => {
      const [first, ...rest] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const word = /^`([^`]+)`$/.exec(first ?? '')?.[1];
      return word === undefined ? [] : [[word, ...rest] as [string, ...string[]]];
    });
}

describe('docs/codes.md', () => {
  it('has every code, in the order of the source, with the meaning that the source gives it', () => {
    expect(rows('docs/codes.md').map(([code, meaning]) => [code, meaning])).toEqual(Object.entries(CODES));
  });

  it('says of every code what mends it', () => {
    expect(rows('docs/codes.md').filter(([, , mend]) => !mend)).toEqual([]);
  });
});

describe('docs/commands.md', () => {
  it('has every command with who may give it, where, and what it does', () => {
    const listed = rows('docs/commands.md').filter((cells) => cells.length === 4);
    const known = Object.keys(VERBS)
      .filter(isVerb)
      .map(verbNamed)
      .map((verb) => {
        const { usage, who, effect, comes } = verb;
        return [usage, who, placesOf(verb), comes ? `${effect}; comes with a later version` : effect];
      });
    expect(listed).toEqual(known);
  });

  it('calls what refuses a command by codes that there are', () => {
    const named = rows('docs/commands.md').flatMap((cells) => (cells.length === 2 ? [cells[0]] : []));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((code) => !Object.hasOwn(CODES, code))).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  it('has every direct dependency with its reason, and no other', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const listed = rows('docs/dependencies.md').filter(([, reason]) => reason);
    expect(listed.map(([name]) => name).sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
  });

  it('goes with exact versions in package.json', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version));
    expect(loose).toEqual([]);
  });
});

describe('docs/deciding.md', () => {
  it('names for every sentence of the law where it is enforced, and tests that there are', () => {
    const [, law = ''] = read('docs/deciding.md').split('## The law');
    const linked = Array.from(law.matchAll(/\[([^\]]+)\]\(\.\.\/([^)]+)\)/g), ([, text = '', path = '']) => ({
      text,
      path,
    }));
    const tests = linked.filter(({ path }) => path.startsWith('test/'));
    const sentences = law
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(sentences.length).toBeGreaterThan(10);
    expect(sentences.filter((line) => !/\(\.\.\/src\/.*\(\.\.\/test\//.test(line))).toEqual([]);
    expect(tests.filter(({ text, path }) => !read(path).includes(text))).toEqual([]);
  });
});

describe('the pages', () => {
  const docs = readdirSync(new URL('../docs', import.meta.url)).filter((name) => name.endsWith('.md'));
  const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docs.map((name) => `docs/${name}`)];
  const prose = (path: string) => read(path).replace(/^ *```[\s\S]*?^ *```$/gm, '');
  const links = pages.flatMap((page) =>
    Array.from(prose(page).matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)/g), ([, path = '', anchor]) => {
      return { page, to: path === '' ? page : normalize(join(dirname(page), path)), anchor };
    }),
  );

  it('lead to files that are there, and to headings that are there', () => {
    expect(links.length).toBeGreaterThan(100);
    const headings = (path: string) =>
      Array.from(prose(path).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading));
    const broken = links.filter(({ to, anchor }) => {
      if (!existsSync(new URL(`../${to}`, import.meta.url))) return true;
      return anchor !== undefined && !headings(to).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('are all found from the first page or from the one about architecture', () => {
    const found = links.filter(({ page }) => page === 'README.md' || page === 'docs/architecture.md');
    const reached = new Set(found.map(({ to }) => to));
    expect(docs.filter((name) => !reached.has(`docs/${name}`))).toEqual([]);
  });
});

/** As GitHub makes the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
