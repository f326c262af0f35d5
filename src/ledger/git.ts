import { spawn } from 'node:child_process';
import { withoutSecrets } from '../document/secret.ts';

/** git said no, or could not be run. The message has what it printed, never what it was given by environment. */
export class GitFailed extends Error {
  override readonly name = 'GitFailed';
  readonly code = 'upstream-unavailable';

  constructor(what: string) {
    // git may print the address that it was given, and GitHub's answer.
    super(withoutSecrets(what));
  }
}

const TIMEOUT_MS = 10 * 60_000;
const PRINTED = 2000;

/** What a run of git is given beside its arguments, which every process of the machine could read. */
export interface GitSettings {
  /** Settings as `git config` has them, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** The protocols that it may speak, such as `https:http`; none unless given. */
  readonly protocols: string;
}
const OFFLINE: GitSettings = { settings: {}, protocols: 'none' };

/** Runs git in a repository and gives what it printed. Throws `GitFailed` when it does not end with 0. */
export async function git(dir: string, args: readonly string[], given = OFFLINE): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream(dir, args, '', given)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An object that `cat-file` was asked for; `bytes` is null when it is larger than the limit, the object when there is none. */
export type Blob = { readonly size: number; readonly bytes: Buffer | null } | null;

/** The objects of these names, in their order, from one process. */
export async function* blobs(dir: string, names: readonly string[], limit: number): AsyncGenerator<Blob> {
  if (names.length === 0) return;
  const input = names.map((name) => `${name}\n`).join('');
  const chunks = stream(dir, ['cat-file', '--batch', '--buffer'], input, OFFLINE);
  const output = new Reader(chunks);
  try {
    for (const _ of names) {
      const header = await output.line();
      const size = /^[0-9a-f]+ [a-z]+ (\d+)$/.exec(header)?.[1];
      if (size === undefined) {
        if (!header.endsWith(' missing')) throw new GitFailed(`git cat-file: unexpected \`${header.slice(0, 100)}\``);
        yield null;
        continue;
      }
      yield { size: Number(size), bytes: await output.take(Number(size), limit) };
      await output.take(1, 1);
    }
  } finally {
    // Who stops reading early would otherwise leave a process that waits for ever to be read.
    await chunks.return(undefined);
  }
}

/** Cuts a stream of chunks into lines and runs of bytes. */
class Reader {
  readonly #chunks: AsyncGenerator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncGenerator<Buffer>) {
    this.#chunks = chunks;
  }

  async line(): Promise<string> {
    let end = this.#rest.indexOf(0x0a);
    while (end < 0) {
      this.#rest = Buffer.concat([this.#rest, await this.#more()]);
      end = this.#rest.indexOf(0x0a);
    }
    const line = this.#rest.toString('utf8', 0, end);
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  /** The next bytes; those of more than the limit are passed over without being kept. */
  async take(size: number, limit: number): Promise<Buffer | null> {
    const kept: Buffer[] = [];
    for (let missing = size; missing > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#more();
      const part = this.#rest.subarray(0, missing);
      if (size <= limit) kept.push(part);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
    }
    return size <= limit ? Buffer.concat(kept) : null;
  }

  async #more(): Promise<Buffer> {
    const { value, done } = await this.#chunks.next();
    if (done) throw new GitFailed('git cat-file ended before its answer did');
    return value;
  }
}

async function* stream(
  dir: string,
  args: readonly string[],
  input: string,
  given: GitSettings,
): AsyncGenerator<Buffer> {
  const child = spawn('git', args, { cwd: dir, env: environment(given), timeout: TIMEOUT_MS });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(0, PRINTED);
  });
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (status) => resolve(status === 0 ? null : printed.trim() || `exit ${status}`));
  });
  // A process that ends early closes its input: what it printed says why, and is thrown below.
  child.stdin.once('error', () => undefined).end(input);
  try {
    for await (const chunk of child.stdout) yield chunk;
    const failure = await ended;
    if (failure !== null) throw new GitFailed(`git ${args[0]}: ${failure}`);
  } finally {
    child.kill();
  }
}

/**
 * The repository may be a stranger's clone. Nothing in it may make git fetch, or show other objects than those that
 * are named; nobody's settings are read, and git asks nobody. Whose files they are does not matter: they are only read.
 */
function environment({ settings, protocols }: GitSettings): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || name.startsWith('GIT_SSL_'));
  const all = Object.entries({ 'safe.directory': '*', 'gc.autoDetach': 'false', ...settings });
  const configured = all.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries([...kept, ...configured]),
    GIT_CONFIG_COUNT: String(all.length),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    LC_ALL: 'C',
  };
}
