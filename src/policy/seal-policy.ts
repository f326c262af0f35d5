import { z } from 'zod';
import { type Read, readDocument } from '../document/document.ts';
import { httpsUrl, id } from '../document/names.ts';

/** As long as GitHub's longest names make it. */
const uri = z.string().max(500).regex(/^\S+$/);

/** A JSON file beside `seal.yaml`, by its name alone. */
const jsonFile = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}\.json$/)
  .meta({ title: 'a file name' });

/** The workflow of the governance repository that seals in the bot's place. */
const workflow = z.strictObject({
  file: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\.ya?ml$/)
    .meta({ title: 'a file name', description: 'a file in .github/workflows/', examples: ['seal.yml'] }),
  repository: id.meta({ description: 'the id of the governance repository, in which alone this workflow seals' }),
});

const fields = z.strictObject({
  schema: z.literal('governance.v1.SealPolicy'),
  profile: z.enum(['private', 'public']).meta({
    description:
      'private: your own Sigstore, timestamped, no public log; public: the public-good one, where names become public',
  }),
  identity: uri.meta({
    title: 'the exact identity of the sealer',
    description: 'the subject alternative name of the certificate, exactly: no pattern',
    examples: ['https://countersign.acme.example/sealer'],
  }),
  issuer: httpsUrl.meta({
    title: 'the exact issuer',
    description: 'who says that it is this identity, exactly as the certificate names it',
    examples: ['https://token.actions.githubusercontent.com'],
  }),
  trusted_root: jsonFile.meta({
    title: 'a file name',
    description: 'the Sigstore trusted root, a file beside this one',
    examples: ['trusted-root.json'],
  }),
  workflow: workflow.optional().meta({
    description: 'seals are made by this workflow on main, which judges by itself; without it the bot makes them',
  }),
  signing_config: jsonFile.optional().meta({
    title: 'a file name',
    description: 'the Sigstore signing configuration that the workflow uses, a file beside this one',
    examples: ['signing-config.json'],
  }),
});

/** The file `policies/seal.yaml`. */
export const sealPolicyFile = fields.superRefine(({ workflow, signing_config, identity }, context) => {
  const complain = (at: keyof z.infer<typeof fields>, message: string, hint: string) =>
    context.addIssue({ code: 'custom', path: [at], message, params: { hint } });
  if (workflow === undefined) {
    if (signing_config !== undefined)
      complain(
        'signing_config',
        'expected no `signing_config` without `workflow`, seen one',
        'a bot that seals by itself takes it from the setting SIGSTORE_SIGNING_CONFIG',
      );
    return;
  }
  if (signing_config === undefined)
    complain(
      'workflow',
      'expected `signing_config` beside `workflow`, seen none',
      'name the file with the Sigstore services that the workflow asks, such as `signing-config.json`',
    );
  const end = workflowPath(workflow.file);
  if (!identity.endsWith(end))
    complain(
      'identity',
      `\`identity\`: expected the workflow on main, \`https://<host>/<owner>/<name>${end}\`, seen another`,
      'as the certificates of GitHub Actions name it',
    );
});

/** How GitHub's certificates end that name a workflow as it stands on main. */
function workflowPath(file: string): string {
  return `/.github/workflows/${file}@refs/heads/main`;
}

/** Whose seal counts, and by which roots it is verified. */
export type SealPolicy = z.infer<typeof sealPolicyFile>;

/** Reads `policies/seal.yaml`. */
export function readSealPolicy(path: string, bytes: Uint8Array): Read<SealPolicy> {
  return readDocument(path, bytes, sealPolicyFile);
}
