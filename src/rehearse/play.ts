import type { Kind } from '../ledger/entry.ts';
import { Refused } from '../standin/github/refused.ts';
import type { RestAnswer } from '../standin/github/server/door.ts';
import { auditStage } from './audit.ts';
import type { NEVER, Rehearsal } from './format.ts';
import { RefusedByGitHub } from './stage/api.ts';
import { type Reference, reference } from './stage/reference.ts';
import { Stage } from './stage/stage.ts';
import type { Play } from './step.ts';
import { kindOf } from './steps.ts';

/** Something that was not as expected. `step` is its index; null: it was found when all was over. */
export interface Difference {
  readonly step: number | null;
  readonly expected: string;
  readonly seen: string;
}

/** Who listens while a rehearsal is played. */
export interface Audience {
  /** Before a step. */
  begins?(step: object, index: number): void;
  /** After it, when the bot rests. */
  rests?(step: object, stage: Stage, refusal: RefusedByGitHub | null): void;
  /** When all is over, before the stage is cleared. */
  ends?(stage: Stage): void;
  log?(line: string): void;
  answered?(answer: RestAnswer): void;
}

/** Plays a rehearsal from beginning to end, and gives everything that was not as expected: nothing, if all was. */
export async function playRehearsal(
  rehearsal: Rehearsal,
  audience: Audience = {},
  world: Reference = reference(),
): Promise<Difference[]> {
  const stage = await beginStage(rehearsal, audience, world);
  try {
    const differences = await playSteps(stage, rehearsal, audience);
    audience.ends?.(stage);
    const found = [...violations(stage, rehearsal.never ?? []), ...(await auditStage(stage))];
    return [...differences, ...found.map((difference) => ({ step: null, ...difference }))];
  } finally {
    await stage.close();
  }
}

/** Sets the stage for a rehearsal. Whoever calls this closes it. */
export function beginStage(
  { start, world = {} }: Rehearsal,
  { log, answered }: Audience = {},
  granted: Reference = reference(),
): Promise<Stage> {
  return Stage.begin({
    reference: granted,
    start: start ?? granted.start,
    world,
    ...(log && { log }),
    ...(answered && { onAnswer: answered }),
  });
}

/** Plays the steps. A step that cannot be played ends it, since what follows would mean nothing; so does the signal. */
export async function playSteps(
  stage: Stage,
  { steps }: Rehearsal,
  audience: Audience = {},
  signal?: AbortSignal,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  let at = 0;
  const play: Play = {
    stage,
    refusal: null,
    seen: { entries: stage.record.entries.length, writes: stage.interruptions.count, runs: 0, told: [] },
    differ: (expected, seen) => differences.push({ step: at, expected, seen }),
  };
  for (const [index, step] of steps.entries()) {
    if (signal?.aborted) return differences;
    const { name, kind, value } = kindOf(step);
    if (name !== 'expect') noteRefusal(play);
    at = index;
    audience.begins?.(step, index);
    try {
      if (kind.takesTime) await stage.pass(1000);
      await kind.play(play, value);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) {
        play.differ('a step that can be played', error instanceof Error ? error.message : String(error));
        return differences;
      }
      play.refusal = refusal;
    }
    await stage.settle();
    audience.rests?.(step, stage, play.refusal);
  }
  noteRefusal(play);
  for (const name of stage.interruptions.unmet) play.differ(`the bot to make the write \`${name}\``, 'no such write');
  return differences;
}

/** A refusal that no `expect` asked for. */
function noteRefusal(play: Play): void {
  if (play.refusal !== null) play.differ('GitHub to take it', `${play.refusal.status} ${play.refusal.message}`);
  play.refusal = null;
}

/** The stand-in's refusal, whether it came by HTTP or in this process; null for everything else. */
function refusalOf(error: unknown): RefusedByGitHub | null {
  if (error instanceof RefusedByGitHub) return error;
  return error instanceof Refused ? new RefusedByGitHub(error.status, error.message) : null;
}

function violations(stage: Stage, never: readonly (typeof NEVER)[number][]): Omit<Difference, 'step'>[] {
  const asked = (suffix: string) =>
    stage.github.requests.filter((it) => it.by === stage.bot && it.method !== 'GET' && it.path.endsWith(suffix)).length;
  const entries = (wanted: Kind) => stage.record.entries.filter(({ kind }) => kind === wanted).length;
  const times = {
    seal: stage.sigstore.requests.length,
    merge: asked('/merge'),
    deliver: asked('/issues'),
    release: entries('released'),
    conclude: entries('concluded'),
    enact: entries('granted') + entries('enacted'),
  };
  return never.flatMap((what) =>
    times[what] === 0 ? [] : [{ expected: `never: ${what}`, seen: `${times[what]} times` }],
  );
}
