/** An annotation: what a run says where people look first. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title: string | null;
  readonly file: string | null;
  readonly line: number | null;
}

/** What a run leaves behind for people: log, annotations, outputs and summary, its secrets masked as they come. */
export class Report {
  readonly annotations: Annotation[] = [];
  /** Of all steps. */
  readonly outputs: Record<string, string> = {};
  readonly #lines: string[] = [];
  readonly #secrets = new Set<string>();
  #summary = '';

  get log(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  get summary(): string {
    return this.#summary;
  }

  /** From now on it is shown as `***`; what was said before stays. Each line of it is a secret of its own. */
  hide(secret: string): void {
    for (const line of secret.split(/\r?\n/)) if (line.trim() !== '') this.#secrets.add(line);
  }

  say(line: string): void {
    this.#lines.push(this.#masked(line));
  }

  annotate(level: Annotation['level'], message: string, at: Partial<Annotation> = {}): void {
    const { title = null, file = null, line = null } = at;
    this.annotations.push({ level, message: this.#masked(message), title, file, line });
    this.say(`${level[0]?.toUpperCase()}${level.slice(1)}: ${message}`);
  }

  summarize(markdown: string): void {
    this.#summary += this.#masked(markdown);
  }

  /** The longest first: one secret may be part of another. */
  #masked(text: string): string {
    const secrets = [...this.#secrets].sort((a, b) => b.length - a.length);
    return secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  }
}
