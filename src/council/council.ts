import { z } from 'zod';
import { distinct, whenTyped } from '../document/checks.ts';
import { type Read, readDocument } from '../document/document.ts';
import { id, line, name, repository, repositoryName, team, teamName } from '../document/names.ts';
import { evidenceKind } from '../evidence/kind.ts';
import { duration, durationMs } from '../time/duration.ts';
import { endpoint } from './endpoint.ts';

/** What an option of a packet can be. */
export const OPTION_KINDS = ['wait', 'exception', 'escalate', 'other'] as const;

/** The id of a course of action that must not be taken: long enough to say what it is. */
export const blockedPathId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .meta({
    title: 'a name of lower-case letters, digits and hyphens',
    description: 'a letter first, at most 64 characters',
    examples: ['open-ended-waiver-reuse'],
  });

const personKeys = (min: number) => distinct(name, { min, max: 100 });
const repositories = (min: number) => distinct(repository, { min, max: 20, by: 'id' });
const teams = distinct(team, { max: 20, by: 'id' });

/** The file `policies/councils/<council>.yaml`. */
export const councilFile = z
  .strictObject({
    schema: z.literal('governance.v1.Council'),
    council: name.meta({ description: 'the name of the council, which is that of its file and its branch' }),
    title: line,
    scope: z.enum(['test', 'production']).meta({ description: 'how far a conclusion of this council reaches' }),
    owners: personKeys(1).meta({ description: 'who may approve the release of a packet, as keys of people.yaml' }),
    members: personKeys(1).meta({ description: 'who may sign its decisions, as keys of people.yaml' }),
    sovereigns: personKeys(0).meta({ description: 'who stands above the council, as keys of people.yaml' }),
    owner_approvals: z
      .int()
      .min(1)
      .max(100)
      .meta({
        title: 'a whole number, at least 1',
        description: 'how many owners must approve a revision: nothing is ever released without one',
        examples: [2],
      }),
    quorum: z
      .int()
      .min(2)
      .max(100)
      .meta({
        title: 'a whole number, at least 2',
        description: 'how many different people must sign the same outcome of a decision',
        examples: [2],
      }),
    required_roles: distinct(z.enum(['human', 'council', 'sovereign']), { max: 3 }).meta({
      description: 'roles that must be among those who signed a decision',
    }),
    assurance: z.enum(['review', 'review+keyless']).meta({
      description: "whether a review signs, or a review and the person's own Sigstore signature",
    }),
    owner_may_sign: z
      .boolean()
      .meta({ description: 'whether the owner who approved the release may sign the decision' }),
    allow_no_review_decision: z.literal(false).meta({
      description: 'written down so that auditors see it: without review nothing is decided, so only false is legal',
    }),
    review_window: z.strictObject({ shortest: duration, longest: duration }).meta({
      description: 'the limits of the review window that a packet may ask for',
    }),
    option_kinds: distinct(z.enum(OPTION_KINDS), { min: 1, max: OPTION_KINDS.length }).meta({
      description: 'the kinds of option that this council takes',
    }),
    blocked_paths: distinct(blockedPathId, { max: 32 }).meta({
      description: 'blocked paths that every packet for this council must name',
    }),
    required_evidence: distinct(evidenceKind, { max: 20 }).meta({
      description: 'the kinds of evidence that every packet for this council must cite',
    }),
    audience: z
      .strictObject({
        repositories: repositories(1),
        teams,
        webhooks: distinct(endpoint, { max: 10, by: 'id' }).optional().meta({
          description: 'systems that hear of a release by signed webhook',
        }),
      })
      .meta({ description: 'who may receive what this council is sent; a packet names a part of it' }),
    workspace: z.strictObject({ people: personKeys(0), teams }).meta({
      description: 'who may read the governance repository for the sake of this council',
    }),
    council_repository: z.strictObject({ name: repositoryName, id, mention: teamName }).meta({
      description: 'the repository of the audience that receives the issue, and the team that it mentions',
    }),
  })
  .superRefine((council, context) => {
    for (const { path, message } of contradictions(council)) context.addIssue({ code: 'custom', path, message });
  }, whenTyped);

type Deep<T> = { readonly [K in keyof T]: T[K] extends object ? Deep<T[K]> : T[K] };

/** Who decides, and the limits of what they can be asked. */
export type Council = Deep<z.infer<typeof councilFile>>;

/** Fields of which a value is a floor that nothing may lower. */
const FLOORS: readonly string[] = ['owner_approvals', 'quorum', 'allow_no_review_decision'];

/** Reads `policies/councils/<council>.yaml`. A floor that was lowered has the code `policy-weakened`. */
export function readCouncil(path: string, bytes: Uint8Array): Read<Council> {
  return readDocument<Council>(path, bytes, councilFile, undefined, (field) =>
    FLOORS.includes(field) ? 'policy-weakened' : undefined,
  );
}

interface Contradiction {
  readonly path: string[];
  readonly message: string;
}

/** What no field shows alone. A council that can never reach its own numbers would hold everything for ever. */
function* contradictions(council: Council): Generator<Contradiction> {
  const { owners, owner_approvals, members, sovereigns, quorum, review_window, audience, council_repository } = council;
  if (owners.length < owner_approvals) {
    const message = `expected at least ${owner_approvals} owners, as owner_approvals says, seen ${owners.length}`;
    yield { path: ['owners'], message };
  }
  const signers = new Set([...members, ...sovereigns]).size;
  if (signers < quorum) {
    const message = `expected at least ${quorum} members and sovereigns, as quorum says, seen ${signers}`;
    yield { path: ['members'], message };
  }
  const { shortest, longest } = review_window;
  if (durationMs(shortest) > durationMs(longest)) {
    const message = `expected at most ${longest}, the longest window, seen ${shortest}`;
    yield { path: ['review_window', 'shortest'], message };
  }
  const { name, id, mention } = council_repository;
  if (!audience.repositories.some((listed) => listed.id === id && listed.name === name)) {
    const message = `expected a repository of the audience, seen \`${name}\` with id ${id}`;
    yield { path: ['council_repository'], message };
  }
  const urls = (audience.webhooks ?? []).map(({ url }) => url);
  const twice = urls.findIndex((url, index) => urls.indexOf(url) !== index);
  if (twice !== -1) {
    const message = `expected each address once, seen \`${urls[twice]}\` again`;
    yield { path: ['audience', 'webhooks', String(twice)], message };
  }
  if (!audience.teams.some((listed) => listed.name === mention)) {
    const message = `expected a team of the audience, seen \`${mention}\``;
    yield { path: ['council_repository', 'mention'], message };
  }
}
