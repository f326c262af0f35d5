import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withoutSecrets } from '../document/secret.ts';
import { look } from '../flow.ts';
import { Unanswered } from '../github/client.ts';
import { answerGroup } from '../group.ts';
import { nextNotice } from '../ledger/facts/releases.ts';
import { besides, NO_FACTS } from '../ledger/facts.ts';
import { listen } from '../listen.ts';
import { DeliveredIssues } from '../observe/delivered.ts';
import { route } from '../route.ts';
import { msOf } from '../time/instant.ts';
import { watch } from '../watch.ts';
import { connect } from './connect.ts';
import { concernedBy } from './event.ts';
import { governorOf } from './governor.ts';
import { hearsay } from './hearsay.ts';
import { messengerOf } from './messenger.ts';
import { Queue } from './queue.ts';
import type { Settings } from './settings.ts';
import { every, type Timer } from './timer.ts';
import { takeWebhook } from './webhooks.ts';

/** A running bot. */
export interface Service {
  /** Where webhooks go. */
  readonly webhookUrl: string;
  /** Looks at everything that may have something to do, as at the start. */
  sweep(): Promise<void>;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** Lets what runs end, and ends. */
  close(): Promise<void>;
  /** Ends at once, wherever it is, as a power cut would: only for rehearsals of just that. */
  kill(): Promise<void>;
}

const SWEEP_MS = 10 * 60_000;
/** A merge group, by the sha of its head. */
type Group = `${typeof GROUP}${string}`;
const GROUP = 'merge group ';
const WEBHOOK_PATH = '/api/github/webhooks';

/** Starts the bot: webhooks in, one queue, and a sweep now and every ten minutes for what no webhook told. */
export async function serve(settings: Settings, timer: Timer, log: (line: string) => void): Promise<Service> {
  const power = new AbortController();
  const received = new Pending();
  const connection = await connect(settings, () => timer.now(), power.signal);
  const say = (line: string) => {
    if (!power.signal.aborted) log(withoutSecrets(line));
  };
  const governor = await governorOf(settings, connection, timer, power.signal, say);
  const queue: Queue<number | 'repository' | Group> = new Queue(
    async (subject) => {
      const again = await lookAt(subject);
      tellWhoIsDue();
      return again;
    },
    timer,
    (subject, error) => say(`${typeof subject === 'number' ? `#${subject}` : subject}: ${said(error)}`),
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
  const messenger = messengerOf(settings, governor, power.signal);
  const delivered = new DeliveredIssues(governor.hands.elsewhere, governor.hands.botLogin);
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
  const tellWhoIsDue = () => {
    const next = nextNotice(ledger.facts ?? NO_FACTS);
    if (next !== null && msOf(next) <= timer.now().getTime()) notices.add('notices');
  };
  const { ledger } = governor.hands;
  const lookAndTell = async (pull: number) => {
    const since = ledger.facts ?? NO_FACTS;
    const again = await look(pull, governor);
    // What was recorded of a packet concerns its other pull requests, of which no webhook tells.
    for (const other of besides(pull, since, ledger.facts ?? NO_FACTS)) queue.add(other);
    return again;
  };
  const lookAtAll = async () => {
    for (const pull of await governor.observer.sweep()) queue.add(pull);
  };
  const sweep = async () => {
    queue.add('repository');
    notices.add('deliveries');
    await lookAtAll();
  };
  const sweepOrLog = () => sweep().catch((error: unknown) => say(`sweep: ${said(error)}`));
  connection.probot.onAny(async ({ name, payload }) => {
    const heard = hearsay(name, payload);
    if (heard !== null) governor.observer.hear(heard);
    const concerned = concernedBy(name, payload, {
      repository: settings.repository,
      botLogin: connection.app.botLogin,
    });
    if (concerned === 'all') await sweepOrLog();
    else if (concerned === 'repository') queue.add('repository');
    else if (concerned === 'deliveries') notices.add('deliveries');
    else if ('pulls' in concerned) for (const pull of concerned.pulls) queue.add(pull);
    else if ('group' in concerned) queue.add(`${GROUP}${concerned.group}`);
    else if ('intent' in concerned) {
      const open = governor.hands.ledger.facts?.openIntents.get(concerned.intent);
      if (open !== undefined) queue.add(open.intent.pull);
    } else say(`ignored: ${concerned.ignored}`);
  });

  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method === 'GET' && path === '/health') response.end('ok\n');
    else if (request.method !== 'POST' || path !== WEBHOOK_PATH) response.writeHead(404).end();
    else {
      const verify = (body: string, signature: string) => connection.probot.webhooks.verify(body, signature);
      takeWebhook(request, response, verify, (delivery) => {
        const { id, event, payload } = delivery;
        received.add(
          connection.probot.receive({ id, name: event, payload } as Received).catch((error) => say(said(error))),
        );
      }).catch((error: unknown) => {
        say(said(error));
        response.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const endSweeps = every(timer, SWEEP_MS, () => received.add(sweepOrLog()));
  const stopListening = () =>
    new Promise<void>((resolve) => {
      endSweeps();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    webhookUrl: `http://${settings.host}:${port}${WEBHOOK_PATH}`,
    sweep,
    idle: async () => {
      await received.settled();
      // Each may give the other something to do.
      while (queue.busy || notices.busy) {
        await queue.idle();
        await notices.idle();
      }
    },
    close: async () => {
      await stopListening();
      await Promise.all([queue.close(), notices.close()]);
    },
    kill: async () => {
      power.abort(new Error('killed'));
      await stopListening();
      await Promise.all([queue.close(), notices.close()]);
    },
  };
}

type Received = Parameters<Awaited<ReturnType<typeof connect>>['probot']['receive']>[0];

/** Promises that nobody waits for one by one. */
class Pending {
  readonly #open = new Set<Promise<unknown>>();

  add(promise: Promise<unknown>): void {
    this.#open.add(promise);
    void promise.finally(() => this.#open.delete(promise));
  }

  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }
}

function said(error: unknown): string {
  if (error instanceof Unanswered) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
