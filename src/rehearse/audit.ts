import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verdictOf } from '../audit/report.ts';
import { verifyClone } from '../audit/verify.ts';
import { branchOf } from '../council/branch.ts';
import type { Body } from '../ledger/entry.ts';
import { entryAt } from '../standin/github/git/tree.ts';
import { auditDecisions } from './audit-decisions.ts';
import { auditNotices } from './audit-notices.ts';
import { figuresOn } from './stage/delivered.ts';
import type { Stage } from './stage/stage.ts';

/** Something that must hold after every rehearsal, and does not. */
export interface Breach {
  readonly expected: string;
  readonly seen: string;
}

/**
 * What an outsider checks when all is over: the ledger of a plain clone verifies offline, every merge that the bot
 * asked for named the head, nothing happened that the ledger does not account for, a council's branch holds exactly
 * what was approved, nobody outside its audience was told of it, and what took effect was concluded.
 */
export async function auditStage(stage: Stage): Promise<Breach[]> {
  return [
    ...(await auditClone(stage)),
    ...auditMerges(stage),
    ...auditEffects(stage),
    ...auditTrees(stage),
    ...auditReleases(stage),
    ...auditNotices(stage),
    ...auditDecisions(stage),
  ];
}

async function auditClone(stage: Stage): Promise<Breach[]> {
  if (stage.repository.git.branch('ledger') === undefined) return [];
  const clone = join(stage.dir, 'clone');
  // `--shared` only spares the copying of objects: everything that is verified is read from the clone.
  const options = ['--quiet', '--shared', '--no-checkout'];
  await promisify(execFile)('git', ['clone', ...options, stage.repository.git.dir, clone]);
  const report = await verifyClone(clone, { witnesses: [] });
  if (verdictOf(report) === 'whole') return [];
  const [wrong] = report.problems;
  const [unchecked] = report.unchecked;
  const seen = wrong ? `${wrong.path}: expected ${wrong.expected}, seen ${wrong.seen}` : unchecked?.why;
  return [{ expected: 'a ledger that verifies on a clone', seen: seen ?? 'nothing' }];
}

/** A merge without the head that was judged would take whatever is there by then. */
function auditMerges(stage: Stage): Breach[] {
  const merges = stage.github.requests.filter(({ path, by }) => by === stage.bot && path.endsWith('/merge'));
  const heads = new Set(merging(stage).map(({ head }) => head));
  return merges.flatMap(({ path, json }) => {
    const sha = typeof json === 'object' && json !== null && 'sha' in json ? String(json.sha) : 'no sha';
    return heads.has(sha) ? [] : [{ expected: `${path} with the sha of an intent`, seen: sha }];
  });
}

/** Nothing that cannot be undone is in the world without an intent in the ledger, and nothing twice. */
function auditEffects(stage: Stage): Breach[] {
  const { app, repositories } = stage.github.world;
  const breach = (what: string) => ({ expected: 'an intent in the ledger for all that was done, once', seen: what });
  const merged = [...stage.repository.pulls.values()].filter((pull) => pull.merged?.by === app.account);
  const strange = merged.filter(({ number, head }) => {
    return !merging(stage).some((intent) => intent.pull === number && intent.head === head.sha);
  });
  const issues = [...repositories.values()].flatMap((repository) => [...repository.issues.values()]);
  const delivered = issues.filter(({ author, state }) => author === app.account && state === 'open');
  const markers = [...intents(stage, 'deliver').map(({ marker }) => marker), ...alarmMarkers(stage)];
  const known = delivered.map(({ body }) => {
    const [line = ''] = (body ?? '').split('\n');
    return markers.some((marker) => line.startsWith(`<!-- ${marker}`)) ? line : undefined;
  });
  const sealed = stage.sigstore.requests.some(({ service, status }) => service === 'fulcio' && status === 201);
  return [
    ...strange.map(({ number }) => breach(`#${number} was merged without one`)),
    ...(known.includes(undefined) ? [breach('an issue was opened without one')] : []),
    ...(new Set(known).size < known.length ? [breach('an issue stands twice')] : []),
    ...(sealed && intents(stage, 'seal').length === 0 ? [breach('something was sealed without one')] : []),
  ];
}

/** Every release brought exactly the folder of its head, whatever came to the branch afterwards. */
function auditTrees(stage: Stage): Breach[] {
  const { objects } = stage.repository.git;
  return stage.record.entries.flatMap((entry) => {
    if (entry.kind !== 'released') return [];
    const { merge, packet, pull, council } = entry.body;
    const head = stage.repository.pulls.get(pull)?.head.sha ?? '';
    const [base = ''] = objects.commit(merge)?.parents ?? [];
    const folder = (commit: string) => entryAt(objects, objects.commit(commit)?.tree ?? '', `packets/${packet}`)?.oid;
    const others = (commit: string) => {
      const root = objects.tree(objects.commit(commit)?.tree ?? '') ?? [];
      const packets = root.find(({ name }) => name === 'packets');
      const inside = packets === undefined ? [] : (objects.tree(packets.oid) ?? []);
      const names = [...root.filter((one) => one !== packets), ...inside.filter(({ name }) => name !== packet)];
      return names.map(({ mode, oid, name }) => `${mode} ${oid} ${name}`).join('\n');
    };
    const exact = folder(merge) === folder(head) && others(merge) === others(base);
    return exact
      ? []
      : [{ expected: `${branchOf(council)} to hold exactly what was approved`, seen: `${merge} differs` }];
  });
}

/** An alarm is of an incident in the ledger, or of the ledger itself. */
function alarmMarkers({ repository: { id }, record }: Stage): string[] {
  const incidents = record.entries.flatMap(({ kind, number }) => (kind === 'incident' ? [number] : []));
  return [...incidents.map((number) => `countersign:${id}:incident:${number} `), `countersign:${id}:ledger-broken:`];
}

/** What the ledger says more than once about a release agrees; else its figures would count it as inexact. */
function auditReleases(stage: Stage): Breach[] {
  return figuresOn(stage).exact.releases.flatMap(({ packet, revision, mismatches }) =>
    mismatches.map(({ what, expected, seen }) => ({
      expected: `${what} of ${packet} revision ${revision} to be ${expected}`,
      seen,
    })),
  );
}

type Intent = Body<'intent'>;

/** The intents to merge into a council's branch: packets, decisions and copies of CODEOWNERS. */
function merging(stage: Stage) {
  return [...intents(stage, 'merge'), ...intents(stage, 'merge-decision'), ...intents(stage, 'sync')];
}

/** The intents of this effect, open or not. */
function intents<E extends Intent['effect']>(stage: Stage, effect: E): Extract<Intent, { effect: E }>[] {
  const all = stage.record.entries.flatMap(({ kind, body }) => (kind === 'intent' ? [body] : []));
  return all.filter((intent): intent is Extract<Intent, { effect: E }> => intent.effect === effect);
}
