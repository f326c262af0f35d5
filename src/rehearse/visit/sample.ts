import { parseDocument } from 'yaml';
import { line } from '../../document/names.ts';
import { PACKET_FILE, PACKET_ID } from '../../packet/packet.ts';
import type { Field, Proposal, Values } from '../../standin/github/pages/visit.ts';
import { instantOf, msOf } from '../../time/instant.ts';
import type { Reference } from '../stage/reference.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\b/g;

/** The sample packet at a moment of a world, as the next one that somebody proposes. */
export class Sample {
  readonly #reference: Reference;
  readonly #now: number;
  readonly #taken: (branch: string) => boolean;

  /** `now` in milliseconds since 1970; `taken` says whether there is a branch of that name. */
  constructor(reference: Reference, now: number, taken: (branch: string) => boolean) {
    this.#reference = reference;
    this.#now = now;
    this.#taken = taken;
  }

  get fields(): readonly Field[] {
    const title = String(this.#document.get('title'));
    return [
      { name: 'packet', label: 'Packet', hint: 'The name of its folder below packets/.', value: this.#nextId() },
      {
        name: 'revision',
        label: 'Revision',
        hint: '1 at first; one more after an approval of the one before.',
        value: '1',
      },
      { name: 'title', label: 'Title', hint: 'One line, at most 120 characters.', value: title },
    ];
  }

  /** The packet of these values. What the bot would hold is not refused here: that is its part. */
  propose(values: Values): Proposal | { readonly wrong: string } {
    const { packet: id = '', revision = '', title = '' } = values;
    if (!PACKET_ID.test(id)) return wrong('a packet of 3 to 64 lower-case letters, digits and hyphens', id);
    if (!/^\d{1,6}$/.test(revision)) return wrong('a revision that is a whole number', revision);
    if (!line.safeParse(title).success) return wrong('a title of one line', title);
    const document = this.#document;
    document.set('id', id);
    document.set('revision', Number(revision));
    document.set('title', title);
    const texts = new Map([...this.#reference.packet, [PACKET_FILE, document.toString({ lineWidth: 0 })]]);
    const files = Object.fromEntries([...texts].map(([name, text]) => [`packets/${id}/${name}`, text]));
    return { branch: this.#free(id), base: this.#reference.base, title, body: this.#body(id, revision), files };
  }

  /** packet.yaml with its comments, and its dates as if it were written today: the window is open. */
  get #document() {
    const days = Math.max(0, Math.floor((this.#now - msOf(this.#reference.start)) / DAY_MS));
    const text = this.#reference.packet.get(PACKET_FILE) ?? '';
    return parseDocument(text.replace(INSTANT, (at) => instantOf(msOf(at) + days * DAY_MS) ?? at));
  }

  #body(id: string, revision: string): string {
    return `Packet \`${id}\`, revision ${revision}, for \`${this.#reference.base}\`. What is asked for, and why, stands in \`rationale.md\`.`;
  }

  /** One more than the number at the end of the sample's own name, until nobody has used it. */
  #nextId(): string {
    const [, stem = '', digits = '0'] = /^(.*?)(\d+)$/.exec(this.#reference.packetId) ?? [];
    for (let number = Number(digits) + 1; ; number++) {
      const id = stem + String(number).padStart(digits.length, '0');
      if (!this.#taken(id)) return id;
    }
  }

  #free(id: string): string {
    for (let count = 1; ; count++) {
      const branch = count === 1 ? id : `${id}-${count}`;
      if (!this.#taken(branch)) return branch;
    }
  }
}

function wrong(expected: string, seen: string): { wrong: string } {
  return { wrong: `expected ${expected}, seen \`${seen.slice(0, 130)}\`` };
}
