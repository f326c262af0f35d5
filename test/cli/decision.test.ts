import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releasedOptions } from '../../src/audit/released-packet.ts';
import { readClone } from '../../src/audit/verify.ts';
import { requireRead } from '../../src/cli/evidence/named.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { playRehearsal } from '../../src/rehearse/play.ts';
import { lastingFolder, newFolder, ran } from './ran.ts';

const RELEASED = `schema: governance.v1.Rehearsal
title: As far as a release
steps:
  - open: {pull: ask, by: packet-agent}
  - review: {pull: ask, by: ann, state: approve}
  - review: {pull: ask, by: ben, state: approve}
  - call: {pull: verdict, base: council/release-integrity}
  - sign: {pull: verdict, by: cyd, option: hold}
  - sign: {pull: verdict, by: cyd, option: exception-30d}
`;
const OPEN = `${RELEASED}  - expect: {pull: verdict, finding: hold, page: [Who signed what, '\`cyd\`', What to write, 'May still sign']}
`;
const CONCLUDED = `${RELEASED}  - sign: {pull: verdict, by: dan, option: exception-30d}
  - conclude: {pull: verdict, by: cyd}
  - expect: {pull: verdict, finding: concluded, page: ['Concluded: \`exception-30d\`', 'In effect']}
`;
const ID = 'bpe-2026-014/r1/exception-30d';
const folder = lastingFolder();
const open = join(folder, 'open');
const concluded = join(folder, 'concluded');
const git = (clone: string, ...words: string[]) => execFileSync('git', ['-C', clone, ...words], { encoding: 'utf8' });

