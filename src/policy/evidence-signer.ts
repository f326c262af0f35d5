import { z } from 'zod';
import { httpsUrl, id } from '../document/names.ts';

/** A text that is compared letter by letter, and has none of the signs by which people write patterns. */
const exactly = z
  .string()
  .max(500)
  .regex(/^[^\s*^$|\\(){}[\]]+$/)
  .meta({
    title: 'an exact identity without spaces',
    description: 'the subject alternative name of the certificate, letter by letter: no pattern and no sign of one',
    examples: ['https://github.com/acme/rebuilder/.github/workflows/rebuild.yml@refs/heads/main'],
  });

/** Who issues tokens to the jobs of GitHub Actions: github.com, an enterprise's own address there, a GitHub server. */
const ACTIONS_ISSUER = /^https:\/\/(?:token\.actions\.|[^/]+\/_services\/token(?:\/|$))/;

/** Who may sign evidence. Each line must equal what the certificate says; a line that is left out asks nothing. */
export const evidenceSigner = z
  .strictObject({
    identity: exactly,
    issuer: httpsUrl.meta({
      title: 'the exact issuer',
      description: 'who says that it is this identity, exactly as the certificate names it',
      examples: ['https://token.actions.githubusercontent.com'],
    }),
    repository: id.optional().meta({ description: 'the id of the repository whose workflow signed' }),
    runner: z.enum(['github-hosted', 'self-hosted']).optional(),
    trigger: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional()
      .meta({ title: 'an event', description: 'what started the workflow', examples: ['push'] }),
    ref: z
      .string()
      .regex(/^refs\/(?:heads|tags)\/[A-Za-z0-9._/+-]{1,200}$/)
      .optional()
      .meta({ title: 'a full ref', description: 'what the workflow ran for', examples: ['refs/heads/main'] }),
    profile: z.enum(['private', 'public']).meta({
      description: 'public: a transparency log must have it; private: only the logs that the trusted root names',
    }),
    trusted_root: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,63}\.json$/)
      .meta({
        title: 'a file name',
        description: 'the Sigstore trusted root, a file beside this one',
        examples: ['trusted-root.json'],
      }),
  })
  .superRefine(({ issuer, repository }, context) => {
    if (repository !== undefined || !ACTIONS_ISSUER.test(issuer)) return;
    const message = 'expected `repository` beside an identity of GitHub Actions, seen none';
    const hint = 'a reusable workflow has the same identity in every repository that calls it: name the id of the one';
    context.addIssue({ code: 'custom', path: ['repository'], message, params: { hint } });
  });
export type EvidenceSigner = Readonly<z.infer<typeof evidenceSigner>>;
