import { cut } from '../document/text.ts';
import type { InputProblem } from './outcome.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What an input must be. None has a default, so nothing that guards is ever guessed. */
interface Input {
  readonly needed: boolean;
  readonly expected: string;
  readonly form?: RegExp;
  readonly values?: readonly string[];
}

/** The inputs of each command; `action.yml` and docs/action.md describe them. */
export const COMMANDS = {
  verify: {
    subject: {
      needed: true,
      expected: 'a file, or `sha256:` and 64 lower-case hex digits',
      form: /^(?!sha256:)|^sha256:[0-9a-f]{64}$/,
    },
    bundle: { needed: true, expected: 'a file that holds one Sigstore bundle' },
    'trusted-root': { needed: true, expected: 'a file that holds a Sigstore trusted root' },
    profile: { needed: true, expected: '`public` or `private`', values: ['public', 'private'] },
    identity: { needed: true, expected: 'the whole name of the signer, as the certificate has it' },
    issuer: {
      needed: true,
      expected: 'who vouched for the signer, such as `https://token.actions.githubusercontent.com`',
    },
    'predicate-type': { needed: false, expected: 'a predicate type' },
    'source-repository-id': { needed: false, expected: 'the number of a repository', form: /^[1-9]\d*$/ },
    'runner-environment': {
      needed: false,
      expected: '`github-hosted` or `self-hosted`',
      values: ['github-hosted', 'self-hosted'],
    },
  },
  seal: {
    intent: { needed: true, expected: 'the number of an entry of the ledger', form: /^\d{1,9}$/ },
    token: { needed: true, expected: 'the token of the job' },
  },
} as const satisfies Record<string, Readonly<Record<string, Input>>>;

type Commands = typeof COMMANDS;
type Command = keyof Commands;
type Value<I> = I extends { readonly values: readonly (infer One)[] } ? One : string;
type Named<C extends Command, Needed extends boolean> = {
  [Name in keyof Commands[C]]: Commands[C][Name] extends { readonly needed: Needed } ? Name : never;
}[keyof Commands[C]];

/** A command's inputs, trimmed and each what it must be. */
export type InputsOf<C extends Command> = { readonly [Name in Named<C, true>]: Value<Commands[C][Name]> } & {
  readonly [Name in Named<C, false>]?: Value<Commands[C][Name]>;
};
export type Asked = {
  [C in Command]: { readonly ok: true; readonly command: C; readonly inputs: InputsOf<C> };
}[Command];

const PREFIX = 'INPUT_';

/**
 * What is asked of the Action, or everything that is wrong with it in one go. The runner gives inputs as environment
 * variables (docs.github.com, "Metadata syntax", `inputs`), does not see to it that none is missing, and only warns of
 * those that nobody knows. Here they are refused: a guard with its name misspelt guards nothing.
 */
export function readInputs(env: Environment): Asked | { readonly ok: false; readonly problems: InputProblem[] } {
  const { command = '', ...given } = givenBy(env);
  if (!isCommand(command)) {
    const known = Object.keys(COMMANDS).map((name) => `\`${name}\``);
    return { ok: false, problems: [wrong('command', command, known.join(' or '))] };
  }
  const inputs: Readonly<Record<string, Input>> = COMMANDS[command];
  const problems = Object.entries(inputs).flatMap(([name, input]) => {
    const value = given[name];
    const right = value === undefined ? !input.needed : fits(value, input);
    return right ? [] : [wrong(name, value, input.expected)];
  });
  const strangers = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
  problems.push(...strangers.map((name) => unknown(name, Object.keys(inputs))));
  if (problems.length > 0) return { ok: false, problems };
  // What the type says: each that is needed is there, none but the command's own, and each is what it must be.
  return { ok: true, command, inputs: given } as Asked;
}

/** The inputs that are set. One that is empty is not: so the runner leaves it, and so does an expression without value. */
function givenBy(env: Environment): Partial<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value = '']) =>
      name.startsWith(PREFIX) && value.trim() !== '' ? [[name.slice(PREFIX.length).toLowerCase(), value.trim()]] : [],
    ),
  );
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name);
}

function fits(value: string, { form, values }: Input): boolean {
  return (form?.test(value) ?? true) && (values?.includes(value) ?? true);
}

function wrong(name: string, value: string | undefined, expected: string): InputProblem {
  const [code, seen] =
    value === undefined || value === ''
      ? (['input-missing', 'nothing'] as const)
      : (['input-invalid', `\`${cut(value, 100)}\``] as const);
  const message = `expected \`${name}\` to be ${expected}, seen ${seen}`;
  return { code, message, hint: `\`with: { ${name}: ... }\`; docs/action.md has an example` };
}

function unknown(name: string, known: readonly string[]): InputProblem {
  const message = `expected an input of this command, seen \`${cut(name, 100)}\``;
  return { code: 'input-unknown', message, hint: `its inputs are ${known.join(', ')}` };
}
