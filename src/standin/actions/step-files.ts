import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failed } from './failed.ts';

const NAMES = ['OUTPUT', 'ENV', 'PATH', 'STATE', 'STEP_SUMMARY'] as const;

/** Files that a step writes what it has to say into ("Environment files"): new ones for each step. */
export class StepFiles {
  readonly #paths: Readonly<Record<string, string>>;

  constructor(temp: string) {
    const folder = join(temp, '_runner_file_commands');
    mkdirSync(folder, { recursive: true });
    const paths = NAMES.map((name) => [`GITHUB_${name}`, join(folder, `${name.toLowerCase()}_${randomUUID()}`)]);
    this.#paths = Object.fromEntries(paths);
    for (const path of Object.values(this.#paths)) writeFileSync(path, '');
  }

  /** Where they are, by the variables that say so. */
  get variables(): Readonly<Record<string, string>> {
    return this.#paths;
  }

  text(name: (typeof NAMES)[number]): string {
    return readFileSync(this.#paths[`GITHUB_${name}`] ?? '', 'utf8');
  }

  /** `name=value`, or `name<<WORD` and the lines until `WORD`. Throws `Failed`. */
  pairs(name: 'OUTPUT' | 'ENV'): Record<string, string> {
    const lines = this.text(name).split(/\r?\n/);
    const pairs: Record<string, string> = {};
    for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
      if (line === '') continue;
      const [, key = '', mark, rest = ''] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
      const end = mark === '<<' ? lines.indexOf(rest) : -1;
      if (mark === undefined || (mark === '<<' && end < 0)) throw new Failed(`Invalid format '${line}'`);
      pairs[key] =
        mark === '='
          ? rest
          : lines
              .splice(0, end + 1)
              .slice(0, -1)
              .join('\n');
    }
    return pairs;
  }
}
