import { type Governor, look } from '../flow.ts';
import { Unanswered } from '../github/client.ts';
import { answerGroup } from '../group.ts';
import { besides } from '../ledger/facts/besides.ts';
import { nextNotice } from '../ledger/facts/releases.ts';
import { NO_FACTS } from '../ledger/facts.ts';
import { listen } from '../listen.ts';
import { DeliveredIssues } from '../observe/delivered.ts';
import { type Messenger, route } from '../route.ts';
import { msOf } from '../time/instant.ts';
import { watch } from '../watch.ts';
import type { Concerned } from './event.ts';
import { Queue } from './queue.ts';
import type { Timer } from './timer.ts';

/** A merge group, by the sha of its head. */
type Group = `${typeof GROUP}${string}`;
const GROUP = 'merge group ';

/** What there is to do, each in its queue. */
export interface Work {
  /** Adds everything that may have something to do, as at the start. */
  sweep(): Promise<void>;
  /** Adds what an event concerns. */
  add(concerned: Concerned): Promise<void>;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** Begins nothing more, and resolves when what runs has ended. */
  close(): Promise<void>;
}

/** The loops, and what one of them finds for another to do. Nothing of it needs to survive: a sweep finds it all. */
export function workOf(governor: Governor, messenger: Messenger, timer: Timer, say: (line: string) => void): Work {
  const { ledger, elsewhere, botLogin } = governor.hands;
  const factsNow = () => ledger.facts ?? NO_FACTS;
  const queue: Queue<number | 'repository' | Group> = new Queue(
    async (subject) => {
      const again = await lookAt(subject);
      tellWhoIsDue();
      return again;
    },
    timer,
    (subject, error) => say(`${typeof subject === 'number' ? `#${subject}` : subject}: ${said(error)}`),
  );
  const delivered = new DeliveredIssues(elsewhere, botLogin);
  // A queue of its own: recipients that do not answer hold nothing.
  const notices: Queue<'notices' | 'deliveries'> = new Queue(
    async (subject) => {
      if (subject === 'deliveries') return listen({ ...governor, delivered });
      const { again, pulls } = await route(messenger);
      for (const pull of pulls) queue.add(pull);
      return again;
    },
    timer,
    (subject, error) => say(`${subject}: ${said(error)}`),
  );

  const lookAt = (subject: number | 'repository' | Group) => {
    if (subject === 'repository') return watchAndTell();
    return typeof subject === 'number' ? lookAndTell(subject) : answerGroup(subject.slice(GROUP.length), governor);
  };
  const watchAndTell = async () => {
    const { again, changed } = await watch(governor);
    // What halts a council, or lets it go on, concerns every pull request.
    if (changed) await lookAtAll();
    return again;
  };
  const lookAndTell = async (pull: number) => {
    const since = factsNow();
    const again = await look(pull, governor);
    // What was recorded of a packet or a decision concerns its other pull requests, of which no webhook tells.
    for (const other of besides(pull, since, factsNow())) queue.add(other);
    // What was released is to be decided about, which the watch proposes.
    if (factsNow().releases.size > since.releases.size) queue.add('repository');
    return again;
  };
  const tellWhoIsDue = () => {
    const next = nextNotice(factsNow());
    if (next !== null && msOf(next) <= timer.now().getTime()) notices.add('notices');
  };
  const lookAtAll = async () => {
    for (const pull of await governor.observer.sweep()) queue.add(pull);
  };
  const sweep = async () => {
    queue.add('repository');
    notices.add('deliveries');
    await lookAtAll();
  };

  return {
    sweep,
    add: async (concerned) => {
      if (concerned === 'all') await sweep().catch((error: unknown) => say(`sweep: ${said(error)}`));
      else if (concerned === 'repository') queue.add('repository');
      else if (concerned === 'deliveries') notices.add('deliveries');
      else if ('pulls' in concerned) for (const pull of concerned.pulls) queue.add(pull);
      else if ('group' in concerned) queue.add(`${GROUP}${concerned.group}`);
      else if ('intent' in concerned) {
        const open = ledger.facts?.openIntents.get(concerned.intent);
        if (open !== undefined) queue.add(open.intent.pull);
      } else say(`ignored: ${concerned.ignored}`);
    },
    idle: async () => {
      // Each may give the other something to do.
      while (queue.busy || notices.busy) {
        await queue.idle();
        await notices.idle();
      }
    },
    close: async () => {
      await Promise.all([queue.close(), notices.close()]);
    },
  };
}

/** What an operator is told of something that was thrown. */
export function said(error: unknown): string {
  if (error instanceof Unanswered) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
