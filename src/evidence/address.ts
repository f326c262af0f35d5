import { z } from 'zod';

/** A file in a git repository: `git+https://<host>/<owner>/<name>.git@<full ref or commit>#<path>`. */
export const GIT_ADDRESS =
  /^git\+https:\/\/(?<host>[a-z0-9.-]+(?::\d{1,5})?)\/(?<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,98})\/(?<name>(?!\.{1,2}\.git@)[A-Za-z0-9._-]{1,100})\.git@(?<ref>[0-9a-f]{40}|refs(?:\/(?!\.)(?![A-Za-z0-9._+-]*(?:\.\.|\.lock(?![A-Za-z0-9._+-])))[A-Za-z0-9._+-]+){2,})#(?<path>(?!\.{1,2}(?:\/|$))[A-Za-z0-9._@+=,~-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._@+=,~-]+)*)$/;

const FORM = new RegExp(`^https://[a-z0-9.-]+(?::\\d{1,5})?/[!-~]+$|${GIT_ADDRESS.source}`);

/** Where evidence stands. Written in one way only, so that what is checked is what is asked. */
export const evidenceUri = z
  .string()
  .max(2000)
  .regex(FORM)
  .superRefine((uri, context) => {
    const plain = plainForm(uri);
    if (plain === uri || !FORM.test(uri)) return;
    const message = `expected an address as it is asked for, seen \`${uri.slice(0, 120)}\``;
    const hint = plain === undefined ? 'no server has such an address' : `write \`${plain.slice(0, 200)}\``;
    context.addIssue({ code: 'custom', message, params: { hint } });
  })
  .meta({
    title: 'the address of evidence',
    description:
      '`https://<host>/<path>`, or `git+https://<host>/<owner>/<repository>.git@<full ref or commit>#<path>`; lower-case host, no credentials',
    examples: ['git+https://github.com/acme/evidence.git@refs/heads/main#rebuilds/2026.47.sigstore.json'],
  });

/** The address as a server is asked for it: no fragment, no default port, no `..`; undefined where it is none. */
function plainForm(uri: string): string | undefined {
  if (uri.startsWith('git+')) return uri;
  if (!URL.canParse(uri)) return undefined;
  const url = new URL(uri);
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}
