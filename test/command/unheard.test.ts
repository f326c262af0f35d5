import { describe, expect, it } from 'vitest';
import { commandsIn } from '../../src/command/commands.ts';
import { unheardIn } from '../../src/command/unheard.ts';

describe('a text that only looks like a command', () => {
  it.each([
    ['> /countersign conclude'],
    ['>> > /countersign conclude'],
    ['`/countersign conclude`'],
    ['```\n/countersign conclude\n```'],
    ['    /countersign conclude'],
    ['- /countersign conclude'],
    ['1. /countersign conclude'],
    ['# /countersign conclude'],
    ['**/countersign conclude**'],
    ['\\/countersign conclude'],
    ['[/countersign conclude](https://acme.example)'],
    ['<!-- /countersign conclude -->'],
    ['<blockquote>\n\n/countersign conclude\n\n</blockquote>'],
    ['<details><summary>x</summary>\n/countersign conclude</details>'],
    ['I agree.\r\n\r\n> /countersign conclude'],
  ])('is told to be dressed as something else: %j', (body) => {
    expect(commandsIn(body)).toEqual([]);
    expect(unheardIn(body)).toContain('quote');
  });

  it.each([
    ['/c\u043euntersign conclude'],
    ['\u2215countersign conclude'],
    ['\uff0fcountersign conclude'],
    ['/Countersign conclude'],
    ['/COUNTERSIGN CONCLUDE'],
    ['/count\u200bersign conclude'],
    ['\u202e/countersign conclude'],
    ['/co\u0301untersign conclude'],
    ['> /c\u043euntersign conclude'],
  ])('is told to be written otherwise: %j', (body) => {
    expect(commandsIn(body)).toEqual([]);
    expect(unheardIn(body)).toContain('only looks like');
  });

  it.each([
    ['/countersign conclude'],
    ['> /countersign conclude\n\n/countersign recheck'],
    ['write /countersign conclude when you are ready'],
    ['/countersigned conclude'],
    ['see `/packets/countersign`'],
    [''],
  ])('is nothing of the kind: %j', (body) => {
    expect(unheardIn(body)).toBeNull();
  });
});
