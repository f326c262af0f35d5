import type { Visit } from '../../../../src/standin/github/pages/visit.ts';
import type { Acme } from '../acme.ts';

/** People of acme as whom one can act, and a packet that one can propose; each act takes a second. */
export function visitOf(acme: Acme): Visit {
  const person = (login: string, role: string) => ({ login, role, group: 'People' });
  return {
    repository: 'acme/gov',
    people: [person('ann', 'owner'), person('ben', 'owner'), person('eve', 'reader')],
    guide: '## Things to try\n\nanything',
    fields: () => [{ name: 'title', label: 'Title', hint: 'one line', value: 'A packet' }],
    propose: ({ title = '' }) => {
      const files = { 'packets/p2/packet.yaml': 'id: p2\n' };
      return title === ''
        ? { wrong: 'expected a title' }
        : { branch: 'p2', base: 'main', title, body: 'please', files };
    },
    waits: [{ name: 'hour', label: 'An hour later' }],
    pass: async () => acme.clock.advance(3600),
    perform: async (act) => {
      acme.clock.advance(1);
      const done = await act();
      await acme.settled();
      return done;
    },
  };
}

/** What a browser does on these pages: it loads them, and sends their forms with their token from where they are. */
export class Browser {
  readonly #origin: string;
  readonly #cookies: string[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  async load(path: string): Promise<{ status: number; text: string; headers: Headers }> {
    const answer = await fetch(this.#origin + path, {
      headers: { cookie: this.#cookies.join('; ') },
      redirect: 'manual',
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  /** The words of a page, without its elements. */
  async words(path: string): Promise<string> {
    const { text } = await this.load(path);
    return text
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&#34;', '"')
      .replace(/\s+/g, ' ');
  }

  async token(): Promise<string> {
    return /name="token" value="([^"]+)"/.exec((await this.load('/')).text)?.[1] ?? '';
  }

  /** Sends a form; headers and values may be other than a browser's. Gives the status and where it leads. */
  async send(path: string, values: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
    const body = new URLSearchParams({ token: await this.token(), ...values });
    const all = { origin: this.#origin, cookie: this.#cookies.join('; '), ...headers };
    const answer = await fetch(this.#origin + path, { method: 'POST', redirect: 'manual', headers: all, body });
    this.#cookies.push(...answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? ''));
    return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
  }

  /** Sends a form and reads the page to which it leads. */
  async act(path: string, values: Readonly<Record<string, string>>): Promise<string> {
    const { to } = await this.send(path, values);
    return this.words(to.split('#')[0] ?? '');
  }
}
