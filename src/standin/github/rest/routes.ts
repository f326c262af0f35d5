import { actions } from './actions.ts';
import { activity } from './activity.ts';
import { apps } from './apps.ts';
import { attestations } from './attestations.ts';
import { blobs } from './blobs.ts';
import { branches } from './branches.ts';
import { checks } from './checks.ts';
import { collaborators } from './collaborators.ts';
import { commits } from './commits.ts';
import { contents } from './contents.ts';
import { deliveries } from './deliveries.ts';
import { issues } from './issues.ts';
import { labels } from './labels.ts';
import { pulls } from './pulls.ts';
import { refs } from './refs.ts';
import { repositories } from './repositories.ts';
import { reviews } from './reviews.ts';
import { Router } from './router.ts';
import { rules } from './rules.ts';
import { teams } from './teams.ts';
import { trees } from './trees.ts';
import { users } from './users.ts';

/** All of REST that this GitHub has. Where two routes fit a path the first is taken: checks stand before commits. */
export const rest = new Router([
  ...apps,
  ...users,
  ...repositories,
  ...branches,
  ...refs,
  ...checks,
  ...attestations,
  ...actions,
  ...commits,
  ...trees,
  ...blobs,
  ...contents,
  ...pulls,
  ...reviews,
  ...issues,
  ...labels,
  ...activity,
  ...rules,
  ...collaborators,
  ...teams,
  ...deliveries,
]);
