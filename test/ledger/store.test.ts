import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Unanswered } from '../../src/github/client.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { publicKeyText } from '../../src/ledger/key.ts';
import type { LedgerRead } from '../../src/ledger/reader.ts';
import type { Appended } from '../../src/ledger/store.ts';
import { Governance } from './governance.ts';
import { headSeen, hold, KEY, KEY_TEXT, KEYS, ledgerKey, oid, reviewSeen, sum, termsShown, tip } from './sample.ts';

let governance: Governance;
let genesis: string;
/** How many requests there were when the test began. */
let asked = 0;
beforeAll(async () => {
  governance = await Governance.begin();
  genesis = governance.tip;
});
afterAll(() => governance.end());
/** Each test begins with a ledger that has just begun, and with bots that know nothing. */
beforeEach(() => {
  governance.git.setRef('refs/heads/ledger', genesis);
  governance.acme.faults.clear();
  asked = governance.acme.requests.length;
});

const numbersOf = (appended: Appended) =>
  'done' in appended ? appended.done.map(({ entry }) => entry.number) : appended.conflict;
const stateOf = (read: LedgerRead) => (read.state === 'whole' ? read.facts.head?.number : read.state);
const brokenAt = (read: LedgerRead) => (read.state === 'broken' ? read.problem.number : read.state);
const seenIn = (pull: number): Draft => ({ ...headSeen, body: { ...headSeen.body, pull, packet: `packet-${pull}` } });
const requests = () => governance.acme.requests.slice(asked);
const commitsOfBot = () => requests().filter(({ path }) => path === '/graphql').length;
const fetches = () => requests().filter(({ path }) => path.endsWith('/info/refs')).length;

describe('an append', () => {
  it('is one write with all entries, their claims and the signed head, under a sentence that a person reads', async () => {
    const bot = governance.bot();
    expect(numbersOf(await bot.append([tip, headSeen, hold]))).toEqual([1, 2, 3]);
    expect(commitsOfBot()).toBe(1);
    const { message } = governance.git.objects.commit(governance.tip) ?? {};
    expect(message).toBe(
      'entry 1: council/release-integrity is at ccccccc\n\nentry 2: #7 is at aaaaaaa\nentry 3: bpe-2026-014 revision 1 held: approval-missing',
    );
    await governance.expectWhole(3);
  });

  it('is known without a fetch', async () => {
    const bot = governance.bot();
    const first = await bot.append([tip]);
    const before = fetches();
    expect(stateOf(await bot.read())).toBe(1);
    expect('facts' in first && first.facts.councils.get('release-integrity')?.tip).toBe(oid('c'));
    expect(numbersOf(await bot.append([headSeen]))).toEqual([2]);
    expect(fetches()).toBe(before);
    await governance.expectWhole(2);
  });

  it('brings a file of claims once, whoever brought it', async () => {
    await governance.bot().append([hold]);
    const bot = governance.bot();
    await bot.append([{ ...hold, body: { ...hold.body, codes: ['approval-stale'] } }], await bot.facts());
    const since = await bot.facts();
    // Nobody gives the file again, and it is there.
    const asked = { ...bot.asked([{ ...hold, body: { ...hold.body, pull: 8 } }], since), claims: new Map() };
    expect(numbersOf(await bot.ledger.append(asked))).toEqual([3]);
    await governance.expectWhole(3);
  });

  it('writes nothing that a reader would not take', async () => {
    const bot = governance.bot();
    const since = await bot.facts();
    const absent: Draft = { ...hold, body: { ...hold.body, claims: sum('0') } };
    await expect(bot.append([absent], since)).rejects.toThrow('expected the claims');
    await expect(bot.append([{ ...hold, body: { ...hold.body, codes: [] } }], since)).rejects.toThrow(
      'cannot write entry 1',
    );
    await expect(governance.bot([ledgerKey(2)]).append([tip])).rejects.toThrow(
      'expected the ledger key of policies/ledger.yaml',
    );
    expect(commitsOfBot()).toBe(0);
    await governance.expectWhole(0);
  });
});

