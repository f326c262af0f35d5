import { z } from 'zod';
import { askGraphql, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { teamsNamed } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Exposure, Heard, RecipientSeen, Visibility } from '../verify/exposure.ts';
import type { RulesSeen } from '../verify/observation/rules.ts';
import type { Read } from '../verify/observation.ts';
import { loadedRules } from '../verify/rules.ts';
import type { Place } from './blob.ts';
import { readCopies } from './copies.ts';
import { isAboutReaders, READERS, readersShape, readReaders } from './readers.ts';
import { reading } from './reading.ts';
import { teamFields, teamShape, teamsSeen } from './team.ts';

const FORKS = 100;

const owner = z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() });
const governance = z.object({
  ...readersShape,
  databaseId: z.number(),
  nameWithOwner: z.string(),
  forkCount: z.number(),
  forks: z.object({ nodes: z.array(z.object({ databaseId: z.number(), nameWithOwner: z.string(), owner })) }),
});
const recipient = z
  .object({ databaseId: z.number(), nameWithOwner: z.string(), visibility: readersShape.visibility })
  .nullable();

/**
 * Reads in one request how far the governance repository and those of the audiences have spread, and asks then who
 * else may read and where released files turned up. `unread` when GitHub does not answer; throws `Unanswered` when it
 * asks to wait.
 */
export function readExposure(
  github: GitHub,
  place: Place,
  { rules: seen, ledger, heard }: { rules: Read<RulesSeen>; ledger: LedgerFacts; heard: readonly Heard[] },
): Promise<Read<Exposure>> {
  return reading(async () => {
    const rules = loadedRules(seen);
    const teams = teamsNamed(rules);
    const audience = recipientsOf(rules);
    const query = `query Exposure($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { databaseId nameWithOwner forkCount
    forks(first: ${FORKS}) { nodes { databaseId nameWithOwner
      owner { __typename login ... on User { databaseId } ... on Organization { databaseId } } } }
    ${READERS} }
  ${audience.map(({ name }, index) => recipientField(name, index)).join('\n  ')}
  ${teamFields(teams)}
}`;
    const answer = await askGraphql(github, query, { owner: place.owner, name: place.name });
    const wrong = answer.errors.find(
      (error) => !isAboutReaders(error) && !/^(team|recipient)\d+$/.test(String(error.path?.[0])),
    );
    if (wrong) throw new Unanswered(`exposure: ${wrong.message}`);
    const shown = expectShape(z.object({ repository: governance }), 'exposure', answer.data).repository;
    const expected = [shown.databaseId, ...shown.forks.nodes.map((fork) => fork.databaseId)];
    const others = expectShape(z.record(z.string(), z.unknown()), 'exposure', answer.data);
    return {
      governance: {
        name: shown.nameWithOwner,
        readers: await reading(() => readReaders(github, place, shown)),
        forkCount: shown.forkCount,
        forks: shown.forks.nodes.map(({ databaseId, nameWithOwner, owner }) => ({
          id: databaseId,
          name: nameWithOwner,
          owner: { id: owner.databaseId ?? null, login: owner.login, type: owner.__typename },
        })),
      },
      teams: teamsSeen(teamsIn(others), teams),
      audience: audience.map((named, index) => recipientSeen(named, others[`recipient${index}`])),
      // Forks hold all objects of what they were forked from, and are told of as forks.
      copies: await reading(() => readCopies(github, place, new Set(expected), ledger)),
      heard,
    };
  });
}

/** The repositories that audiences name, each once. */
function recipientsOf(rules: LoadedRules) {
  if (!rules.ok) return [];
  const named = Object.values(rules.rules.councils).flatMap(({ audience }) => audience.repositories);
  return [...new Map(named.map((one) => [one.id, one])).values()];
}

function recipientField(full: string, index: number): string {
  const [owner = '', name = ''] = full.split('/');
  return `recipient${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) {
    databaseId nameWithOwner visibility }`;
}

function recipientSeen({ id, name }: { id: number; name: string }, answer: unknown): RecipientSeen {
  const seen = expectShape(recipient, `repository ${name}`, answer);
  return {
    id,
    name,
    seen: seen && {
      id: seen.databaseId,
      name: seen.nameWithOwner,
      visibility: seen.visibility.toLowerCase() as Visibility,
    },
  };
}

function teamsIn(answer: Readonly<Record<string, unknown>>): Record<string, z.infer<typeof teamShape>> {
  const teams = Object.entries(answer).filter(([alias]) => /^team\d+$/.test(alias));
  return Object.fromEntries(teams.map(([alias, team]) => [alias, expectShape(teamShape, alias, team)]));
}
