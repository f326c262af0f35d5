import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireRead } from '../../src/cli/evidence/named.ts';
import { canonicalJson } from '../../src/digest/digest.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { playRehearsal } from '../../src/rehearse/play.ts';
import { withdrawn } from '../ledger/sample.ts';
import { lastingFolder, newFolder, type Ran, ran } from './ran.ts';

/** A revision that is approved, superseded by another with one more blocked path, and released then. */
const STORY = `schema: governance.v1.Rehearsal
title: Superseded, then released
steps:
  - open: {pull: ask, by: packet-agent}
  - review: {pull: ask, by: ann, state: approve}
  - wait: PT1H
  - comment: {pull: ask, by: packet-agent, text: /countersign recheck}
  - push: {pull: ask, by: packet-agent, change: {revision: 2, blocked_paths: {more: {text: Promotion by hand is not meant.}}}}
  - wait: PT2H
  - review: {pull: ask, by: ann, state: approve}
  - review: {pull: ask, by: ben, state: approve}
  - expect: {pull: ask, finding: released}
`;
const folder = lastingFolder();
const clone = join(folder, 'clone');
const git = (...words: string[]) => execFileSync('git', ['-C', clone, ...words], { encoding: 'utf8' });

beforeAll(async () => {
  const read = readRehearsal('story.yaml', new TextEncoder().encode(STORY));
  const differences = await playRehearsal(requireRead(read), {
    ends: ({ repository }) => void execFileSync('git', ['clone', '--quiet', repository.git.dir, clone]),
  });
  expect(differences).toEqual([]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The clone with its ledger broken: an entry was taken away, by default an early one, and nothing else changed. */
async function broken<T>(run: () => Promise<T>, entry = 7): Promise<T> {
  const before = git('rev-parse', 'refs/remotes/origin/ledger').trim();
  git('-c', 'advice.detachedHead=false', 'checkout', '--quiet', before);
  git('rm', '--quiet', `entries/0000/${String(entry).padStart(8, '0')}.json`);
  git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '--quiet', '--message=broken');
  git('update-ref', 'refs/remotes/origin/ledger', 'HEAD');
  try {
    return await run();
  } finally {
    git('update-ref', 'refs/remotes/origin/ledger', before);
  }
}

describe('`packet history`', () => {
  const history = (...words: string[]): Promise<Ran> => ran('packet', 'history', ...words);

  it('tells what became of each revision, and every event with its entry, in order', async () => {
    const { exit, out } = await history('bpe-2026-014', clone);
    expect(exit).toBe(0);
    const told = [
      /^bpe-2026-014 of council release-integrity\n/,
      /revision 1: superseded, by entry \d+, sha256:[0-9a-f]{64}\n/,
      /revision 2: released, by entry \d+, /,
      /\d {2}2026-11-22T09:00:01Z {2}#1 is at [0-9a-f]{7}\n/,
      /for council\/release-integrity; pushed by packet-agent at 2026-11-22T09:00:01Z/,
      /revision 1 terms shown/,
      /held: approval-missing\n +approval-missing: fewer owner approvals/,
      /review \d+ on [0-9a-f]{7}: approved\n +by ann at /,
      /revision 1 approved by ann/,
      /revision 1 superseded by [0-9a-f]{7}/,
      /revision 2: seal done\n/,
      /revision 2: deliver done\n +http.*\n +acme\/release-integrity: cyd, dan, eve\n/,
      /revision 2 released to release-integrity\n +approved by ann, ben\n/,
      /ledger of repository 9001: whole\n/,
      /by the word of\n {2}ledger keys of ledger\.yaml of origin\/main/,
    ];
    let rest = out;
    for (const part of told) {
      const found = part.exec(rest);
      expect(found, `${part} in ${rest}`).not.toBeNull();
      rest = rest.slice((found?.index ?? 0) + 1);
    }
  });

  it('says of the superseding head which terms changed, from what to what, and that the others did not', async () => {
    const { out } = await history('bpe-2026-014', clone, '--json');
    const { events } = JSON.parse(out);
    const of = (kind: string) => events.filter((event: { kind: string }) => event.kind === kind);
    const digest = 'sha256:[0-9a-f]{64}';
    for (const { details } of [of('superseded')[0], of('hold')[1]]) {
      const changed = details.slice(details.indexOf('other terms than those approved:') + 1);
      expect(changed).toEqual([
        '  revision from 1 to 2',
        expect.stringMatching(`^ {2}revision digest from ${digest} to ${digest}$`),
        expect.stringMatching(`^ {2}blocked paths from ${digest} to ${digest}$`),
      ]);
    }
  });

  it('says the same to programs, with the verdict on the ledger', async () => {
    const { exit, out } = await history('bpe-2026-014', clone, '--json');
    expect(exit).toBe(0);
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      verdict: 'whole',
      packet: 'bpe-2026-014',
      council: 'release-integrity',
      revisions: [
        { revision: 1, state: 'superseded' },
        { revision: 2, state: 'released' },
      ],
      ledger: { repository: 9001, problems: [] },
    });
    const numbers = told.events.map(({ entry }: { entry: number }) => entry);
    expect(numbers).toEqual(numbers.toSorted((a: number, b: number) => a - b));
    expect(told.events).toContainEqual(
      expect.objectContaining({ kind: 'released', says: 'bpe-2026-014 revision 2 released to release-integrity' }),
    );
  });

  it('answers an unknown id with 1 and those that look like it', async () => {
    const near = await history('bpe-2026-041', clone);
    expect([near.exit, near.out]).toEqual([1, expect.stringContaining('hint: bpe-2026-014\n')]);
    const far = await history('something-else', clone);
    expect([far.exit, far.out]).toEqual([1, expect.stringContaining('hint: none looks like it\n')]);
    const hostile = await history('\u001b[31m', clone);
    expect([hostile.exit, hostile.out]).toEqual([1, expect.not.stringContaining('\u001b')]);
  });

  it('tells what the chain of a broken ledger holds, with 1 and with what is wrong before it', async () => {
    const { exit, out } = await broken(() => history('bpe-2026-014', clone));
    expect([exit, out]).toEqual([
      1,
      expect.stringMatching(/^the ledger is not whole: wrong\nfirst wrong: .*ledger-broken/),
    ]);
    expect(out).toContain('bpe-2026-014 of council release-integrity\n');
    expect(out).toMatch(/^ *\d {2}2026-11-22T09:00:01Z {2}#1 is at /m);
    expect(out).not.toContain('approved by ann');
  });

  it('of a ledger whose last entry is bad tells all before it, but what no signed head vouches for', async () => {
    const { ledger, events } = JSON.parse((await history('bpe-2026-014', clone, '--json')).out);
    const last = ledger.head.number;
    const cut = await broken(() => history('bpe-2026-014', clone, '--json'), last);
    const told = JSON.parse(cut.out);
    expect([cut.exit, told.verdict, told.ledger.problems[0].number]).toEqual([1, 'wrong', last]);
    expect(told.ledger.head.number).toBeLessThan(last);
    expect(told.ledger.head.number).toBeGreaterThan(last - 10);
    const before = events.filter(({ entry }: { entry: number }) => entry <= told.ledger.head.number);
    expect(told.events).toEqual(before);
    const unknown = await broken(() => history('bpe-2026-041', clone), last);
    expect(unknown.out).toContain(
      'expected a packet that the ledger knows as far as its chain holds, seen `bpe-2026-041`',
    );
  });

  it('believes nothing that follows the last signed head, however well it is chained', async () => {
    const before = git('rev-parse', 'refs/remotes/origin/ledger').trim();
    const { ledger } = JSON.parse((await history('bpe-2026-014', clone, '--json')).out);
    const next = { number: ledger.head.number + 1, previous: ledger.head.hash, kind: 'withdrawn' };
    const path = `entries/0000/${String(next.number).padStart(8, '0')}.json`;
    git('-c', 'advice.detachedHead=false', 'checkout', '--quiet', before);
    const entry = { schema: 'governance.v1.LedgerEntry', at: '2026-11-23T09:00:00Z', ...next, body: withdrawn.body };
    writeFileSync(join(clone, path), canonicalJson(entry));
    git('add', path);
    git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '--quiet', '--message=forged');
    git('update-ref', 'refs/remotes/origin/ledger', 'HEAD');
    try {
      const { exit, out } = await history('bpe-2026-014', clone);
      expect([exit, out]).toEqual([1, expect.stringContaining('revision 2: released, by')]);
      expect(out).not.toContain('withdrawn');
    } finally {
      git('update-ref', 'refs/remotes/origin/ledger', before);
    }
  });

  it('calls repositories and accounts as the policies of today do, in headlines too', async () => {
    const { out } = await history('bpe-2026-014', clone);
    expect(out).toContain('released: told acme/release-integrity-council\n');
    expect(out).toContain('#1: packet-agent wrote recheck');
    expect(out).not.toMatch(/repository 9002|account 2001/);
  });

  it('ends with 2 where there is no clone', async () => {
    expect((await history('bpe-2026-014', newFolder())).exit).toBe(2);
  });
});

