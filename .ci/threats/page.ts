import { type Catalogue, ENDS, type Threat } from './catalogue.ts';
import type { Showing } from './showing.ts';

const MOST_OF_A_FILE = 2;

/** docs/threats.md. */
export function pageOf({ families, threats }: Catalogue, showings: readonly Showing[]): string {
  const sections = [...families].flatMap(([letter, about]) => [
    '',
    `## ${letter}. ${about}`,
    '',
    '| id | what is tried | what happens | shown by |',
    '| --- | --- | --- | --- |',
    ...threats.filter(({ id }) => id.startsWith(letter)).map((threat) => rowOf(threat, showings)),
  ]);
  return [...INTRODUCTION, ...sections, ''].join('\n');
}

const INTRODUCTION = [
  '# Threats',
  '',
  'Every way around Countersign that we know of, what happens to whoever tries it, and where that is shown. This page is',
  'written by `npm run threats` from [test/threats.yaml](../test/threats.yaml) and from the rehearsals and tests that name',
  'these ids; a row without one fails the build, and so does a code that none of them asserts.',
  '',
  'What is not said otherwise: a hold or a denial is recorded once, with its codes, the head and the packet; the check on',
  'the head says the same; nothing is sealed, merged or delivered; and asking again changes nothing. *Held* may pass later,',
  '*denied* never. What is not authentic leaves no entry. [codes.md](codes.md) says what each code asks for,',
  '[trust.md](trust.md) what all this rests on.',
];

function rowOf(threat: Threat, showings: readonly Showing[]): string {
  const { id, tried, ends, codes, but } = threat;
  const named = codes.map((code) => `\`${code}\``).join(', ');
  const happens = [ENDS[ends], named === '' ? '' : `: ${named}`, '.', but === undefined ? '' : ` ${but}`].join('');
  const cells = [id, tried, happens, shownBy(showings.filter(({ threats }) => threats.includes(id)))];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Rehearsals by their titles; of the tests of one file the first few, and how many more there are. */
function shownBy(showings: readonly Showing[]): string {
  const files = [...new Set(showings.map(({ path }) => path))];
  const links = files.flatMap((path) => {
    const own = showings.filter((showing) => showing.path === path);
    const more = own.length - MOST_OF_A_FILE;
    const shown = own.slice(0, MOST_OF_A_FILE).map(({ title }) => `[${textOf(title)}](../${path})`);
    return more > 0 ? [...shown, `and ${more} more there`] : shown;
  });
  return links.join('<br>');
}

/** A title as the text of a link: no bracket ends it, and nothing in it is markup. */
function textOf(title: string): string {
  return title.replace(/[\\`*_[\]<>@]/g, (character) => `\\${character}`);
}
