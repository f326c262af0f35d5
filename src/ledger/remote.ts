import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';

/** Where a repository is cloned from, and as whom: `token` gives GitHub's, or null where none is needed. */
export interface Remote {
  readonly url: string;
  token(): Promise<string | null>;
}

const BRANCH = 'refs/heads/ledger';

/** Brings the branch `ledger` into the bare repository `dir`, which is made if need be, and gives its tip. */
export async function fetchLedger(dir: string, remote: Remote): Promise<string> {
  if (!existsSync(join(dir, 'HEAD'))) {
    await mkdir(dir, { recursive: true });
    await git(dir, ['init', '--quiet', '--bare']);
  }
  const settings = credentials(remote.url, await remote.token());
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', remote.url, `+${BRANCH}:${BRANCH}`];
  await git(dir, fetch, { settings, protocols: 'https:http' });
  return (await git(dir, ['rev-parse', BRANCH])).toString().trim();
}

/** The header goes to this origin only, so that a redirect does not carry the token elsewhere. */
function credentials(url: string, token: string | null): Record<string, string> {
  if (token === null) return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return { [`http.${new URL(url).origin}/.extraHeader`]: `Authorization: Basic ${basic}` };
}
