import { auditStage } from '../../src/rehearse/audit.ts';
import type { WriteName } from '../../src/rehearse/stage/request.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import type { Play } from '../../src/rehearse/step.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { fullName } from '../../src/standin/github/find.ts';

/** The ways in which a write can fail: not done, done but unheard, and the process gone before or after. */
export const FAULTS = ['refused', 'lost', 'cut off by death before', 'cut off by death after'] as const;
type Fault = (typeof FAULTS)[number];

/** What must be the same however the way was: nothing of when, nothing of how often it was tried. */
export interface Ending {
  /** The tree of each council's branch. */
  readonly councils: Readonly<Record<string, string>>;
  readonly deliveries: readonly string[];
  /** The effects that were done, in order. */
  readonly done: readonly string[];
  readonly released: readonly { readonly packet: string; readonly revision: number; readonly digest: string }[];
  /** What an outsider finds wrong. */
  readonly breaches: readonly unknown[];
}
export interface Played {
  readonly writes: readonly WriteName[];
  readonly ending: Ending;
  /** Whether the write that was to fail came. */
  readonly met: boolean;
}

const STEPS = [
  { open: { pull: 'ask', by: 'packet-agent' } },
  { review: { pull: 'ask', by: 'ann', state: 'approve' } },
  { review: { pull: 'ask', by: 'ben', state: 'approve' } },
];
/** Longer than an intent keeps others away, and than what failed once rests. */
const REST_MS = 4 * 60_000;

/** Plays a release; with a fault, one write of it fails, and a bot that died is started again. */
export async function playRelease(failing?: { readonly write: number; readonly fault: Fault }): Promise<Played> {
  const stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: {} });
  try {
    const writes: WriteName[] = [];
    let dead = false;
    let met = false;
    stage.interruptions.add(({ number, name, phase }) => {
      if (phase === 'before') writes.push(name);
      const before = failing?.fault === 'refused' || failing?.fault === 'cut off by death before';
      if (number !== failing?.write || (phase === 'before') !== before) return undefined;
      met = true;
      if (failing.fault === 'refused') return 'refuse';
      if (failing.fault === 'lost') return 'lose';
      dead = true;
      stage.bots.first.kill();
      return 'cut';
    });
    const play: Play = { stage, refusal: null, seen: { entries: 0, writes: 0 }, differ: () => undefined };
    for (const step of STEPS) {
      await stage.pass(1000);
      await playStep(play, step);
      await stage.settle();
      if (dead) await stage.start('first');
      dead = false;
      await stage.pass(REST_MS);
    }
    return { writes, met, ending: await endingOf(stage) };
  } finally {
    await stage.close();
  }
}

async function endingOf(stage: Stage): Promise<Ending> {
  const { world } = stage.github;
  const { git } = stage.repository;
  const councils = git.refs('refs/heads/council/').map(([ref, tip]) => [ref, git.objects.commit(tip)?.tree ?? '']);
  const deliveries = [...world.repositories.values()].flatMap((repository) =>
    [...repository.issues.values()]
      .filter(({ author, state }) => author === world.app.account && state === 'open')
      .map(({ title }) => `${fullName(world, repository)}: ${title}`),
  );
  const { entries } = stage.record;
  return {
    councils: Object.fromEntries(councils),
    deliveries,
    done: entries.flatMap(({ kind, body }) => (kind === 'outcome' && body.result === 'done' ? [body.effect] : [])),
    released: entries.flatMap(({ kind, body }) =>
      kind === 'released' ? [{ packet: body.packet, revision: body.revision, digest: body.digests.revision }] : [],
    ),
    breaches: await auditStage(stage),
  };
}
