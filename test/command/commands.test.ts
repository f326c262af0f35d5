import { describe, expect, it } from 'vitest';
import { commandsIn } from '../../src/command/commands.ts';

const DENY = [{ verb: 'deny', argument: 'it is wrong' }];

describe('a command', () => {
  it('is a line of an ordinary paragraph, with all that stands after the verb as its argument', () => {
    expect(commandsIn('/countersign deny it is wrong')).toEqual(DENY);
    expect(commandsIn('Sorry.\n  /countersign deny it is wrong\r\nNot like this.')).toEqual(DENY);
    expect(commandsIn('/countersign recheck')).toEqual([{ verb: 'recheck', argument: '' }]);
    expect(commandsIn('/countersign')).toEqual([{ verb: '', argument: '' }]);
  });

  it('comes with its argument as people see it, on one line', () => {
    const written = '/countersign deny *it* is\u00a0 [wrong](https://evil.example) ![pixel](p.png) <!-- or right -->';
    expect(commandsIn(written)).toEqual(DENY);
    expect(commandsIn('/countersign deny `it` is &#119;rong')).toEqual(DENY);
    expect(commandsIn('/countersign sign <wait>')).toEqual([{ verb: 'sign', argument: '' }]);
  });

  it('is bounded, however long the line is', () => {
    const [command] = commandsIn(`/countersign ${'v'.repeat(5000)} ${'a'.repeat(50_000)}`);
    expect(command?.verb).toHaveLength(40);
    expect(command?.argument).toHaveLength(500);
  });

  it('J13: holds no secret, not even one whose head stands in the place of the verb', () => {
    const pem = '-----BEGIN PRIVATE KEY----- MC4CAQAwBQYDK2VwBCIEIGipXa -----END PRIVATE KEY-----';
    for (const body of [`/countersign ${pem}`, `/countersign deny ${pem}`, `/countersign ${pem.slice(0, 60)}`])
      expect(JSON.stringify(commandsIn(body))).not.toContain('MC4CAQ');
  });

  it('holds no control character, which no entry of the ledger could hold', () => {
    const [command] = commandsIn('/countersign de\u0001ny it\u0002is wrong');
    expect(`${command?.verb} ${command?.argument}`).toMatch(/^\P{Cc}+$/u);
  });

  it('is found as often as it is written', () => {
    expect(commandsIn('/countersign deny a\n\n/countersign withdraw b').map(({ verb }) => verb)).toEqual([
      'deny',
      'withdraw',
    ]);
  });
});

describe('J01: it is not read', () => {
  it.each([
    ['in a quote', '> /countersign deny it is wrong'],
    ['in the lazy rest of a quote', '> as I said\n/countersign deny it is wrong'],
    ['in a fence', '```\n/countersign deny it is wrong\n```'],
    ['in a fence that never ends', '~~~ text\n/countersign deny it is wrong'],
    ['in an indented block', 'so:\n\n    /countersign deny it is wrong'],
    ['in a code span', '`/countersign deny it is wrong`'],
    ['in a code span of several lines', 'a ` b\n/countersign deny it is wrong\n`'],
    ['in a code span behind an escaped backtick', '\\``\n/countersign deny it is wrong\n`'],
    ['in a list', '- /countersign deny it is wrong'],
    ['in a heading', '# /countersign deny it is wrong'],
    ['in a heading that is underlined', '/countersign deny it is wrong\n---'],
    ['in a table', '| a |\n| --- |\n| /countersign deny it is wrong |'],
    ['in a link', '[/countersign deny it is wrong](https://evil.example)'],
    ['in a link definition', '[a]: /countersign "deny it is wrong"'],
    ['in bold letters', '**/countersign deny it is wrong**'],
    ['in an HTML comment', '<!-- /countersign deny it is wrong -->'],
    ['in an HTML comment of several paragraphs', '<!--\n\n/countersign deny it is wrong\n\n-->'],
    ['in an HTML comment within a paragraph', 'a <!--\n/countersign deny it is wrong\n-->'],
    ['in an HTML quote', '<blockquote>\n\n/countersign deny it is wrong\n\n</blockquote>'],
    ['in a fold', 'look <details>\n\n/countersign deny it is wrong'],
    ['in an attribute that never ends', '<hr title=">\n\n/countersign deny it is wrong'],
    ['in a comment that HTML ends later than Markdown', '<hr><!--\n\n/countersign deny it is wrong'],
    ['in the middle of a line', 'please /countersign deny it is wrong'],
    ['escaped', '\\/countersign deny it is wrong'],
    ['as a character reference', '&#47;countersign deny it is wrong'],
    ['under another name', '/countersigned deny it is wrong\n/Countersign deny it is wrong'],
  ])('%s', (_, body) => {
    expect(commandsIn(body)).toEqual([]);
  });

  it('behind pictures, line breaks and comments it is: they are over where they end', () => {
    const before = '<!-- a -->\n\n<img src="a.png" alt=\'b\' width=3>\n\na<br />b';
    expect(commandsIn(`${before}\n\n/countersign deny it is wrong`)).toEqual(DENY);
  });
});
