import { z } from 'zod';
import type { Council } from '../council/council.ts';
import { whenTyped } from '../document/checks.ts';
import { type Read, readDocument } from '../document/document.ts';
import { digest, name, text } from '../document/names.ts';
import type { ProblemCode } from '../document/problem.ts';
import { packetFile } from '../packet/packet.ts';
import { soundsLikeVerdict } from './verdict-word.ts';

/** How far a proposal is. None of them is a verdict: what people conclude stands in the ledger, not in a file. */
export const STATUSES = ['proposed', 'draft', 'needs_changes'] as const;

/** The file `decisions/<packet>/r<revision>-d<n>.yaml`. */
export const decisionFile = z
  .strictObject({
    schema: z.literal('governance.v1.Decision'),
    packet: packetFile.shape.id.meta({
      ...packetFile.shape.id.meta(),
      description: 'the released packet that it is about, which is the name of its folder',
    }),
    revision: packetFile.shape.revision.meta({
      ...packetFile.shape.revision.meta(),
      description: 'the released revision of the packet, as in the name of the file',
    }),
    decision: z
      .int()
      .min(1)
      .max(100_000)
      .meta({
        title: 'a whole number, at least 1',
        description: 'one more than that of the last concluded decision about this revision',
        examples: [1],
      }),
    decision_kind: z.literal('proposed').meta({ description: 'a file only ever proposes' }),
    status: z
      .enum(STATUSES)
      .meta({ description: 'only `proposed` can be signed; what people conclude is not written here' }),
    author_kind: z
      .enum(['automated_agent', 'person'])
      .meta({ description: 'what opened the pull request: an App, a bot or a listed agent, or a person' }),
    cross_signed: z
      .literal(false)
      .meta({ description: 'people sign by reviews of the pull request, never in the file' }),
    scope: z
      .enum(['production_candidate', 'test'])
      .meta({ description: 'production_candidate for a council of scope production, test for one of scope test' }),
    manifest: digest.meta({
      ...digest.meta(),
      description: 'the sealed manifest of the release, `sha256:` and 64 hex digits',
    }),
    requester: name
      .meta({
        description: 'the person who asks, as a key of people.yaml; needed where an agent opens the pull request',
      })
      .optional(),
    rationale: text.meta({ ...text.meta(), description: 'why the council should decide, at most 10000 characters' }),
  })
  .superRefine(({ author_kind, requester }, context) => {
    const message = 'expected `requester`, since an agent opened it, seen nothing';
    if (author_kind === 'automated_agent' && requester === undefined)
      context.addIssue({ code: 'custom', path: ['requester'], message, params: { hint: 'name the person who asks' } });
  }, whenTyped);

/** A proposal to a council to decide about one released revision, as its file states it. */
export type Decision = Readonly<z.infer<typeof decisionFile>>;

/** What a decision of a council of this scope names as its own: a proposal reaches nothing yet. */
export function scopeFor(scope: Council['scope']): Decision['scope'] {
  return scope === 'production' ? 'production_candidate' : 'test';
}

/** Fields of which any other value claims what only people conclude; the rest of the file's own fields do not. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  ...Object.fromEntries(Object.keys(decisionFile.shape).map((field) => [field, 'schema' as const])),
  decision_kind: 'verdict-not-permitted',
  status: 'verdict-not-permitted',
  cross_signed: 'verdict-not-permitted',
  manifest: 'manifest-missing',
};

/**
 * Reads the file of a decision; whether it stands where it says is for the caller to compare. What asks for a verdict
 * in any spelling has the code `verdict-not-permitted`, and what binds no manifest `manifest-missing`.
 */
export function readDecision(path: string, bytes: Uint8Array): Read<Decision> {
  return readDocument(path, bytes, decisionFile, undefined, (field) => {
    if (Object.hasOwn(CODES, field)) return CODES[field];
    return soundsLikeVerdict(field) ? 'verdict-not-permitted' : undefined;
  });
}
