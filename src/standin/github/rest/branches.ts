import type { components } from '@octokit/openapi-types';
import { notFound, Refused } from '../refused.ts';
import { rulesFor } from '../rules/match.ts';
import { commitShape } from '../shape/commit.ts';
import { apiUrl, htmlUrl } from '../shape/repository.ts';
import type { Repository, World } from '../world.ts';
import { inRepository, ok, type Route } from './call.ts';
import { paged } from './paging.ts';

const ADMIN = { app: ['administration:read'], person: 'admin' } as const;
const READ = { app: ['contents:read'], person: 'read' } as const;

export const branches: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/branches', READ, (call) => {
    const heads = call.repository.git.refs('refs/heads/');
    return paged(call, heads, ([ref, sha]) => shortBranch(call.world, call.repository, ref, sha));
  }),
  // Rulesets are modelled, the older branch protection is not: no branch here has any, in GitHub's words.
  inRepository('GET /repos/{owner}/{repo}/branches/{branch+}/protection', ADMIN, ({ repository, params }) => {
    const there = repository.git.branch(params.branch ?? '') !== undefined;
    throw new Refused(404, there ? 'Branch not protected' : 'Branch not found');
  }),
  inRepository('GET /repos/{owner}/{repo}/branches/{branch+}', READ, ({ world, repository, params }) => {
    const name = params.branch ?? '';
    const sha = repository.git.branch(name);
    if (sha === undefined) throw notFound();
    return ok(branch(world, repository, name, sha));
  }),
];

function shortBranch(
  world: World,
  repository: Repository,
  ref: string,
  sha: string,
): components['schemas']['short-branch'] {
  const url = `${apiUrl(world, repository)}/commits/${sha}`;
  return {
    name: ref.slice('refs/heads/'.length),
    commit: { sha, url },
    protected: rulesFor(repository, ref).length > 0,
  };
}

function branch(
  world: World,
  repository: Repository,
  name: string,
  sha: string,
): components['schemas']['branch-with-protection'] {
  const url = `${apiUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
  return {
    name,
    commit: commitShape(world, repository, sha),
    _links: { self: url, html: `${htmlUrl(world, repository)}/tree/${name}` },
    protected: rulesFor(repository, `refs/heads/${name}`).length > 0,
    // Rulesets are not branch protection: that object stays empty beside them.
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${url}/protection`,
  };
}
