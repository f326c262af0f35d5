import { describe, expect, it } from 'vitest';
import { intent } from '../src/ledger/kinds/effect.ts';
import { FAULTS, type Played, playRelease } from './crash/release.ts';

/**
 * Every write that the bot makes on a packet's whole way, to GitHub and to Sigstore, fails in every way in which a
 * write can. The writes are counted in an undisturbed release: a new effect is covered without anyone remembering.
 */
const undisturbed: Played = await playRelease();
const cases = undisturbed.writes.flatMap((name, index) => FAULTS.map((fault) => ({ write: index + 1, name, fault })));

describe('an undisturbed release', () => {
  it('ends with one packet merged, delivered and recorded, by an outsider’s word', () => {
    expect(undisturbed.ending).toMatchObject({
      breaches: [],
      deliveries: ['acme/release-integrity-council: bpe-2026-014 revision 1: released for decision'],
      done: ['seal', 'merge', 'deliver'],
      released: [{ packet: 'bpe-2026-014', revision: 1 }],
    });
  });

  it('performs every effect that there is', () => {
    const effects = intent.options.map(({ shape }) => shape.effect.value);
    expect(undisturbed.ending.done.toSorted()).toEqual(effects.toSorted());
  });

  it('writes to GitHub and to Sigstore', () => {
    for (const name of ['append', 'check', 'fulcio', 'tsa', 'merge', 'issue'])
      expect(undisturbed.writes).toContain(name);
  });
});

describe('a release in which one write fails', () => {
  it.concurrent.each(cases)('ends the same when write $write ($name) is $fault', async ({ write, fault }) => {
    const { ending, met } = await playRelease({ write, fault });
    expect(met).toBe(true);
    expect(ending).toEqual(undisturbed.ending);
  });
});
