import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { auditText, verdictOf } from '../audit/report.ts';
import { verifyClone } from '../audit/verify.ts';
import { sentence } from '../ledger/headline.ts';
import { auditStage } from './audit.ts';
import { type Rehearsal, readRehearsal } from './format.ts';
import { narrator } from './narrate.ts';
import { beginStage, playSteps } from './play.ts';
import { OUTSIDER } from './stage/scene.ts';
import type { Stage } from './stage/stage.ts';
import { Turns } from './visit/turns.ts';
import { visitOf } from './visit/visit.ts';

const STORY = join(import.meta.dirname, '../../docs/examples/story.yaml');
const SECOND_MS = 1000;

export interface StoryOptions {
  /** End after the story, instead of staying up until the signal. */
  readonly once: boolean;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Plays one packet on its whole way, visibly, and checks from outside that all of it held. Gives the exit code: 0 if
 * it did, 1 if not. The story's last lines name what was concluded and what was released; then its pages stay open.
 */
export async function playStory({ once, say, signal }: StoryOptions): Promise<0 | 1> {
  const story = readStory();
  say('GitHub and Sigstore are played by stand-ins on this machine; the bot is the real one and does not know.\n');
  const stage = await beginStage(story);
  try {
    const differences = await playSteps(stage, story, narrator(say), signal);
    for (const { expected, seen } of differences) say(`not as expected: expected ${expected}, seen ${seen}`);
    const whole = await checkFromOutside(stage, say);
    const held = whole && differences.length === 0 && !signal.aborted;
    for (const line of held ? endingOf(stage) : ['not all of it held']) say(line);
    if (!once && !signal.aborted) {
      const turns = new Turns();
      stage.github.receive(visitOf(stage, turns));
      sayAddresses(stage, say);
      await stayUp(stage, turns, signal);
    }
    return held ? 0 : 1;
  } finally {
    await stage.close();
  }
}

function readStory(): Rehearsal {
  const read = readRehearsal(STORY, readFileSync(STORY));
  if (!read.ok) throw new Error(`the story does not load: ${JSON.stringify(read.problems)}`);
  return read.value;
}

/** As an auditor would: a plain clone over HTTP, then nothing but the clone. */
async function checkFromOutside(stage: Stage, say: (line: string) => void): Promise<boolean> {
  const clone = join(stage.dir, 'outside');
  say(`\ngit clone ${urlFor(stage, '...')}`);
  await promisify(execFile)('git', ['clone', '--quiet', urlFor(stage, stage.tokenOf(OUTSIDER)), clone]);
  say('countersign ledger verify, offline, on that clone:');
  const report = await verifyClone(clone, { witnesses: [] });
  for (const line of auditText(report).split('\n')) say(`  ${line}`);
  const breaches = await auditStage(stage);
  for (const { expected, seen } of breaches) say(`not as expected: expected ${expected}, seen ${seen}`);
  return verdictOf(report) === 'whole' && report.seals > 0 && breaches.length === 0;
}

function endingOf({ record }: Stage): string[] {
  return record.entries.toReversed().flatMap((entry) => {
    if (entry.kind === 'concluded') return [sentence(entry)];
    if (entry.kind !== 'released') return [];
    const { packet, revision, digests } = entry.body;
    return [`released ${packet} revision ${revision} ${digests.revision}`];
  });
}

function sayAddresses(stage: Stage, say: (line: string) => void): void {
  say('\nIt stays up until you press Ctrl-C:');
  say(`  the pages, to act on         ${stage.github.origin}/${stage.governance}`);
  say(`  GitHub (REST, GraphQL, git)  ${stage.github.origin}/api/v3, /api/graphql, /${stage.governance}.git`);
  say(`  Sigstore                     ${stage.sigstore.url}`);
  say(`  the bot's webhooks           ${stage.github.webhook.url}`);
  say(`  clone as ${OUTSIDER}             git clone ${urlFor(stage, stage.tokenOf(OUTSIDER))}`);
  say(`  act as ann                   Authorization: Bearer ${stage.tokenOf('ann')}`);
}

/** A second of the world for each of ours, so that what is put off comes. */
async function stayUp(stage: Stage, turns: Turns, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await setTimeout(SECOND_MS, undefined, { signal }).catch(() => undefined);
    await turns.take(async () => {
      await stage.pass(SECOND_MS);
      await stage.settle();
    });
  }
}

function urlFor(stage: Stage, token: string): string {
  const { host } = new URL(stage.github.origin);
  return `http://${OUTSIDER}:${token}@${host}/${stage.governance}.git`;
}
