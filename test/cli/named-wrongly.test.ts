import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { answersIn, flags, IN_PROCESS, LEDGER_PEM } from '../scaffold/questions.ts';
import { startAcme } from '../standin/github/acme.ts';
import { newFolder, ran } from './ran.ts';

afterEach(() => {
  for (const name of ['GITHUB_TOKEN', 'LEDGER_KEY', 'LEDGER_KEY_PATH']) delete process.env[name];
});

describe('what a caller names wrongly is told with what was expected, seen, and a way on', () => {
  it('a folder that is no clone', async () => {
    const folder = newFolder();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const [dir, seen] of [
      [folder, 'something else'],
      [file, 'something else'],
      [join(folder, 'x'), 'nothing'],
    ] as const) {
      const { exit, err } = await ran('ledger', 'verify', dir);
      expect([exit, err]).toEqual([
        2,
        expect.stringContaining(`expected a git clone at \`${dir}\`, seen ${seen}\nhint: `),
      ]);
    }
  });

  it('a file in place of the folder of `init`, or of one above it', async () => {
    const folder = newFolder();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const dir of [file, join(file, 'governance')]) {
      const { exit, err } = await ran('init', dir, ...flags({ ...answersIn(folder), ...IN_PROCESS }));
      expect([exit, err]).toEqual([
        2,
        `expected a folder to write to at \`${dir}\`, seen a file in its place\nhint: name one that is empty, or not there yet\n`,
      ]);
    }
  });

  it.each(['foo', 'http://git.acme.example/api/v3', 'file:///etc'])(
    'the API %s, to which no token is sent',
    async (api) => {
      Object.assign(process.env, { GITHUB_TOKEN: 'x', LEDGER_KEY: LEDGER_PEM });
      for (const words of [['doctor'], ['ledger', 'init']]) {
        const { exit, err } = await ran(...words, '--repository', 'acme/gov', '--api', api);
        expect([exit, err]).toEqual([
          2,
          expect.stringContaining(`expected an https address for --api, seen \`${api}\`\nhint: `),
        ]);
      }
    },
  );

  it('a token that GitHub does not take, and a repository that it does not show', async () => {
    const acme = await startAcme();
    onTestFinished(() => acme.close());
    const to = ['--api', `${acme.origin}/api/v3`, '--repository'];
    Object.assign(process.env, { GITHUB_TOKEN: 'wrong', LEDGER_KEY: LEDGER_PEM });
    for (const words of [['doctor'], ['ledger', 'init']]) {
      process.env.GITHUB_TOKEN = 'wrong';
      const refused = await ran(...words, ...to, 'acme/gov');
      expect([refused.exit, refused.err]).toEqual([
        2,
        expect.stringMatching(/^expected a GITHUB_TOKEN that GitHub takes at .*401.*\nhint: /),
      ]);
      process.env.GITHUB_TOKEN = acme.seed.token('admin');
      const hidden = await ran(...words, ...to, 'acme/none');
      expect([hidden.exit, hidden.err]).toEqual([
        2,
        expect.stringMatching(/^expected a repository acme\/none, seen none.*\nhint: /),
      ]);
    }
  });

  it('a port where nobody listens: that decides nothing', async () => {
    Object.assign(process.env, { GITHUB_TOKEN: 'x', LEDGER_KEY: LEDGER_PEM });
    for (const words of [['doctor'], ['ledger', 'init']]) {
      const { exit, err } = await ran(...words, '--repository', 'acme/gov', '--api', 'http://127.0.0.1:1');
      expect([exit, err]).toEqual([
        3,
        expect.stringMatching(
          /^upstream-unavailable: expected an answer of GitHub's API at http:\/\/127\.0\.0\.1:1, seen .*no answer.*\nhint: /,
        ),
      ]);
    }
  });
});
