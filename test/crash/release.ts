import { auditStage, type Breach } from '../../src/rehearse/audit.ts';
import type { WriteName } from '../../src/rehearse/stage/request.ts';
import { Stage, type StageOptions } from '../../src/rehearse/stage/stage.ts';
import { toldOn } from '../../src/rehearse/stage/told.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { entryAt } from '../../src/standin/github/git/tree.ts';
import { playOn } from '../rehearse/play.ts';
import { type Failing, Failure } from './fault.ts';

/** What must be the same however the way was: nothing of when, nothing of how often it was tried. */
export interface Ending {
  /** Git's name of the packet's folder on the council's branch. */
  readonly folder: string | undefined;
  /** Titles of the open issues about it. */
  readonly deliveries: readonly string[];
  /** The effects that were done, in order. */
  readonly done: readonly string[];
  readonly released: readonly { readonly revision: number; readonly digest: string }[];
  /** How each comment of the bot on its pull request begins, the hidden line left out. */
  readonly said: readonly string[];
  /** What the council is asked to decide, by the titles of the bot's open pull requests. */
  readonly asked: readonly string[];
  /** By which channels its recipients were told; who was told twice is told. */
  readonly told: readonly string[];
}
export interface Played {
  readonly writes: readonly WriteName[];
  readonly ending: Ending;
  /** Whether the write that was to fail came. */
  readonly met: boolean;
}

/** A council that hears of its releases by webhook, too. */
const COUNCIL_WITH_ENDPOINT = {
  'policies/councils/release-integrity.yaml': {
    audience: { webhooks: [{ id: 'desk', url: 'https://hooks.acme.example/countersign', signature: 'v1a' }] },
  },
};

/** Plays one after the other in a world of their own, and asks an outsider what is wrong in the end. */
export async function inOneWorld<P>(
  names: readonly string[],
  play: (stage: Stage, name: string) => Promise<P>,
  { world = {}, ...options }: Partial<StageOptions> = {},
): Promise<{ readonly played: readonly P[]; readonly breaches: readonly Breach[] }> {
  const files = { ...COUNCIL_WITH_ENDPOINT, ...world.files };
  const stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: { ...world, files }, ...options });
  try {
    // What the bot notes of the world when it starts is of no packet.
    await stage.settle();
    const played: P[] = [];
    for (const name of names) played.push(await play(stage, name));
    return { played, breaches: await auditStage(stage) };
  } finally {
    await stage.close();
  }
}

/** Longer than an intent keeps others away, and than what failed once rests. */
const REST_MS = 4 * 60_000;

/** Plays the release of one packet. Of its writes one may fail; a bot that died of it is started again. */
export async function playRelease(stage: Stage, packet: string, failing?: Failing, restMs = REST_MS): Promise<Played> {
  const failure = new Failure(stage, failing);
  const steps = [
    { open: { pull: packet, by: 'packet-agent', packet, change: { audience: { webhooks: ['desk'] } } } },
    { review: { pull: packet, by: 'ann', state: 'approve' } },
    { review: { pull: packet, by: 'ben', state: 'approve' } },
  ];
  const play = playOn(stage);
  for (const step of steps) {
    await stage.pass(1000);
    await playStep(play, step);
    await failure.recover(restMs);
  }
  failure.end();
  return { writes: failure.writes, met: failure.met, ending: endingOf(stage, packet) };
}

/** Somebody closes what the bot asks of the council: the page of one that is open says where its base is. */
export async function closeWhatIsAsked(stage: Stage): Promise<void> {
  const { app } = stage.github.world;
  const own = [...stage.repository.pulls.values()].filter((one) => one.author === app.account && one.state === 'open');
  for (const { number } of own)
    await stage.as('dan', 'PATCH /repos/{owner}/{repo}/pulls/{number}', { number, state: 'closed' });
  await stage.settle();
}

function endingOf(stage: Stage, packet: string): Ending {
  const { world } = stage.github;
  const { objects } = stage.repository.git;
  const tip = stage.repository.git.branch('council/release-integrity') ?? '';
  const issues = [...world.repositories.values()].flatMap(({ issues }) => [...issues.values()]);
  const delivered = issues.filter(({ author, state }) => author === world.app.account && state === 'open');
  const entries = stage.record.entries.filter(({ body }) => 'packet' in body && body.packet === packet);
  return {
    folder: entryAt(objects, objects.commit(tip)?.tree ?? '', `packets/${packet}`)?.oid,
    deliveries: delivered.map(({ title }) => title).filter((title) => title.startsWith(packet)),
    done: entries.flatMap(({ kind, body }) => (kind === 'outcome' && body.result === 'done' ? [body.effect] : [])),
    released: entries.flatMap(({ kind, body }) =>
      kind === 'released' ? [{ revision: body.revision, digest: body.digests.revision }] : [],
    ),
    said: stage.pullRequest(packet).comments.flatMap(({ author, body }) => {
      return author === world.app.account ? [body.split(/\s/).find((word) => word.startsWith('**')) ?? ''] : [];
    }),
    asked: [...stage.repository.pulls.values()]
      .filter(({ author, state, title }) => author === world.app.account && state === 'open' && title.includes(packet))
      .map(({ title }) => title),
    told: [...new Set(toldOn(stage).flatMap((one) => (one.packet === packet ? [`${one.channel} ${one.type}`] : [])))],
  };
}
