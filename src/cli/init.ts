import type { Command } from 'commander';
import { type Given, QUESTIONS, type Question } from '../scaffold/question.ts';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `init`: the files with which a governance repository begins. What it needs is loaded when it runs. */
export function initCommand(program: Command, exit: (code: number) => void): void {
  const init = program
    .command('init')
    .description('write the files of a governance repository, and say what an administrator does next')
    .argument('<dir>', 'a folder that has none of them yet, such as an empty clone');
  for (const [name, asked] of Object.entries<Question>(QUESTIONS)) {
    const of = asked.of === undefined ? '' : ` (with --seal ${asked.of})`;
    const flags = `--${name} ${asked.form}`;
    if (asked.many) init.option(flags, `${asked.about}${of}`, collected);
    else init.option(flags, `${asked.about}${of}`);
  }
  init.action(async (dir: string, options: Options) => {
    const { initRepository } = await import('./init-repository.ts');
    exit(await ending(() => initRepository(dir, byQuestion(options), say)));
  });
  examples(init, ['countersign init governance # says what it has to know, and writes nothing until it does'], {
    0: 'the files are written',
    1: 'nothing is written: files are there already',
    2: 'an answer is missing, or one is wrong: all are listed, and nothing is written',
  });
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

type Options = Readonly<Record<string, string | readonly string[]>>;

/** Commander names an option in camel case. */
function byQuestion(options: Options): Given {
  const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [kebab(name), value]));
}
