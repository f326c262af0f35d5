import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import { LedgerReader } from '../ledger/reader.ts';
import { statementBytes } from '../manifest/statement.ts';
import { EvidenceReader } from '../observe/evidence/reader.ts';
import { byPolicy } from '../observe/ledger.ts';
import { Observer } from '../observe/observe.ts';
import type { SealBundle } from '../seal/bundle.ts';
import { checkIntendedSeal, statementFor } from '../seal/intended.ts';
import { makeSeal } from '../seal/make.ts';
import { githubOf } from './github.ts';
import type { InputsOf } from './inputs.ts';
import { type Outcome, refused } from './outcome.ts';
import type { Runner } from './runner.ts';
import { AUDIENCE, requireClaims } from './seal/claims.ts';
import { judgeIntent, type SealAsked } from './seal/judge.ts';
import { NotSealed } from './seal/not-sealed.ts';
import { sealed } from './seal/outcome.ts';
import { rehearsedBy } from './seal/rehearsed.ts';
import { type Run, readRun } from './seal/run.ts';

const SERVICE_TIMEOUT_MS = 30_000;

/**
 * `seal`: seals what an open intent of the ledger asks for, if this workflow's own judgement is a go for the same.
 * Nobody is believed but main's rules, git and GitHub. Everything is checked before anything is signed, and what was
 * signed is checked before anybody can see it.
 */
export async function seal(inputs: InputsOf<'seal'>, runner: Runner): Promise<Outcome> {
  try {
    const run = readRun(runner.env);
    const github = githubOf(runner.env, inputs.token);
    const asked = await judgeIntent(Number(inputs.intent), run, await observerOf(run, github, inputs.token, runner));
    const bundle = await sealAsked(asked, run, runner);
    return sealed(asked, await upload(github, run, bundle));
  } catch (error) {
    if (error instanceof NotSealed) return refused('not sealed', error);
    throw error;
  }
}

/** The bot's own observer, with the job's token in the place of the App's. */
async function observerOf(run: Run, github: GitHub, token: string, { args }: Runner): Promise<Observer> {
  const { owner, name, repository: id, webUrl, apiUrl } = run;
  const ledger = new LedgerReader({
    repository: { id },
    remote: { url: `${webUrl}/${owner}/${name}.git`, token: async () => token },
    // Of its own: what an earlier step left behind is not believed.
    cache: await mkdtemp(join(run.temp, 'ledger-')),
  });
  const evidence = new EvidenceReader({ github: async () => github, apiUrl, webUrl, ...rehearsedBy(args) });
  // Who may read the repository is for the bot to judge: `contents: read` does not show it.
  const watched = { owner, name, appId: null, checkName: '', seesReaders: false };
  return new Observer(github, watched, byPolicy(ledger), (citation, policy) => evidence.read(citation, policy));
}

/** Seals the bytes that the entry gives, as this job, and checks the seal as everybody will. */
async function sealAsked({ effect, intent, rules }: SealAsked, run: Run, runner: Runner): Promise<SealBundle> {
  const place = { repository: run.repository, number: effect.number, hash: effect.hash };
  const token = await runner.idToken(AUDIENCE);
  requireClaims(token, rules.seal, run.workflowRef);
  const bundle = await makeSeal({
    statement: statementBytes(statementFor(intent, place)),
    signingConfig: JSON.parse(rules.signingConfig ?? 'null'),
    identityToken: async () => token,
    timeoutMs: SERVICE_TIMEOUT_MS,
  });
  const { seal: policy, trustedRoot } = rules;
  const proof = checkIntendedSeal({ bundle, intent, place, policy, trustedRoot });
  if (!proof.ok) throw new NotSealed(proof);
  return bundle;
}

/** Leaves the seal where the bot looks for it, and everybody else may. Gives GitHub's number of it. */
async function upload(github: GitHub, { owner, name }: Run, bundle: SealBundle): Promise<number> {
  const answer = await ask(github, 'POST /repos/{owner}/{repo}/attestations', { owner, repo: name, bundle });
  return expectShape(z.object({ id: z.number() }), 'attestation', answer.data).id;
}
