import { describe, expect, it } from 'vitest';
import { intent } from '../src/ledger/kinds/effect.ts';
import { reference as ownReference } from '../src/rehearse/stage/reference.ts';
import type { Stage } from '../src/rehearse/stage/stage.ts';
import { actionFile } from './action/bundle.ts';
import { FAULTS, type Failing, faultsOf } from './crash/fault.ts';
import { playIncident } from './crash/incident.ts';
import { closeWhatIsAsked, inOneWorld, playRelease } from './crash/release.ts';
import { ONE_COUNCIL, playSync } from './crash/sync.ts';
import { playWithdrawal } from './crash/withdrawal.ts';

/**
 * Every write that the bot makes on a packet's whole way, to GitHub and to Sigstore, fails in every way in which a
 * write can; those that come again and again in two ways each, in turn. The writes are counted in undisturbed releases: a new effect is covered without anyone remembering. A
 * world costs as much as a release, so each write has one world, with a packet for each way to fail.
 */
const packets = FAULTS.map((_, index) => `packet-${index}`);
const play = async (stage: Stage, packet: string, ...how: [failing?: Failing, restMs?: number]) => {
  const played = await playRelease(stage, packet, ...how);
  await closeWhatIsAsked(stage);
  return played;
};
const undisturbed = await inOneWorld(packets, (stage, packet) => play(stage, packet));
const [first] = undisturbed.played;
const writes = first?.writes ?? [];

describe('an undisturbed release', () => {
  it('ends with one packet merged, delivered and recorded, by an outsider’s word', () => {
    expect(undisturbed.breaches).toEqual([]);
    expect(first?.ending).toEqual({
      folder: expect.stringMatching(/^[0-9a-f]{40}$/),
      deliveries: ['packet-0 revision 1: released for decision'],
      done: ['seal', 'merge', 'deliver'],
      released: [{ revision: 1, digest: expect.stringMatching(/^sha256:/) }],
      said: ['**Released.**'],
      asked: [expect.stringContaining('packet-0')],
      told: ['dispatch packet.released', 'webhook packet.released'],
    });
  });

  it('performs every effect that there is', () => {
    // But the merge of a copy of CODEOWNERS, which is of no packet (see below), and those of a decision.
    const others = ['sync', 'seal-conclusion', 'merge-decision'];
    const effects = intent.options.map(({ shape }) => shape.effect.value).filter((effect) => !others.includes(effect));
    expect(first?.ending.done.toSorted()).toEqual(effects.toSorted());
  });

  it('writes the same each time, to GitHub and to Sigstore', () => {
    for (const release of undisturbed.played) expect(release.writes).toEqual(writes);
    expect(new Set(writes)).toEqual(
      new Set([
        ...['append', 'check', 'comment', 'fulcio', 'tsa', 'merge', 'issue', 'notify', 'webhook'],
        // By which the council is asked to decide.
        ...['tree', 'commit', 'branch', 'pull'],
      ]),
    );
  });
});

describe('a release ends the same', () => {
  it.each(writes.map((name, index) => [index + 1, name] as const))('when write %i (%s) fails', async (write, name) => {
    const faults = faultsOf(name, write);
    const { played, breaches } = await inOneWorld(packets.slice(0, faults.length), (stage, packet) =>
      play(stage, packet, { write, fault: faults[packets.indexOf(packet)] ?? 'refused' }),
    );
    expect(played.map(({ met }) => met)).toEqual(faults.map(() => true));
    expect(played.map(({ ending }) => ending)).toEqual(
      undisturbed.played.slice(0, faults.length).map(({ ending }) => ending),
    );
    expect(breaches).toEqual([]);
  });
});

