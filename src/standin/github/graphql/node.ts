import { canSee, demand, type Need } from '../access.ts';
import type { Repository, Viewer } from '../world.ts';
import { type Asked, Typed } from './field.ts';
import { type NodeType, readNodeId } from './node-id.ts';
import { notFound, notModelled } from './refusal.ts';
import { CHECKS } from './types/check-suite.ts';
import type { CommentIn } from './types/comment.ts';
import { CONTENTS, gitObject } from './types/git-object.ts';
import { ISSUES, type IssueIn } from './types/issue.ts';
import { PULLS, type PullIn } from './types/pulls.ts';
import { type RefIn, refOf } from './types/ref.ts';
import { isShown, type ReviewIn } from './types/review.ts';
import { maySeeMembers } from './types/team.ts';

/** What reading a node of the type needs, apart from its repository's being visible. */
const NEEDS: Partial<Record<NodeType, Need>> = {
  Blob: CONTENTS,
  CheckRun: CHECKS,
  CheckSuite: CHECKS,
  Commit: CONTENTS,
  Issue: ISSUES,
  PullRequest: PULLS,
  PullRequestReview: PULLS,
  Ref: CONTENTS,
  Tree: CONTENTS,
};

/** Whatever has this id, if the viewer may read it. */
export function readNode(id: string, asked: Asked): Typed {
  const found = byNodeId(id, asked);
  const { type, key } = readNodeId(id) ?? {};
  const need = type && NEEDS[type];
  const repository = asked.world.repositories.get(Number(key?.[0]));
  if (need && repository) demand(asked.world, asked.viewer, repository, need);
  return found;
}

/** Whatever has this id, for a mutation, which has needs of its own. What the viewer cannot see is not found. */
export function byNodeId(id: string, asked: Asked): Typed {
  const read = readNodeId(id);
  const found = read && lookUp(read.type, read.key, asked);
  if (read === undefined || !found) {
    throw notFound(`a node with the global id of '${id}'`, '');
  }
  return found instanceof Typed ? found : new Typed(read.type, found);
}

interface Sources {
  readonly Issue: IssueIn;
  readonly PullRequest: PullIn;
  readonly Ref: RefIn;
  readonly Repository: Repository;
}

/** The record behind an id that must be of this type. */
export function nodeOf<Type extends keyof Sources>(type: Type, id: string, asked: Asked): Sources[Type] {
  const found = byNodeId(id, asked);
  if (found.type !== type) throw notFound(`${type} node with the global id of '${id}'`);
  return found.source as Sources[Type];
}

function lookUp(type: NodeType, key: readonly string[], { world, viewer }: Asked): unknown {
  const id = Number(key[0]);
  switch (type) {
    case 'App':
      return world.apps.get(id);
    case 'User':
    case 'Bot':
    case 'Organization': {
      const account = world.accounts.get(id);
      return account?.type === type ? account : undefined;
    }
    case 'Team': {
      const team = world.teams.get(id);
      return team && maySeeMembers(world, viewer, team.organization) ? team : undefined;
    }
    default: {
      const repository = world.repositories.get(id);
      return repository && canSee(world, viewer, repository)
        ? within(repository, type, key.slice(1), viewer)
        : undefined;
    }
  }
}

function within(repository: Repository, type: NodeType, key: readonly string[], viewer: Viewer): unknown {
  const [first = '', second] = key;
  const number = Number(first);
  switch (type) {
    case 'Repository':
      return repository;
    case 'Ref':
      return refOf(repository, first);
    case 'Blob':
    case 'Commit':
    case 'Tree':
      return gitObject(repository, first);
    case 'Issue': {
      const issue = repository.issues.get(number);
      return issue && { repository, issue };
    }
    case 'PullRequest': {
      const pull = repository.pulls.get(number);
      return pull && { repository, pull };
    }
    case 'PullRequestReview': {
      const pull = repository.pulls.get(number);
      const review = pull?.reviews.find(({ id }) => id === Number(second));
      return pull && review && isShown(review, viewer) && ({ repository, pull, review } satisfies ReviewIn);
    }
    case 'IssueComment': {
      const on = repository.pulls.get(number) ?? repository.issues.get(number);
      const comment = on?.comments.find(({ id }) => id === Number(second));
      return on && comment && ({ repository, on, comment } satisfies CommentIn);
    }
    case 'CheckRun': {
      const run = repository.runs.find(({ id }) => id === number);
      return run && { repository, run };
    }
    case 'CheckSuite': {
      const suite = repository.suites.find(({ id }) => id === number);
      return suite && { repository, suite };
    }
    default:
      throw notModelled(`\`node\` of the type \`${type}\``);
  }
}
