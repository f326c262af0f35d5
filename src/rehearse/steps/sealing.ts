import { z } from 'zod';
import { id } from '../../document/names.ts';
import { type EntryOf, entryBytes, entryHash } from '../../ledger/entry.ts';
import { statementBytes } from '../../manifest/statement.ts';
import { statementFor } from '../../seal/intended.ts';
import { makeSeal } from '../../seal/make.ts';
import { type Job, jobIdentity } from '../../standin/sigstore/actions-token.ts';
import { startSigstore } from '../../standin/sigstore/sigstore.ts';
import { branchName, by, pullName } from '../field.ts';
import { sharedKeys } from '../stage/keys.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';

const FILE = 'seal.yml';
const entryNumber = z.int().min(0).max(999_999);

const dispatching = z
  .strictObject({
    by,
    pull: pullName.optional().meta({ description: 'the seal that was intended last for it' }),
    intent: entryNumber.optional().meta({ description: 'or any number' }),
    ref: branchName.optional().meta({ description: 'the branch of the workflow; main unless given' }),
  })
  .refine(({ pull, intent }) => (pull === undefined) !== (intent === undefined), {
    error: 'expected `pull` or `intent`, and not both',
  });

/** Somebody else than the bot asks for a run of the sealing workflow. */
export const dispatch = stepKind(dispatching, {
  tell: ({ by, pull, intent, ref = 'main' }) => `${by} dispatches the sealing workflow on ${ref} for ${pull ?? intent}`,
  play: async ({ stage }, { by, pull, intent, ref = 'main' }) => {
    const number = pull === undefined ? intent : intentOf(stage, pull).number;
    const inputs = { intent: String(number) };
    await stage.as(by, 'POST /repos/{owner}/{repo}/actions/workflows/{file}/dispatches', { file: FILE, ref, inputs });
  },
});

const runner = z.enum(['github-hosted', 'self-hosted']);
const signer = z.strictObject({
  repository: id.optional().meta({ description: 'the id of the repository' }),
  ref: branchName.optional(),
  event: z.string().optional(),
  runner: runner.optional(),
});

/** Somebody makes the seal elsewhere, and leaves it where the bot looks. */
export const attest = stepKind(
  z.strictObject({
    pull: pullName,
    by,
    as: signer.meta({ description: 'how the signing job differs from the right one' }),
  }),
  {
    tell: ({ by, pull, as }) => `${by} leaves a seal for ${pull}, made as ${JSON.stringify(as)}`,
    play: async ({ stage }, { pull, by, as }) => {
      const bundle = await sealElsewhere(stage, intentOf(stage, pull), jobOf(stage, as));
      await stage.as(by, 'POST /repos/{owner}/{repo}/attestations', { bundle });
    },
  },
);

/** What GitHub Actions does from now on. */
export const actions = stepKind(
  z.strictObject({
    paused: z.boolean().optional().meta({ description: 'runs wait until it goes on' }),
    runner: runner.optional().meta({ description: 'whose machines the runs get' }),
    tells: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'variables that such a machine gives its jobs, true or not' }),
  }),
  {
    takesTime: false,
    tell: (step) => `from now on Actions is otherwise: ${JSON.stringify(step)}`,
    play: ({ stage }, { paused, runner, tells }) => {
      if (stage.actions === null) throw new RangeError('no workflow seals in this world: `sealing: workflow`');
      if (paused !== undefined) stage.actions.paused = paused;
      if (runner !== undefined) stage.actions.runner = runner;
      if (tells !== undefined) stage.actions.environment = tells;
    },
  },
);

type SealIntent = EntryOf<'intent'> & { readonly body: { readonly effect: 'seal' | 'seal-conclusion' } };

function intentOf(stage: Stage, pull: string): SealIntent {
  const { number } = stage.pull(pull);
  const found = stage.record.entries.findLast(
    (entry): entry is SealIntent =>
      entry.kind === 'intent' &&
      (entry.body.effect === 'seal' || entry.body.effect === 'seal-conclusion') &&
      entry.body.pull === number,
  );
  if (found === undefined) throw new RangeError(`no seal was intended for \`${pull}\``);
  return found;
}

function jobOf(stage: Stage, as: z.infer<typeof signer>): Job {
  const { repository } = stage;
  return {
    repository: stage.governance,
    repositoryId: as.repository ?? repository.id,
    ownerId: repository.owner,
    visibility: 'private',
    ref: `refs/heads/${as.ref ?? 'main'}`,
    sha: repository.git.branch('main') ?? '',
    workflow: { name: 'seal', path: `.github/workflows/${FILE}` },
    event: as.event ?? 'workflow_dispatch',
    actor: { login: stage.bot, id: stage.github.world.app.account },
    run: { id: 1, number: 1, attempt: 1 },
    runner: as.runner ?? 'github-hosted',
  };
}

/** With the keys of this world's Sigstore, and not at it: what is asked of that one is counted. */
async function sealElsewhere(stage: Stage, { number, body, ...entry }: SealIntent, job: Job) {
  const hash = entryHash(entryBytes({ number, body, ...entry }));
  const statement = statementBytes(statementFor(body, { repository: stage.repository.id, number, hash }));
  const sigstore = await startSigstore({ clock: stage.clock, instance: sharedKeys().sigstore, log: 'none' });
  try {
    const identityToken = async () => sigstore.issueToken(jobIdentity(job));
    return await makeSeal({ statement, signingConfig: sigstore.signingConfig, identityToken, timeoutMs: 10_000 });
  } finally {
    await sigstore.close();
  }
}
