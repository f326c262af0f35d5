import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withoutSecrets } from '../document/secret.ts';
import { connect } from './connect.ts';
import { concernedBy } from './event.ts';
import { governorOf } from './governor.ts';
import { hearsay } from './hearsay.ts';
import { messengerOf } from './messenger.ts';
import { Pending } from './pending.ts';
import type { Settings } from './settings.ts';
import { every, type Timer } from './timer.ts';
import { takeWebhook } from './webhooks.ts';
import { said, workOf } from './work.ts';

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
  const work = workOf(governor, messengerOf(settings, governor, power.signal), timer, say);
  connection.probot.onAny(async ({ name, payload }) => {
    const heard = hearsay(name, payload);
    if (heard !== null) governor.observer.hear(heard);
    const { repository } = settings;
    await work.add(concernedBy(name, payload, { repository, botLogin: connection.app.botLogin }));
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
  const endSweeps = every(timer, SWEEP_MS, () => received.add(work.add('all')));
  const stopListening = () =>
    new Promise<void>((resolve) => {
      endSweeps();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    webhookUrl: `http://${settings.host}:${port}${WEBHOOK_PATH}`,
    sweep: () => work.sweep(),
    idle: async () => {
      await received.settled();
      await work.idle();
    },
    close: async () => {
      await stopListening();
      await work.close();
    },
    kill: async () => {
      power.abort(new Error('killed'));
      await stopListening();
      await work.close();
    },
  };
}

type Received = Parameters<Awaited<ReturnType<typeof connect>>['probot']['receive']>[0];
