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
  const env = credentials(remote.url, await remote.token());
  const fetch = ['-c', 'gc.autoDetach=false', 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head'];
  await git(dir, [...fetch, remote.url, `+${BRANCH}:${BRANCH}`], { env });
  return (await git(dir, ['rev-parse', BRANCH])).toString().trim();
}

/**
 * git's settings by environment: an argument could be read by every process of the machine. The header goes to this
 * origin only, so that a redirect does not carry it elsewhere.
 */
function credentials(url: string, token: string | null): NodeJS.ProcessEnv {
  if (token === null) return {};
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  };
}
