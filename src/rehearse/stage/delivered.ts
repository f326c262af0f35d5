import { type Figures, figuresOf } from '../../insight/figures.ts';
import { entryBytes, entryHash } from '../../ledger/entry.ts';
import type { Comment, Issue } from '../../standin/github/world.ts';
import type { Stage } from './stage.ts';

/** The issue by which the release of a pull request was delivered, and where it is. */
export function deliveredBy(stage: Stage, name: string): { repository: string; issue: Issue } {
  const { github, record } = stage;
  const { number } = stage.pull(name);
  const release = record.entries.findLast(({ kind, body }) => kind === 'released' && body.pull === number);
  const [delivery] = release?.kind === 'released' ? release.body.deliveries : [];
  const repository = github.world.repositories.get(delivery?.repository ?? 0);
  const issue = repository?.issues.get(delivery?.issue ?? 0);
  if (repository === undefined || issue === undefined) throw new RangeError(`\`${name}\` was not delivered`);
  const owner = github.world.accounts.get(repository.owner)?.login;
  return { repository: `${owner}/${repository.name}`, issue };
}

/** The replies of the bot there, in the order in which they were written. */
export function repliesOn(stage: Stage, name: string): Comment[] {
  const { app } = stage.github.world;
  const isReply = ({ author, body }: Comment) => author === app.account && body.startsWith('<!-- countersign:reply:');
  return deliveredBy(stage, name).issue.comments.filter(isReply);
}

/** The figures of all councils, as `countersign figures` computes them. */
export function figuresOn({ record }: Stage): Figures {
  const links = record.entries.map((entry) => ({ entry, hash: entryHash(entryBytes(entry)) }));
  return figuresOf(links, { since: null, until: null, council: null });
}
