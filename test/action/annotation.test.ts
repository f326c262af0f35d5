import { describe, expect, it } from 'vitest';
import { errorAnnotation } from '../../src/action/annotation.ts';
import { harmless } from '../../src/report/workflow-command.ts';

/** How the runner reads a line: `::command` after blanks, or `##[command]` anywhere (actions/runner, `ActionCommand`). */
const isCommand = (line: string) => /^\s*::/.test(line) || line.includes('##[');

describe('a line of the log', () => {
  it.each([
    '::set-output name=verified::true',
    ' \t\u00a0::stop-commands::x',
    '\u0007::add-mask::a',
    'seen ##[add-path]/tmp',
    'seen #\u0000##[add-path]/tmp',
    'one\n::error::two',
    'one\r::error::two',
  ])('is one line, and no command: %j', (text) => {
    expect(
      harmless(text)
        .split(/[\n\r\u0085\u2028\u2029]/)
        .filter(isCommand),
    ).toEqual([]);
    expect(harmless(text)).not.toMatch(/[\n\r]/);
  });

  it('is otherwise what it was', () => {
    expect(harmless('sealed packets/a: 2 of 2, 100 %')).toBe('sealed packets/a: 2 of 2, 100 %');
  });
});

describe('an error annotation', () => {
  it('has as many lines as people read, and says how many more there are', () => {
    const lines = Array.from({ length: 100 }, (_, line) => `problem ${line}`);
    const annotation = errorAnnotation({ exit: 2, title: 'wrong: all, of it', lines });
    expect(annotation).toMatch(/^::error title=countersign%3A wrong%3A all%2C of it::problem 0%0A/);
    expect(annotation.split('%0A')).toHaveLength(41);
    expect(annotation).toMatch(/%0Aand 60 lines more$/);
  });
});