describe('`figures`', () => {
  const figures = (...words: string[]): Promise<Ran> => ran('figures', clone, ...words);

  it('prints the four with their entries, and by whose word', async () => {
    const { exit, out } = await figures();
    expect(exit).toBe(0);
    expect(out).toMatch(/1\. released exactly as approved, and not corrected since: 1 of 1 \(100%\)\n/);
    expect(out).toMatch(/bpe-2026-014 revision 2, entry \d+: exact; compared entries \d+(, \d+)+\n/);
    expect(out).toMatch(/2\. stale, superseded or out of scope, and blocked before the council: 2 of 2 \(100%\)\n/);
    expect(out).toMatch(/3\. from ready to released: median 2 h 2 s of 1 release\n/);
    expect(out).toMatch(/4\. corrected by reviewers after the release: of 1 release\n {3}blocked-path: none\n/);
    expect(out).toContain('by the word of\n  ledger keys of ledger.yaml of origin/main');
  });

  it('says the same to programs, of a period and a council', async () => {
    const { exit, out } = await figures('--json', '--council', 'release-integrity', '--since', '2026-11-22');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'whole',
      asked: { since: '2026-11-22T00:00:00Z', until: null, council: 'release-integrity' },
      exact: { exact: 1, share: 1 },
      blocked: { share: 1 },
      ready: { medianSeconds: 7202 },
      corrections: { releases: 1 },
    });
    const later = await figures('--since', '2026-11-23');
    expect([later.exit, later.out]).toEqual([0, expect.stringContaining('nothing was released, so there is no share')]);
    const before = await figures('--until', '2026-11-01');
    expect(before.out).toContain('\n  by no entry of the ledger: it has none of that time\n');
  });

  it('computes nothing from a ledger that is not whole', async () => {
    const { exit, out } = await broken(() => figures());
    expect([exit, out]).toEqual([1, expect.not.stringContaining('1. released')]);
    const json = await broken(() => figures('--json'));
    expect([json.exit, JSON.parse(json.out)]).toEqual([1, { verdict: 'wrong', ledger: expect.anything() }]);
  });

  it.each([
    ['a council that the ledger does not know', ['--council', 'enterprize'], /there are enterprise|there are/],
    ['a time that is none', ['--since', '2026-13-01'], /expected a date/],
    [
      'a period that ends before it begins',
      ['--since', '2026-11-23', '--until', '2026-11-22'],
      /--since before --until/,
    ],
  ])('ends with 2 for %s', async (_, words, why) => {
    const { exit, err } = await figures(...words);
    expect([exit, err]).toEqual([2, expect.stringMatching(why)]);
  });
});
