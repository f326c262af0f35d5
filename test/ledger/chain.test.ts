import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chain, extend, type File, type Link, verifyFrom } from '../../src/ledger/chain.ts';
import { type Draft, entryPath } from '../../src/ledger/entry.ts';
import { type Head, signNote } from '../../src/ledger/note.ts';
import type { Problem } from '../../src/ledger/problem.ts';
import { anyDraft } from './arbitrary.ts';
import { AT, genesis, hold, KEY, KEYS, ledgerKey, REPOSITORY, story, tip } from './sample.ts';

interface Appended {
  readonly files: readonly File[];
  readonly note: File;
  readonly links: readonly Link[];
}

/** Appends as the store makes them: each with entries and a signed head. */
function appendAll(appends: readonly (readonly Draft[])[], key = KEY): Appended[] {
  let head: Head | null = null;
  return appends.map((drafts): Appended => {
    const made = extend(head, drafts, AT);
    head = made.head;
    return {
      files: made.files,
      links: made.links,
      note: { path: 'head', bytes: signNote(REPOSITORY, made.head, [key]) },
    };
  });
}
function verify(appends: readonly Appended[], chain: Chain | null = null) {
  return verifyFrom(
    chain,
    appends.flatMap(({ files }) => files),
    appends.map(({ note }) => note),
    KEYS,
  );
}
function problemOf(result: ReturnType<typeof verifyFrom>): Problem | null {
  return 'problem' in result ? result.problem : null;
}
/** Splits a list into consecutive appends of these sizes. */
function split(drafts: readonly Draft[], sizes: readonly number[]): Draft[][] {
  const rest = [...drafts];
  const parts = sizes.map((size) => rest.splice(0, size)).filter((part) => part.length > 0);
  return rest.length > 0 ? [...parts, rest] : parts;
}
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 });
const anyLedger = fc
  .tuple(fc.array(anyDraft, { maxLength: 12 }), sizes)
  .map(([drafts, cuts]) => split([genesis, ...drafts], cuts));

describe('a chain', () => {
  it('verifies however the entries were divided into appends, at once or one append after another', () => {
    fc.assert(
      fc.property(anyLedger, (parts) => {
        const appends = appendAll(parts);
        const all = verify(appends);
        const count = parts.flat().length;
        expect(all).toMatchObject({ chain: { repository: REPOSITORY, head: { number: count - 1 } } });
        let chain: Chain | null = null;
        for (const append of appends) {
          const step = verify([append], chain);
          expect(problemOf(step)).toBeNull();
          if ('chain' in step) chain = step.chain;
        }
        expect(chain).toEqual('chain' in all ? all.chain : null);
      }),
      { numRuns: 40 },
    );
  });

  it('gives each entry the hash of the one before, from null on', () => {
    const links = appendAll([story]).flatMap((append) => append.links);
    expect(links.map(({ entry }) => entry.number)).toEqual(story.map((_, index) => index));
    expect(links.map(({ entry }) => entry.previous)).toEqual([null, ...links.slice(0, -1).map(({ hash }) => hash)]);
  });

  it('begins with the genesis and has no other', () => {
    expect(() => extend(null, [tip], AT)).toThrow('entry 0 cannot be of kind council-seen');
    expect(() => extend(null, [genesis, genesis], AT)).toThrow('entry 1 cannot be of kind genesis');
  });

  it('is never extended by nothing, nor by what no reader would take', () => {
    expect(() => extend(null, [], AT)).toThrow('at least one entry');
    expect(() => extend(null, [genesis], 'yesterday')).toThrow('cannot write entry 0');
  });
});

