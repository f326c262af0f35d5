import type { Command, Option } from 'commander';

/** What a shell must know of a command to complete it. */
export interface Shape {
  /** The words that lead to it, each after a space: ` ledger verify`. That of the program itself is empty. */
  readonly at: string;
  readonly commands: readonly Word[];
  readonly options: readonly (Word & { readonly value: 'none' | 'any' | readonly string[] })[];
  /** What its first argument can be, where it is one of a few words. */
  readonly choices: readonly string[];
}
interface Word {
  readonly name: string;
  readonly description: string;
}

/** Every command of a program, the program first. Names and choices are plain words, which mean nothing to any shell. */
export function shapesOf(command: Command, at = ''): Shape[] {
  const help = command.createHelp();
  const visible = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const shape = {
    at,
    commands: visible.map((one) => ({ name: one.name(), description: one.description() })),
    options: help.visibleOptions(command).flatMap(optionShape),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
  return [shape, ...visible.flatMap((one) => shapesOf(one, `${at} ${one.name()}`))];
}

function optionShape({ long, description, required, optional, argChoices }: Option): Shape['options'] {
  if (!long) return [];
  return [{ name: long, description, value: required || optional ? (argChoices ?? 'any') : 'none' }];
}

/** The options that take one of a few words, and those that take a file or any other text, as `<at> <option>`. */
export function valuesOf(shapes: readonly Shape[]) {
  const all = shapes.flatMap(({ at, options }) => options.map(({ name, value }) => ({ word: `${at} ${name}`, value })));
  return {
    chosen: all.flatMap(({ word, value }) => (typeof value === 'string' ? [] : [{ word, choices: value }])),
    free: all.flatMap(({ word, value }) => (value === 'any' ? [word] : [])),
  };
}

/** Text inside single quotes of bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
