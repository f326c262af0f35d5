import { PACKET_FILE, readPacket } from '../../packet/packet.ts';
import { filesOf } from '../../standin/github/git/tree.ts';
import type { Visit } from '../../standin/github/pages/visit.ts';
import type { PullRequest } from '../../standin/github/world.ts';
import { msOf } from '../../time/instant.ts';
import type { Stage } from '../stage/stage.ts';
import { guideOf } from './guide.ts';
import { rolesOf } from './roles.ts';
import { Sample } from './sample.ts';
import type { Turns } from './turns.ts';

const SECOND_MS = 1000;
const HOUR_MS = 60 * 60 * SECOND_MS;

/** What this stage lends to the pages of its GitHub, so that a person can act on them. */
export function visitOf(stage: Stage, turns: Turns): Visit {
  const people = [...stage.github.world.accounts.values()].filter((account) => account.type === 'User');
  const sample = () => new Sample(stage.reference, stage.clock.now(), (name) => isUsed(stage, name));
  return {
    repository: stage.governance,
    people: rolesOf(people, stage.reference.rules),
    guide: guideOf(stage.reference),
    fields: () => sample().fields,
    propose: (values) => sample().propose(values),
    waits: [
      { name: 'hour', label: 'An hour later' },
      { name: 'day', label: 'A day later' },
      { name: 'window', label: 'After the window' },
    ],
    pass: (wait) => turns.take(() => pass(stage, waitMs(stage, wait))),
    perform: (act) =>
      turns.take(async () => {
        await stage.pass(SECOND_MS);
        const done = await act().finally(() => stage.settle());
        return done;
      }),
  };
}

/** Whether a packet or a branch of this name was there before. */
function isUsed({ repository, reference, record }: Stage, name: string): boolean {
  const recorded = record.entries.some(({ body }) => 'packet' in body && body.packet === name);
  return name === reference.packetId || recorded || repository.git.branch(name) !== undefined;
}

/**
 * The last hour is lived through, what is before it is slept through: a week of the bot's sweeps would keep the
 * visitor waiting and find nothing.
 */
async function pass(stage: Stage, ms: number): Promise<void> {
  await stage.settle();
  stage.clock.set(stage.clock.now() + Math.max(0, ms - HOUR_MS));
  await stage.settle();
  await stage.pass(Math.min(ms, HOUR_MS));
  await stage.settle();
}

function waitMs(stage: Stage, wait: string): number {
  if (wait !== 'window') return wait === 'day' ? 24 * HOUR_MS : HOUR_MS;
  return Math.max(SECOND_MS, windowEnd(stage) - stage.clock.now());
}

/** When the first window closes that is open now, of the packets that are proposed; of the sample, if none is. */
function windowEnd(stage: Stage): number {
  const now = stage.clock.now();
  const open = [...stage.repository.pulls.values()].filter(({ state }) => state === 'open');
  const texts = open.flatMap((pull) => packetsOf(stage, pull)).concat(stage.reference.packet.get(PACKET_FILE) ?? '');
  const ends = texts.flatMap((text) => {
    const read = readPacket(PACKET_FILE, Buffer.from(text));
    const end = read.ok ? msOf(read.value.review_window.closes) : now;
    return end > now ? [end] : [];
  });
  return Math.min(...ends, now + 7 * 24 * HOUR_MS);
}

function packetsOf({ repository }: Stage, { head }: PullRequest): string[] {
  const { objects } = repository.git;
  const files = filesOf(objects, objects.commit(head.sha)?.tree ?? '');
  const packets = files.filter(({ path }) => new RegExp(`^packets/[^/]+/${PACKET_FILE}$`).test(path));
  return packets.map(({ oid }) => objects.blob(oid)?.toString('utf8') ?? '');
}