describe('H01: of two bots that append to the same head', () => {
  it('one goes first, the other is told, looks and appends; nothing is lost and nothing is there twice', async () => {
    const [one, two] = [governance.bot(), governance.bot()];
    const [a, b] = [await one.facts(), await two.facts()];
    const results = await Promise.all([one.append([seenIn(1)], a), two.append([seenIn(2)], b)]);
    expect(results.map(numbersOf)).toContainEqual([1]);
    const [lost] = results.flatMap((result) => ('conflict' in result ? [result.conflict] : []));
    expect(lost).toMatch(/^Expected branch to point to/);
    await governance.expectWhole(1);

    const [again, pull] = 'conflict' in results[0] ? [one, 1] : [two, 2];
    expect(numbersOf(await again.append([seenIn(pull)]))).toEqual([2]);
    await governance.expectWhole(2);
    const { pulls } = await governance.bot().facts();
    expect([...pulls].map(([number, { heads }]) => [number, heads.length]).toSorted()).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it('many times over, every entry is there once', async () => {
    const bots = [governance.bot(), governance.bot(), governance.bot()];
    const work = bots.map(async (bot, index) => {
      for (const step of [1, 2, 3, 4]) {
        let appended = await bot.append([seenIn(10 * index + step)]);
        while ('conflict' in appended) appended = await bot.append([seenIn(10 * index + step)]);
      }
    });
    await Promise.all(work);
    await governance.expectWhole(12);
    const { pulls } = await governance.bot().facts();
    expect([...pulls.values()].map(({ heads }) => heads.length)).toEqual(Array(12).fill(1));
  });
});

describe('within one bot', () => {
  it('appends that wait for each other go together in one write, each with its own entries', async () => {
    const bot = governance.bot();
    const since = await bot.facts();
    const before = commitsOfBot();
    const results = await Promise.all([1, 2, 3].map((pull) => bot.append([seenIn(pull)], since)));
    expect(results.map(numbersOf)).toEqual([[1], [2], [3]]);
    expect(commitsOfBot()).toBe(before + 1);
    await governance.expectWhole(3);
  });

  it('one that cannot be written, or comes too late, hinders no other', async () => {
    const bot = governance.bot();
    const since = await bot.facts();
    const bad: Draft = { ...hold, body: { ...hold.body, pull: 8, claims: sum('0') } };
    const [one, two, three, four] = [[seenIn(1)], [bad], [seenIn(1)], [seenIn(2)]].map((drafts) =>
      bot.append(drafts, since),
    );
    await expect(two).rejects.toThrow('expected the claims');
    expect(
      await Promise.all([one, three, four].map(async (append) => numbersOf(await (append ?? bot.append([]))))),
    ).toEqual([[1], 'the ledger has meanwhile more about #1', [2]]);
    await governance.expectWhole(2);
  });

  it('all that went together are told when it failed', async () => {
    const bot = governance.bot();
    const since = await bot.facts();
    governance.acme.faults.add({ match: { path: '/graphql' }, harm: { kind: 'answer', status: 502 } });
    const results = await Promise.allSettled([1, 2].map((pull) => bot.append([seenIn(pull)], since)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await governance.expectWhole(0);
  });

  it('a second append about the same pull request is a conflict, and costs no request', async () => {
    const bot = governance.bot();
    const since = await bot.facts();
    const results = await Promise.all([bot.append([headSeen], since), bot.append([reviewSeen], since)]);
    expect(results.map(numbersOf)).toEqual([[1], 'the ledger has meanwhile more about #7']);
    expect(commitsOfBot()).toBe(1);
    await governance.expectWhole(1);
  });
});

describe('an append that fails', () => {
  const harms = [
    ['refused with 403', { kind: 'answer', status: 403 }, false],
    ['refused with 404', { kind: 'answer', status: 404 }, false],
    ['refused with 422', { kind: 'answer', status: 422 }, false],
    ['answered with 502', { kind: 'answer', status: 502 }, false],
    ['limited', { kind: 'limit', status: 403, limit: 'secondary', seconds: 1 }, false],
    ['cut off before', { kind: 'cut', done: false }, false],
    ['cut off after', { kind: 'cut', done: true }, true],
    ['done, and its answer lost', { kind: 'lose' }, true],
  ] as const;

  it.each(harms)(
    '%s is no conflict; the next look finds what is there, and the rest is appended',
    async (_, harm, stored) => {
      const bot = governance.bot();
      const since = await bot.facts();
      governance.acme.faults.add({ match: { path: '/graphql' }, harm });
      await expect(bot.append([headSeen, termsShown], since)).rejects.toThrow(Unanswered);
      await governance.expectWhole(stored ? 2 : 0);

      const facts = await bot.facts();
      expect(facts.pulls.get(7)?.heads.length ?? 0).toBe(stored ? 1 : 0);
      const rest = stored ? [hold] : [headSeen, termsShown, hold];
      expect(numbersOf(await bot.append(rest, facts))).toEqual(stored ? [3] : [1, 2, 3]);
      await governance.expectWhole(3);
      expect((await governance.bot().facts()).pulls.get(7)?.heads).toHaveLength(1);
    },
  );

  it('because its answer was lost is a conflict when it is sent again without a look', async () => {
    const bot = governance.bot();
    const since = await bot.facts();
    governance.acme.faults.add({ match: { path: '/graphql' }, harm: { kind: 'lose' } });
    await expect(bot.append([headSeen], since)).rejects.toThrow(Unanswered);
    expect(numbersOf(await bot.append([headSeen], since))).toMatch(/^Expected branch/);
    await governance.expectWhole(1);
  });

  it('because the App may not write says so', async () => {
    const bot = governance.bot();
    const since = await bot.facts();
    const installations = [...governance.acme.world.installations.values()];
    const granted = installations.map(({ permissions }) => permissions);
    for (const installation of installations) Object.assign(installation, { permissions: { metadata: 'read' } });
    await expect(bot.append([headSeen], since)).rejects.toMatchObject({ code: 'upstream-unavailable' });
    for (const [index, installation] of installations.entries()) {
      Object.assign(installation, { permissions: granted[index] });
    }
    await governance.expectWhole(0);
  });
});

describe('reading', () => {
  it('fetches when the tip is another than the one it knows, and only then', async () => {
    const [reader, writer] = [governance.bot(), governance.bot()];
    expect(stateOf(await reader.read())).toBe(0);
    const before = fetches();
    expect(stateOf(await reader.read())).toBe(0);
    expect(fetches()).toBe(before);
    await writer.append([tip]);
    const known = fetches();
    expect(stateOf(await reader.read())).toBe(1);
    expect(fetches()).toBe(known + 1);
  });

  it('is `missing` without a branch, and `unread` when GitHub does not give it', async () => {
    const bot = governance.bot();
    expect(await bot.ledger.read(null, KEYS)).toEqual({ state: 'missing' });
    governance.acme.faults.add({
      match: { path: '/acme/gov.git/**' },
      harm: { kind: 'answer', status: 503 },
      times: 1,
    });
    expect((await bot.read()).state).toBe('unread');
    expect(stateOf(await bot.read())).toBe(0);
  });

  it('gives git the token by environment: it is in no argument and in no file', async () => {
    const bin = join(governance.dir, 'bin');
    const log = join(governance.dir, 'arguments');
    mkdirSync(bin);
    const path = process.env.PATH ?? '';
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$@" >>'${log}'\nPATH='${path}' exec git "$@"\n`, { mode: 0o755 });
    process.env.PATH = `${bin}:${path}`;
    try {
      expect(stateOf(await governance.bot().read())).toBe(0);
    } finally {
      process.env.PATH = path;
    }
    const kept = readdirSync(governance.dir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const texts = kept.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    const secrets = [...governance.acme.world.tokens.keys()].flatMap((token) => [
      token,
      btoa(`x-access-token:${token}`),
    ]);
    expect(readFileSync(log, 'utf8')).toContain('fetch');
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
  });
});

describe('a broken ledger', () => {
  let good: string | undefined;
  beforeEach(async () => {
    if (good === undefined) {
      const bot = governance.bot();
      for (const draft of [tip, headSeen, termsShown]) await bot.append([draft]);
      good = governance.tip;
    }
    governance.git.setRef('refs/heads/ledger', good);
  });
  const [second, third] = ['entries/0000/00000002.json', 'entries/0000/00000003.json'];

  const harms: [string, () => void, number | null][] = [
    [
      'an entry changed',
      () =>
        governance.tamper({
          files: { [second]: governance.file(second).replace('#7', '#8').replace('"pull":7', '"pull":8') },
        }),
      2,
    ],
    ['an entry taken away', () => governance.tamper({ remove: [second] }), 2],
    ['the last entry taken away', () => governance.tamper({ remove: [third] }), 3],
    [
      'an entry added without a signed head',
      () => governance.tamper({ files: { 'entries/0000/00000004.json': governance.file(third) } }),
      4,
    ],
    ['a file that is none of ours', () => governance.tamper({ files: { 'README.md': 'hello' } }), null],
    [
      'a head that was changed',
      () => governance.tamper({ files: { head: governance.file('head').replace('\n3\n', '\n2\n') } }),
      4,
    ],
    ['no head', () => governance.tamper({ remove: ['head'] }), null],
    [
      'a merge commit',
      () => governance.tamper({ files: { x: 'y' }, merging: governance.git.branch('main') ?? '' }),
      null,
    ],
    [
      'main put in its place',
      () => governance.git.setRef('refs/heads/ledger', governance.git.branch('main') ?? null),
      null,
    ],
  ];

  it.each(harms)(
    'with %s is seen by a reader that knows it, by a new one, and by an auditor',
    async (_, harm, number) => {
      const known = governance.bot();
      expect(stateOf(await known.read())).toBe(3);
      harm();
      expect((await known.read()).state).toBe('broken');
      const fresh = await governance.bot().read();
      expect(fresh).toMatchObject({ state: 'broken', problem: { code: 'ledger-broken' } });
      if (number !== null) expect(brokenAt(fresh)).toBe(number);
      const report = await governance.audit();
      expect(report.problems[0]).toMatchObject({ code: 'ledger-broken' });
      if (number !== null) expect(report.problems[0]?.number).toBe(number);

      // The mend: an administrator moves the branch back to the last good head.
      governance.git.setRef('refs/heads/ledger', good ?? null);
      expect(stateOf(await known.read())).toBe(3);
    },
  );

  it('H04: a branch that was moved back is broken for who knows more, though what is left verifies', async () => {
    const known = governance.bot();
    await known.read();
    const { parents } = governance.git.objects.commit(governance.tip) ?? {};
    governance.git.setRef('refs/heads/ledger', parents?.[0] ?? null);
    expect(brokenAt(await known.read())).toBeNull();
    expect(stateOf(await governance.bot().read())).toBe(2);
  });

  it('H04: a branch whose last entry was replaced by another of the same key is broken for who knows the first', async () => {
    const known = governance.bot();
    await known.read();
    const { parents } = governance.git.objects.commit(governance.tip) ?? {};
    governance.git.setRef('refs/heads/ledger', parents?.[0] ?? null);
    const thief = governance.bot();
    await thief.append([hold]);
    expect((await known.read()).state).toBe('broken');
    await governance.expectWhole(3);
  });

  it('that was copied from another repository is broken', async () => {
    const known = governance.bot([KEY], 9002);
    expect(await known.read()).toMatchObject({ state: 'broken', problem: { number: 0, expected: 'repository 9002' } });
  });
});

describe('when the keys of policies/ledger.yaml change', () => {
  const next = ledgerKey(2);
  const rotated = [
    { key: KEY_TEXT, first: 0, last: 1 },
    { key: publicKeyText(next), first: 2 },
  ];

  it('what was believed by the old ones is verified again, and may be broken', async () => {
    const bot = governance.bot();
    await bot.append([tip]);
    await bot.append([headSeen]);
    expect(stateOf(await bot.read())).toBe(2);
    expect(brokenAt(await bot.read(rotated))).toBe(2);
    expect(stateOf(await bot.read(KEYS))).toBe(2);
  });

  it('a bot that holds both keys signs with both, and the new one goes on alone', async () => {
    const bot = governance.bot([KEY, next]);
    await bot.append([tip]);
    const read = await bot.read(rotated);
    if (read.state !== 'whole') throw new Error(read.state);
    expect(numbersOf(await bot.append([headSeen], read.facts))).toEqual([2]);
    const successor = governance.bot([next]);
    const later = await successor.read(rotated);
    if (later.state !== 'whole') throw new Error(later.state);
    expect(numbersOf(await successor.append([termsShown], later.facts))).toEqual([3]);
    expect(stateOf(await governance.bot().read(rotated))).toBe(3);
  });
});