describe('the first entry that is wrong is named', () => {
  const single = appendAll(story.map((draft) => [draft]));
  const files = single.flatMap((append) => append.files);
  const notes = single.map(({ note }) => note);
  const verifyFiles = (changed: readonly File[], heads = notes) => problemOf(verifyFrom(null, changed, heads, KEYS));

  it('when any byte of any entry is changed', () => {
    fc.assert(
      fc.property(fc.nat(files.length - 1), fc.nat(), fc.integer({ min: 1, max: 255 }), (index, at, by) => {
        const { path, bytes } = files[index] ?? { path: '', bytes: new Uint8Array(1) };
        const place = at % bytes.length;
        const changed = files.with(index, { path, bytes: bytes.with(place, ((bytes[place] ?? 0) + by) % 256) });
        expect(verifyFiles(changed)).toMatchObject({ code: 'ledger-broken', number: index, path });
      }),
    );
  });

  it('also when an append has many entries and only its last is signed', () => {
    const [append] = appendAll([story]);
    const made = append?.files ?? [];
    for (const index of made.keys()) {
      const { path, bytes } = made[index] ?? { path: '', bytes: new Uint8Array() };
      const changed = new TextEncoder().encode(new TextDecoder().decode(bytes).replace('09:00:05Z', '09:00:06Z'));
      expect(verifyFiles(made.with(index, { path, bytes: changed }), append ? [append.note] : [])).toMatchObject({
        number: index,
      });
    }
  });

  it.each(files.keys().toArray())('when entry %i is missing', (index) => {
    const problem = verifyFiles(files.toSpliced(index, 1));
    expect(problem).toMatchObject({ code: 'ledger-broken', number: index, path: entryPath(index) });
  });

  it.each(files.keys().toArray().slice(1))('when entry %i changed places with the one before', (index) => {
    const swapped = files.with(index, { ...files[index - 1], path: entryPath(index) } as File);
    expect(verifyFiles(swapped)).toMatchObject({ number: index });
  });

  it('when there is an entry after the last signed head', () => {
    const longer = appendAll([...story.map((draft) => [draft]), [hold]]);
    expect(verifyFiles(longer.flatMap((append) => append.files))).toMatchObject({ number: story.length });
  });

  it('when the history was cut and a head that was once good stands for it', () => {
    const chain = verify(single);
    expect(problemOf(verify(single.slice(0, 5), 'chain' in chain ? chain.chain : null))).toMatchObject({
      number: story.length,
    });
  });

  it('when another history was signed by the right key from some entry on', () => {
    const other = appendAll([...story.slice(0, 6).map((draft) => [draft]), [hold], [hold]]);
    const chain = verify(single.slice(0, 8));
    const result = verify(other.slice(7), 'chain' in chain ? chain.chain : null);
    expect(problemOf(result)).toMatchObject({ code: 'ledger-broken', number: 8 });
  });

  it('when a head is signed by another key, and entries before are good', () => {
    const forged = {
      path: 'head',
      bytes: signNote(REPOSITORY, { number: 3, hash: single[3]?.links[0]?.hash ?? `sha256:${''}` }, [ledgerKey(9)]),
    };
    expect(verifyFiles(files, notes.with(3, forged))).toMatchObject({ number: 3, path: 'head' });
  });

  it('when a head names another repository', () => {
    const hash = single[1]?.links[0]?.hash ?? `sha256:${''}`;
    const foreign = { path: 'head', bytes: signNote(REPOSITORY + 1, { number: 1, hash }, [KEY]) };
    expect(verifyFiles(files, notes.with(1, foreign))).toMatchObject({ number: 1 });
  });

  it('when the whole ledger is that of another repository than its heads say', () => {
    const heads = single
      .map(({ links }) => links[0])
      .map((link) => {
        const head = { number: link?.entry.number ?? 0, hash: link?.hash ?? (`sha256:${''}` as const) };
        return { path: 'head', bytes: signNote(REPOSITORY + 1, head, [KEY]) };
      });
    expect(verifyFiles(files, heads)).toMatchObject({ number: 0 });
  });

  it('when there is nothing at all', () => {
    expect(verifyFiles([], [])).toMatchObject({ code: 'ledger-broken', number: 0 });
  });
});
