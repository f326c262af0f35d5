import { describe, expect, it } from 'vitest';
import { playDecision } from './crash/decision.ts';
import { faultsOf } from './crash/fault.ts';
import { inOneWorld, playRelease } from './crash/release.ts';

/**
 * Every write that the bot makes on a decision's way, from the look at what somebody proposed to what takes effect, fails
 * in every way in which a write can; those that come again and again in two ways each, in turn. What was released once is decided about again and again, so a world has one release
 * and a decision for each way to fail.
 */
const played = (failing: readonly (Parameters<typeof playDecision>[2] | undefined)[]) =>
  inOneWorld(['released', ...failing.keys().map(String)], async (stage, name) => {
    if (name === 'released') await playRelease(stage, stage.reference.packetId);
    // The bot has opened the first decision by itself, and looked at it before any write was counted.
    return playDecision(stage, name === 'released' ? 1 : Number(name) + 2, failing[Number(name)]);
  });

const undisturbed = await played([undefined, undefined]);
const [first, second, third] = undisturbed.played;
const writes = second?.writes ?? [];

describe('an undisturbed decision', () => {
  it('ends with one conclusion sealed, merged and in effect, by an outsider’s word', () => {
    expect(undisturbed.breaches).toEqual([]);
    for (const { ending } of undisturbed.played)
      expect(ending).toEqual({
        stands: true,
        done: ['seal-conclusion', 'merge-decision'],
        entries: ['signed', 'signed', 'concluded', 'enacted'],
        said: ['**Concluded:'],
      });
    expect(first?.writes.length).toBeLessThan(writes.length);
  });

  it('writes the same each time, to GitHub and to Sigstore', () => {
    expect(third?.writes).toEqual(writes);
    expect(new Set(writes)).toEqual(new Set(['append', 'check', 'comment', 'fulcio', 'tsa', 'merge']));
  });
});

describe('a decision ends the same', () => {
  it.each(writes.map((name, index) => [index + 1, name] as const))('when write %i (%s) fails', async (write, name) => {
    const faults = faultsOf(name, write);
    const { played: rounds, breaches } = await played(faults.map((fault) => ({ write, fault })));
    const [, ...failed] = rounds;
    expect(failed.map(({ met }) => met)).toEqual(faults.map(() => true));
    expect(failed.map(({ ending }) => ending)).toEqual(faults.map(() => second?.ending));
    expect(breaches).toEqual([]);
  });
});
