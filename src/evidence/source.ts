import type { Digest } from '../digest/digest.ts';
import { evidenceUri, GIT_ADDRESS } from './address.ts';
import type { Unproven } from './unproven.ts';

/** Where to look for what a citation names. */
export type Source =
  | { readonly from: 'file'; readonly url: string }
  | {
      readonly from: 'git';
      readonly owner: string;
      readonly name: string;
      /** A full ref (`refs/heads/main`) or the 40 hex digits of a commit. */
      readonly ref: string;
      readonly path: string;
    }
  | { readonly from: 'attestations'; readonly owner: string; readonly name: string; readonly digest: Digest }
  | { readonly from: 'check-run' | 'workflow-run'; readonly owner: string; readonly name: string; readonly id: number };

/** GitHub as the bot knows it, such as `https://api.github.com` and `https://github.com`. */
export interface GitHubPlace {
  readonly apiUrl: string;
  readonly webUrl: string;
}

const REPOSITORY = /^repos\/([A-Za-z0-9][A-Za-z0-9_-]{0,98})\/((?!\.{1,2}\/)[A-Za-z0-9._-]{1,100})\/(.+)$/;
const ATTESTATIONS = /^attestations\/(sha256:[0-9a-f]{64})$/;
const RUN = /^(check-runs|actions\/runs)\/([1-9]\d{0,15})$/;

/**
 * Where an address leads. One below GitHub's API is asked of GitHub, by the forms that
 * docs.github.com/rest gives ("List attestations", "Get a check run", "Get a workflow run") and no other; git is read
 * from this GitHub only; all else is a file, which only hosts of the policy may serve.
 */
export function sourceOf(uri: string, github: GitHubPlace): Source | { readonly refused: Unproven } {
  const form = evidenceUri.safeParse(uri);
  if (!form.success) return refused('an address of one of the forms for evidence', uri);
  if (uri.startsWith('git+')) return gitSource(uri, new URL(github.webUrl).host);
  const api = `${github.apiUrl.replace(/\/$/, '')}/`;
  return uri.startsWith(api) ? apiSource(uri.slice(api.length), uri) : { from: 'file', url: uri };
}

function gitSource(uri: string, host: string): Source | { readonly refused: Unproven } {
  const { owner, name, ref, path, ...parts } = GIT_ADDRESS.exec(uri)?.groups ?? {};
  if (owner === undefined || name === undefined || ref === undefined || path === undefined || parts.host !== host)
    return refused(`a git repository on \`${host}\``, uri);
  return { from: 'git', owner, name, ref, path };
}

function apiSource(path: string, uri: string): Source | { readonly refused: Unproven } {
  const [, owner, name, rest = ''] = REPOSITORY.exec(path) ?? [];
  if (owner === undefined || name === undefined) return refused(API_FORMS, uri);
  const digest = ATTESTATIONS.exec(rest)?.[1];
  if (digest !== undefined) return { from: 'attestations', owner, name, digest: `sha256:${digest.slice(7)}` };
  const [, what, number] = RUN.exec(rest) ?? [];
  if (!Number.isSafeInteger(Number(number))) return refused(API_FORMS, uri);
  return { from: what === 'check-runs' ? 'check-run' : 'workflow-run', owner, name, id: Number(number) };
}

const API_FORMS =
  "`attestations/sha256:<digest>`, `check-runs/<id>` or `actions/runs/<id>` of a repository in GitHub's API";

function refused(expected: string, seen: string): { readonly refused: Unproven } {
  const hint = 'docs/evidence.md lists the forms of an address';
  return { refused: { code: 'attestation-invalid', expected, seen: `\`${seen.slice(0, 200)}\``, hint } };
}
