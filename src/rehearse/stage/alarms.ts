import type { Issue } from '../../standin/github/state/discussion.ts';
import type { Stage } from './stage.ts';

/** The alarms that the bot raised in the governance repository, the oldest first. */
export function alarmsOf({ github, repository }: Stage): Issue[] {
  const { app } = github.world;
  return [...repository.issues.values()]
    .filter(({ author, title }) => author === app.account && title.startsWith('Alarm: '))
    .sort((a, b) => a.number - b.number);
}