describe('a release that a workflow seals', () => {
  /** Longer than such an intent keeps others away. */
  const restMs = 17 * 60_000;

  it(`ends the same when the dispatch is ${FAULTS.join(', or ')}`, async () => {
    const release = (stage: Stage, packet: string) => {
      const fault = FAULTS[packets.indexOf(packet)] ?? 'refused';
      return play(stage, packet, { write: 'dispatch', fault }, restMs);
    };
    const action = await actionFile();
    const reference = { ...ownReference(), action };
    const { played, breaches } = await inOneWorld(packets, release, { world: { sealing: 'workflow' }, reference });
    expect(played.map(({ met }) => met)).toEqual(FAULTS.map(() => true));
    expect(played.map(({ ending }) => ending)).toEqual(undisturbed.played.map(({ ending }) => ending));
    expect(breaches).toEqual([]);
  });
});

describe('an incident ends the same: told once, and lifted once', () => {
  it.each([1, 2, 3, 4, 5, 6])(`when write %i is ${FAULTS.join(', or ')}`, async (write) => {
    const faults = ['undisturbed', ...FAULTS];
    const { played, breaches } = await inOneWorld(faults, (stage, name) => {
      const fault = FAULTS.find((one) => one === name);
      return playIncident(stage, name.replaceAll(' ', '-'), fault && { write, fault });
    });
    const [undisturbed] = played;
    expect(undisturbed?.writes).toEqual(['append', 'issue', 'append', 'edit', 'append', 'edit']);
    expect(undisturbed?.ending).toEqual({ entries: ['incident', 'alarmed', 'lifted'], open: 0, lifted: 1 });
    expect(played.slice(1).map(({ met }) => met)).toEqual(FAULTS.map(() => true));
    for (const { ending } of played) expect(ending).toEqual(undisturbed?.ending);
    expect(breaches).toEqual([]);
  });
});

describe('a withdrawal ends the same: announced once under the issue, and told to everybody', () => {
  it(`when its announcement is ${FAULTS.join(', or ')}`, async () => {
    const rounds = ['undisturbed', ...FAULTS];
    // The comment under the issue is the write before the first dispatch.
    let announcing = 0;
    const { played, breaches } = await inOneWorld(rounds, async (stage, way) => {
      const fault = FAULTS.find((one) => one === way);
      const round = await playWithdrawal(stage, way.replaceAll(' ', '-'), fault && { write: announcing, fault });
      announcing ||= round.writes.indexOf('notify');
      return round;
    });
    const [undisturbed] = played;
    expect(undisturbed?.writes.slice(announcing - 1)).toEqual(['comment', 'notify', 'webhook', 'append']);
    expect(undisturbed?.ending).toEqual({
      entries: ['command', 'denied', 'sent', 'withdrawn'],
      announced: 1,
      told: ['comment', 'dispatch', 'webhook'],
    });
    expect(played.slice(1).map(({ met }) => met)).toEqual(FAULTS.map(() => true));
    for (const { ending } of played) expect(ending).toEqual(undisturbed?.ending);
    expect(breaches).toEqual([]);
  });
});

describe('a copy of CODEOWNERS ends the same: one pull request, merged once', () => {
  // The checks between them are shown as those of a packet are.
  it.each([
    [1, 'append'],
    [2, 'tree'],
    [3, 'commit'],
    [4, 'branch'],
    [5, 'pull'],
    [9, 'append'],
    [11, 'merge'],
    [12, 'append'],
  ] as const)(`when write %i (%s) is ${FAULTS.join(', or ')}`, async (write, name) => {
    const rounds = ['undisturbed', ...FAULTS];
    const round = (stage: Stage, way: string) => {
      const fault = FAULTS.find((one) => one === way);
      return playSync(stage, way.replaceAll(' ', '-'), fault && { write, fault });
    };
    const { played, breaches } = await inOneWorld(rounds, round, { world: ONE_COUNCIL });
    const [undisturbed] = played;
    expect(undisturbed?.writes[write - 1]).toBe(name);
    expect(undisturbed?.ending).toEqual({ same: true, opened: 1, open: 0, done: ['sync'] });
    expect(played.slice(1).map(({ met }) => met)).toEqual(FAULTS.map(() => true));
    for (const { ending } of played) expect(ending).toEqual(undisturbed?.ending);
    expect(breaches).toEqual([]);
  });
});
