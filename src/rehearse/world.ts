import { z } from 'zod';
import { id, login, teamName } from '../document/names.ts';
import { evidenceKind } from '../evidence/kind.ts';
import { overlay, repositoryPath } from './field.ts';

const permission = z.enum(['none', 'read', 'write', 'admin']);

/** An account that the reference world does not have, or has otherwise. */
const account = z.strictObject({
  id: id.meta({ description: 'the number of the account, which no other has', examples: [3003] }),
  type: z
    .enum(['User', 'Bot'])
    .optional()
    .meta({ description: '`User` unless given; `Bot` for the account of an App' }),
  permission: permission.optional().meta({ description: 'in the governance repository; `write` unless given' }),
});

const subjectText = z.string().regex(/^(sha256:[0-9a-f]{64}|gitCommit:[0-9a-f]{40})$/);

/** How the evidence that the example packet cites differs from what it should be. */
const evidenceEdits = z
  .partialRecord(
    evidenceKind,
    z.strictObject({
      signer: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .meta({ description: 'who signed it; whom the policy names unless given' }),
      type: z.string().min(1).max(500).optional().meta({ description: 'its predicate type' }),
      subjects: z.array(subjectText).min(1).max(10).optional().meta({ description: 'what it speaks of' }),
      says: overlay.optional().meta({ description: 'laid over its predicate' }),
      at: z
        .enum(['host', 'github'])
        .optional()
        .meta({ description: "where it stands: on a host of the policy unless given, or in GitHub's attestations" }),
    }),
  )
  .meta({ description: 'evidence that the example packet cites, by kind, as far as it is not as it should be' });
export type EvidenceEdits = z.infer<typeof evidenceEdits>;

/** What a file on `main` is: its whole text, a mapping laid over the reference file, or null for none. */
export const fileEdit = z
  .union([z.string(), z.null(), overlay])
  .meta({ title: 'text, a mapping that is laid over the file, or null for no file' });
export type FileEdit = z.infer<typeof fileEdit>;

export const worldPart = z
  .strictObject({
    accounts: z
      .record(login, account)
      .optional()
      .meta({ description: 'accounts beside those of policies/people.yaml, `admin` and the outsider `mallory`' }),
    teams: z
      .record(teamName, z.array(login).max(100))
      .optional()
      .meta({ description: 'who is in a team; a team that no policy names is made' }),
    evidence: evidenceEdits.optional(),
    sealing: z
      .enum(['in-process', 'workflow'])
      .optional()
      .meta({ description: 'who makes seals, the bot or a workflow on main; as the policies say unless given' }),
    files: z.record(repositoryPath, fileEdit).optional().meta({ description: 'files on `main`, by path' }),
  })
  .meta({ description: 'how the world differs from the reference world' });

/** How a rehearsal's world differs from the reference world. */
export type WorldPart = z.infer<typeof worldPart>;
