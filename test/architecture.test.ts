import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, reachable, readSources, type Source } from './architecture/source.ts';

/**
 * The house. An import goes from a room to the same room or to one on a lower line, never upwards; the rooms of one
 * line do not know each other, but for the nouns on the last. A room that is not in this list does not exist.
 */
const HOUSE: readonly (readonly string[])[] = [
  ['cli.ts', 'action.ts'],
  ['cli'],
  ['rehearse'],
  ['action'],
  ['bot.ts'],
  ['standin'],
  ['serve'],
  ['watch.ts', 'route.ts', 'listen.ts', 'group.ts'],
  ['flow.ts'],
  ['observe', 'act'],
  ['github', 'internet'],
  ['audit'],
  ['plan'],
  ['judge'],
  ['verify', 'insight'],
  ['scaffold'],
  ['signature'],
  ['seal', 'ledger'],
  ['sigstore'],
  ['report'],
  [
    'claims',
    'manifest',
    'notice',
    'terms',
    'command',
    'policy',
    'packet',
    'council',
    'decision',
    'conclusion',
    'enactment',
    'exception',
    'people',
    'codeowners',
    'protection',
    'finding',
    'evidence',
    'document',
    'time',
    'digest',
  ],
];
const NOUNS = HOUSE.at(-1) ?? [];
const DOORS = ['cli.ts', 'action.ts', 'bot.ts'];

/** Rooms without input, output, clock, randomness or environment: what they say follows from their arguments. */
const PURE = [
  'plan',
  'judge',
  'verify',
  'insight',
  'scaffold',
  'signature',
  'report',
  'seal',
  'sigstore',
  'ledger',
  ...NOUNS,
];
/** But for these files of theirs, which only `observe`, `act`, `audit` and the doors may call. */
const REACHING = ['branch', 'commit', 'git', 'history', 'init', 'reader', 'remote', 'store']
  .map((name) => `ledger/${name}.ts`)
  .concat(['make', 'token', 'unavailable'].map((name) => `seal/${name}.ts`));
/** All that pure code may import from outside; none of it touches anything but its arguments. */
const HARMLESS = [
  'node:crypto',
  '@noble/curves/nist.js',
  '@sigstore/bundle',
  '@sigstore/protobuf-specs',
  '@sigstore/verify',
  'canonicalize',
  'jsonc-parser',
  'markdown-it',
  'yaml',
  'zod',
];
const UNCERTAIN =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.|\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgenerateKey|\bprocess\.|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(/;
const NAMES_THAT_SAY_NOTHING = /^(utils?|helpers?|common|manager|shared|misc|lib)$/i;

const sources = readSources();
const line = (room: string) => HOUSE.findIndex((rooms) => rooms.includes(room));
const of = (rooms: readonly string[]) => sources.filter((source) => rooms.includes(source.room));
const listed = (those: readonly Source[], why: (source: Source) => unknown) =>
  those.flatMap((source) => {
    const found = why(source);
    return found ? [`${source.path}: ${found}`] : [];
  });

describe('the house', () => {
  it('has every room of the list, and each has something in it', () => {
    expect(HOUSE.flat().filter((room) => of([room]).length === 0)).toEqual([]);
    expect(sources.length).toBeGreaterThan(50);
  });

  it('has no room beside the list', () => {
    expect(listed(sources, ({ room }) => line(room) < 0 && `is in ${room}`)).toEqual([]);
  });

  it('is imported downwards only', () => {
    const upward = ({ room, ours }: Source) =>
      ours.filter((path) => {
        const other = path.split('/')[0] ?? path;
        const siblings = line(other) === line(room) && NOUNS.includes(room);
        return other !== room && !siblings && line(other) <= line(room);
      });
    expect(listed(sources, (source) => upward(source).join(', '))).toEqual([]);
  });

  it('keeps the stand-in apart: it imports nothing of ours, so that it shares no bug with what it tests', () => {
    expect(listed(of(['standin']), ({ ours }) => ours.find((path) => !path.startsWith('standin/')))).toEqual([]);
  });

  it('has no file that no door leads to, and no import that leads nowhere', () => {
    const reached = reachable(sources, DOORS);
    expect(listed(sources, ({ path }) => !reached.has(path) && 'is reached from no door')).toEqual([]);
    const paths = new Set(sources.map(({ path }) => path));
    expect([...reached].filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('what is decided', () => {
  it('takes effect by one door: one file asks it, and no other makes the entries of what follows', () => {
    const asking = sources.filter(({ ours }) => ours.includes('enactment/enactment.ts'));
    const making = sources.filter(({ code }) => /\{\s*kind: '(?:granted|enacted)',/.test(code));
    expect([asking, making].map((files) => files.map(({ path }) => path))).toEqual([
      ['plan/enact.ts'],
      ['plan/enact.ts'],
    ]);
  });
});

describe('pure rooms', () => {
  const pure = of(PURE).filter(({ path }) => !REACHING.includes(path));

  it('import nothing that reads or changes the world', () => {
    expect(listed(pure, ({ foreign }) => foreign.find((name) => !HARMLESS.includes(name)))).toEqual([]);
    expect(listed(pure, ({ ours }) => ours.find((path) => REACHING.includes(path)))).toEqual([]);
    expect(REACHING.filter((path) => sources.every((source) => source.path !== path))).toEqual([]);
  });

  it('have no clock, no randomness and no environment: these come in as data', () => {
    expect(listed(pure, ({ code }) => UNCERTAIN.exec(code)?.[0])).toEqual([]);
  });
});

describe('what proposes', () => {
  it('A29: knows no verdict, neither itself nor anything that it imports', () => {
    const reached = [...reachable(sources, ['decision/proposal.ts'])];
    expect(reached).toContain('decision/decision.ts');
    expect(
      reached.filter((path) => /^decision\/outcome|^(conclusion|enactment|exception|ledger)\//.test(path)),
    ).toEqual([]);
  });

  it('A29: is one module: no other file writes a decision', () => {
    const writers = sources.filter(({ code, room }) => room !== 'rehearse' && code.includes('governance.v1.Decision'));
    expect(writers.map(({ path }) => path).sort()).toEqual(['decision/decision.ts', 'decision/proposal.ts']);
  });
});

describe('files', () => {
  it('are no longer than 300 lines', () => {
    expect(listed(sources, ({ lines }) => lines > 300 && `${lines} lines`)).toEqual([]);
  });

  it('have names that say what they hold', () => {
    const empty = ({ path }: Source) =>
      path
        .replace(/\.ts$/, '')
        .split('/')
        .find((name) => NAMES_THAT_SAY_NOTHING.test(name));
    expect(listed(sources, empty)).toEqual([]);
  });

  it('name no place of the machine that they were written on', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
    expect(files.length).toBeGreaterThan(50);
    const telling = [dirname(ROOT), homedir()].filter((place) => place !== '/' && place !== tmpdir());
    const places = telling.map((place) => join(place, '/'));
    const naming = files.filter((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return places.some((place) => text.includes(place));
    });
    expect(naming).toEqual([]);
  });
});
