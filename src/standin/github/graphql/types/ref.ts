import { demand } from '../../access.ts';
import { rulesFor } from '../../rules/match.ts';
import type { Repository, Viewer, World } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import type { Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { inaccessible } from '../refusal.ts';
import { gitObject } from './git-object.ts';
import { PULLS, type PullFilter, pullsOf } from './pulls.ts';
import type { RuleIn } from './rule.ts';

export interface RefIn {
  readonly repository: Repository;
  /** Full name, `refs/heads/...`. */
  readonly name: string;
}

/** A branch, tag or other ref by its full or short name; null when there is none. */
export function refOf(repository: Repository, name: string): RefIn | null {
  const full = [name, `refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`];
  const found = full.find((candidate) => repository.git.ref(candidate) !== undefined);
  return found === undefined ? null : { repository, name: found };
}

export const REF: Fields<RefIn> = {
  id: ({ repository, name }) => nodeId('Ref', repository.id, name),
  name: ({ name }) => name.slice(prefixOf(name).length),
  prefix: ({ name }) => prefixOf(name),
  repository: ({ repository }) => repository,
  target: ({ repository, name }) => gitObject(repository, repository.git.ref(name) ?? ''),
  /** Rulesets are modelled, the older branch protection is not: no ref here has any. */
  branchProtectionRule: () => null,
  rules: ({ repository, name }, page: Page, { world, viewer }, info) => {
    if (rulesHidden(world, viewer)) throw inaccessible();
    return connection(
      rulesFor(repository, name).map((applied): RuleIn => ({ repository, ...applied })),
      page,
      info,
    );
  },
  associatedPullRequests: ({ repository, name }, args: PullFilter & Page, { world, viewer }, info) => {
    demand(world, viewer, repository, PULLS);
    return connection(pullsOf(repository, { ...args, headRefName: name.slice(prefixOf(name).length) }), args, info);
  },
};

function rulesHidden({ rulesetAnswers, app }: World, viewer: Viewer): boolean {
  if (viewer.kind !== 'installation' || rulesetAnswers.rulesHiddenFrom === 'nobody') return false;
  return (viewer.app === app.id) === (rulesetAnswers.rulesHiddenFrom === 'app');
}

function prefixOf(name: string): string {
  return /^refs\/(heads|tags)\//.exec(name)?.[0] ?? 'refs/';
}