async function played(story: string, clone: string): Promise<void> {
  const read = readRehearsal('story.yaml', new TextEncoder().encode(story));
  const differences = await playRehearsal(requireRead(read), {
    ends: ({ repository }) => void execFileSync('git', ['clone', '--quiet', repository.git.dir, clone]),
  });
  expect(differences).toEqual([]);
}
beforeAll(async () => {
  await played(OPEN, open);
  await played(CONCLUDED, concluded);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The clone with an early entry of its ledger taken away. */
async function broken<T>(clone: string, run: () => Promise<T>): Promise<T> {
  const before = git(clone, 'rev-parse', 'refs/remotes/origin/ledger').trim();
  git(clone, '-c', 'advice.detachedHead=false', 'checkout', '--quiet', before);
  git(clone, 'rm', '--quiet', 'entries/0000/00000020.json');
  git(clone, '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '--quiet', '--message=broken');
  git(clone, 'update-ref', 'refs/remotes/origin/ledger', 'HEAD');
  try {
    return await run();
  } finally {
    git(clone, 'update-ref', 'refs/remotes/origin/ledger', before);
  }
}

describe('`decision show`', () => {
  const show = (...words: string[]) => ran('decision', 'show', 'bpe-2026-014', ...words);

  it('tells who signed what, what no longer counts, what is missing, who may still, and the words to write', async () => {
    const { exit, out } = await show(open);
    expect(exit).toBe(0);
    for (const line of [
      /^bpe-2026-014\/r1-d1 in pull request #2: open, held: cross-sign-missing, /,
      / {2}signed: cyd; exception-30d; human, council; review; 2026-11-22T09:00:05Z\n {2}whether that still counts, the check of #2 says\n/,
      / {2}not counted: cyd for hold, since cyd signed again since\n/,
      / {2}missing: 1 more of 2 signatures for one outcome\n/,
      / {2}may still sign: dan, eve\n/,
      / {2}option exception-30d \(exception, until 2026-12-22T00:00:00Z\): Approve one time-boxed exception/,
      / {4}into gold, once, looked at again by 2026-12-10T00:00:00Z\n/,
      / {4}\/countersign sign exception-30d\n/,
      / {4}\/countersign sign reject\n/,
      / {4}\/countersign conclude\n/,
      /ledger of repository 9001: whole\n/,
    ])
      expect(out).toMatch(line);
  });

  it('of a draft tells no words to sign it with, and nobody who may', async () => {
    const draft = join(folder, 'draft');
    await played(
      `${RELEASED}  - decision: {pull: verdict, by: gus, change: {status: draft}}\n  - expect: {pull: verdict, finding: hold, has: [decision-draft]}\n`,
      draft,
    );
    const { out } = await show(draft);
    expect(out).toMatch(/: open, held: decision-draft, .*\n {2}not counted: .*\n(?:.*\n)* {2}may still sign: nobody\n/);
    expect(out).not.toContain('/countersign');
  });

  it('tells a conclusion with its signers, seal, merge and effect, and nothing that could still be written', async () => {
    const { exit, out } = await show(concluded);
    expect(exit).toBe(0);
    expect(out).toMatch(/r1-d1 in pull request #2: in effect\n/);
    expect(out).toMatch(/signed: cyd; exception-30d; .*\n {2}signed: dan; exception-30d; /);
    expect(out).toMatch(/concluded exception-30d of scope production, merged as [0-9a-f]{40}, sealed by entry \d+\n/);
    expect(out).toMatch(/exception exception-30d granted until 2026-12-22T00:00:00Z\n/);
    expect(out).not.toMatch(/countersign sign|not counted|missing|still counts/);
  });

  it('says the same to programs', async () => {
    expect(JSON.parse((await show('--json', open)).out)).toMatchObject({
      verdict: 'whole',
      packet: 'bpe-2026-014',
      decisions: [
        {
          id: 'bpe-2026-014/r1-d1',
          pull: 2,
          state: 'open',
          codes: expect.arrayContaining(['cross-sign-missing']),
          shown: { mayStill: ['dan', 'eve'], outcomes: ['hold', 'exception-30d', 'escalate', 'reject'] },
          conclusion: null,
        },
      ],
      undecided: [],
    });
    const told = JSON.parse((await show('--json', concluded)).out);
    expect(told.decisions[0]).toMatchObject({ state: 'in effect', shown: null, setAside: [] });
  });

  it('shows no options that the clone does not hold, and none whose digest is not that of the release', async () => {
    const bare = join(folder, 'bare');
    execFileSync('git', ['init', '--quiet', bare]);
    const refs = ['ledger', 'main'].map((branch) => `refs/remotes/origin/${branch}`);
    git(bare, 'fetch', '--quiet', open, ...refs.map((ref) => `${ref}:${ref}`));
    const told = await show(bare);
    expect([told.exit, told.out]).toEqual([0, expect.stringContaining('the options of revision 1 are not known')]);
    expect(told.out).not.toContain('/countersign sign');

    const { links } = await readClone(open, { witnesses: [] });
    const release = links.flatMap(({ entry }) => (entry.kind === 'released' ? [entry.body] : []))[0];
    if (release === undefined) throw new Error('expected a release');
    expect(await releasedOptions(open, release)).toHaveLength(3);
    const digests = { ...release.digests, option_set: release.digests.revision };
    expect(await releasedOptions(open, { ...release, digests })).toMatch(/are not those that were released/);
  });

  it('of a broken ledger tells with 1 what its chain holds, and of no such packet those that look like it', async () => {
    const cut = await broken(open, () => show(open));
    expect([cut.exit, cut.out]).toEqual([1, expect.stringMatching(/^the ledger is not whole: wrong\n/)]);
    expect(cut.out).not.toContain('signed:');
    const near = await ran('decision', 'show', 'bpe-2026-041', open);
    expect([near.exit, near.out]).toEqual([1, expect.stringContaining('hint: bpe-2026-014\n')]);
    expect((await show(newFolder())).exit).toBe(2);
  });
});

describe('`packet history`', () => {
  it('goes on with the decision: its pull request, who signed, what was concluded and what was granted', async () => {
    const { exit, out } = await ran('packet', 'history', 'bpe-2026-014', concluded);
    expect(exit).toBe(0);
    let rest = out;
    for (const part of [
      /released to release-integrity\n/,
      /#2 is at [0-9a-f]{7}\n/,
      /#2 held: cross-sign-missing\n/,
      /r1-d1 signed by cyd: hold\n +review \d+ at .*, as human, council, assured by review\n/,
      /r1-d1 signed by dan: exception-30d\n/,
      /#2: cyd wrote conclude\n/,
      /r1-d1: about to seal\n +for exception-30d, signed by cyd, dan\n/,
      /r1-d1: seal done\n +over the conclusion sha256:/,
      /r1-d1: merge done\n +as [0-9a-f]{40}\n/,
      /r1-d1 concluded: exception-30d\n +signed by cyd, dan; scope production\n/,
      /exception exception-30d granted until .*\n +Approve one .*\n +asked for by fay; signed by cyd, dan; by entry \d+\n/,
      / +into gold, once, .*\n(?: +instead: .*\n)+ +until 2026-12-22T00:00:00Z\n +because: /,
    ]) {
      const found = part.exec(rest);
      expect(found, `${part} in ${rest}`).not.toBeNull();
      rest = rest.slice((found?.index ?? 0) + 1);
    }
  });
});

describe('`exception list` and `exception show`', () => {
  const list = async (...words: string[]) => await ran('exception', 'list', ...words);
  const show = async (...words: string[]) => await ran('exception', 'show', ...words);

  it('tell how each stands at an instant: released, granted, to be looked at again, over', async () => {
    const at = async (clone: string, time: string) => (await list('--at', time, clone)).out.split('\n')[1];
    expect(await at(open, '2026-11-25T00:00:00Z')).toBe(
      `${ID}: released, its council may decide until 2026-11-29T09:00:00Z`,
    );
    expect(await at(open, '2026-11-29T09:00:00Z')).toMatch(/: refused, the review window closed/);
    expect(await at(concluded, '2026-11-25T00:00:00Z')).toBe(`${ID}: granted, until 2026-12-22T00:00:00Z`);
    expect(await at(concluded, '2026-12-10T00:00:00Z')).toMatch(/: expiring, /);
    expect(await at(concluded, '2026-12-22T00:00:00Z')).toMatch(/: expired, /);
  });

  it('tell of one who asked, who signed, why, how far it reaches, and each entry about it', async () => {
    const { exit, out } = await show('--at', '2026-11-25T00:00:00Z', ID, concluded);
    expect(exit).toBe(0);
    for (const line of [
      'of council release-integrity',
      'without slsa-provenance',
      'into gold, once, looked at again by 2026-12-10T00:00:00Z',
      'instead: Two rebuilds by independent builders match the artifact bit by bit',
      'asked for by fay; signed by cyd, dan',
      'concluded: exception-30d, scope production',
    ])
      expect(out).toContain(line);
    expect(out).toMatch(/entry \d+ {2}2026-11-22T09:00:0\dZ {2}shown to owners\n.*released to the council\n/);
  });

  it('answer 0 only for what is in effect', async () => {
    const exit = async (clone: string, at: string) => (await show('--at', at, ID, clone)).exit;
    expect(await exit(open, '2026-11-25T00:00:00Z')).toBe(1);
    expect(await exit(concluded, '2026-12-21T23:59:59Z')).toBe(0);
    expect(await exit(concluded, '2026-11-22T09:00:01Z')).toBe(1);
    expect(await exit(concluded, '2026-12-22T00:00:00Z')).toBe(1);
    expect(await broken(concluded, () => exit(concluded, '2026-11-25T00:00:00Z'))).toBe(1);
  });

  it('say the same to programs', async () => {
    const { out } = await list('--json', '--at', '2026-11-25T00:00:00Z', concluded);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'whole',
      exceptions: [
        { id: ID, state: 'granted', granted: { signers: ['cyd', 'dan'], reach: { uses: 1, lane: 'gold' } } },
      ],
    });
  });

  it('answer 1 for what the ledger does not know, 2 for what is no id or no time', async () => {
    const far = await show('bpe-2026-014/r2/exception-30d', concluded);
    expect([far.exit, far.out]).toEqual([1, expect.stringContaining(`hint: ${ID}\n`)]);
    expect((await show('exception-30d', concluded)).exit).toBe(2);
    expect((await list('--at', 'tomorrow', concluded)).exit).toBe(2);
    expect((await list(newFolder())).exit).toBe(2);
  });
});
