import { z } from 'zod';
import { branchName, by, pullName } from '../field.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';

const named = z.strictObject({ pull: pullName, by });
const PATCH = 'PATCH /repos/{owner}/{repo}/pulls/{number}';
const LOCK = '/repos/{owner}/{repo}/issues/{number}/lock';

export const retarget = stepKind(z.strictObject({ pull: pullName, by, base: branchName }), {
  tell: ({ by, pull, base }) => `${by} retargets ${pull} to ${base}`,
  play: async ({ stage }, { pull, by, base }) => {
    await stage.as(by, PATCH, { number: stage.pull(pull).number, base });
  },
});

export const close = stepKind(named, {
  tell: ({ by, pull }) => `${by} closes ${pull}`,
  play: async ({ stage }, { pull, by }) => {
    await stage.as(by, PATCH, { number: stage.pull(pull).number, state: 'closed' });
  },
});

export const reopen = stepKind(named, {
  tell: ({ by, pull }) => `${by} reopens ${pull}`,
  play: async ({ stage }, { pull, by }) => {
    await stage.as(by, PATCH, { number: stage.pull(pull).number, state: 'open' });
  },
});

export const draft = stepKind(named, {
  tell: ({ by, pull }) => `${by} turns ${pull} into a draft`,
  play: ({ stage }, { pull, by }) => setDraft(stage, pull, by, true),
});

export const ready = stepKind(named, {
  tell: ({ by, pull }) => `${by} marks ${pull} ready for review`,
  play: ({ stage }, { pull, by }) => setDraft(stage, pull, by, false),
});

export const lock = stepKind(named, {
  tell: ({ by, pull }) => `${by} locks the conversation of ${pull}`,
  play: async ({ stage }, { pull, by }) => {
    await stage.as(by, `PUT ${LOCK}`, { number: stage.pull(pull).number });
  },
});

/** GitHub has this in GraphQL only. */
function setDraft(stage: Stage, pull: string, by: string, isDraft: boolean): void {
  stage.github.acts.draft(stage.governance, stage.pull(pull).number, by, isDraft);
}
