import type { Report } from './report.ts';

/** Reads what a step prints, line by line: commands are done and everything else is log ("Workflow commands"). */
export class Commands {
  readonly #report: Report;
  /** The word that ends a stretch in which nothing is a command. */
  #until: string | undefined;

  constructor(report: Report) {
    this.#report = report;
  }

  read(line: string): void {
    const [, name = '', properties = '', value = ''] = /^\s*::([\w-]+)(?:\s([^:]*))?::(.*)$/.exec(line) ?? [];
    if (this.#until !== undefined) {
      if (name === this.#until) this.#until = undefined;
      else this.#report.say(line);
    } else if (name === '') this.#report.say(line);
    else this.#perform(name, propertiesOf(properties), unescaped(value));
  }

  #perform(name: string, properties: Readonly<Record<string, string>>, value: string): void {
    switch (name) {
      case 'add-mask':
        this.#report.hide(value);
        break;
      case 'stop-commands':
        this.#until = value;
        break;
      case 'error':
      case 'warning':
      case 'notice': {
        const { title = null, file = null, line } = properties;
        this.#report.annotate(name, value, { title, file, line: line === undefined ? null : Number(line) });
        break;
      }
      case 'group':
        this.#report.say(`▾ ${value}`);
        break;
      case 'debug':
      case 'endgroup':
      case 'echo':
        break;
      default:
        // What files have taken the place of, such as `set-output`, runners refuse by now.
        this.#report.annotate('error', `the command \`${name}\` is not known or no longer taken`);
    }
  }
}

function propertiesOf(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim().split('='));
  return Object.fromEntries(
    pairs.flatMap(([name = '', ...value]) => (name === '' ? [] : [[name, unescaped(value.join('='))]])),
  );
}

function unescaped(text: string): string {
  const marks: Readonly<Record<string, string>> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
  return text.replace(/%(?:0D|0A|3A|2C|25)/g, (mark) => marks[mark] ?? mark);
}
