import { z } from 'zod';
import type { Outcome } from '../../decision/outcome.ts';
import { by, headName, pullName } from '../field.ts';
import { decisionOn } from '../stage/decision.ts';
import { keylessBody } from '../stage/keyless.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { rulesOnMain } from './policy.ts';
import { headOf } from './pull.ts';

const option = z
  .string()
  .min(1)
  .max(100)
  .meta({ title: 'the id of an option, or `reject`', description: 'any text: also what nobody can sign' });

const identity = z.strictObject({ identity: z.string().min(1).max(500), issuer: z.string().min(1).max(500) });

const signing = z.strictObject({
  pull: pullName,
  by,
  option,
  keyless: z
    .union([z.literal(true), identity])
    .optional()
    .meta({
      title: '`true`, or {identity, issuer}',
      description: 'signs with a Sigstore identity, too: the one that policies/people.yaml lists, or another',
    }),
  at: headName.optional().meta({ description: 'an earlier head, as from a page that was left open' }),
});

export const sign = stepKind(signing, {
  tell: ({ by, pull, option, keyless }) => `${by} signs ${option} on ${pull}${keyless ? ' with Sigstore' : ''}`,
  play: async ({ stage }, step) => {
    const { pull, by, at } = step;
    const staged = stage.pull(pull);
    await stage.as(by, 'POST /repos/{owner}/{repo}/pulls/{number}/reviews', {
      number: staged.number,
      event: 'APPROVE',
      body: await bodyOf(stage, step),
      ...(at !== undefined && { commit_id: headOf(staged, at) }),
    });
  },
});

async function bodyOf(stage: Stage, { pull, by, option, keyless }: z.infer<typeof signing>): Promise<string> {
  if (keyless === undefined) return `/countersign sign ${option}`;
  const outcome: Outcome = option === 'reject' ? { verdict: 'reject' } : { verdict: 'approve', option };
  const signer = keyless === true ? identityOf(stage, by) : keyless;
  return keylessBody(stage, decisionOn(stage, pull), outcome, signer);
}

/** The first identity of whoever has this account. */
function identityOf(stage: Stage, by: string): z.infer<typeof identity> {
  const { people } = rulesOnMain(stage).people;
  const person = Object.values(people).find(({ accounts }) => accounts.some(({ login }) => login === by));
  const [listed] = person?.identities ?? [];
  if (listed === undefined) throw new RangeError(`policies/people.yaml lists no identity of \`${by}\``);
  return { identity: listed.subject, issuer: listed.issuer };
}

export const conclude = stepKind(z.strictObject({ pull: pullName, by }), {
  tell: ({ by, pull }) => `${by} asks to conclude ${pull}`,
  play: async ({ stage }, { pull, by }) => {
    const { number } = stage.pull(pull);
    await stage.as(by, 'POST /repos/{owner}/{repo}/issues/{number}/comments', {
      number,
      body: '/countersign conclude',
    });
  },
});
