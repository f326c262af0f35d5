import { parse } from 'yaml';
import { z } from 'zod';
import type { Endpoint } from '../../council/endpoint.ts';
import { webhookKeys } from '../../notice/signature.ts';
import type { Settings } from '../../serve/settings.ts';
import { filesOf } from '../../standin/github/git/tree.ts';
import type { Repository } from '../../standin/github/world.ts';
import type { Receiver } from '../../standin/webhooks/receiver.ts';
import type { Keys } from './keys.ts';

type Endpoints = readonly Pick<Endpoint, 'id' | 'url'>[];

/** The endpoint that a rehearsal can name in its policies when it likes. */
const ALWAYS: Endpoints = [{ id: 'desk', url: 'https://hooks.acme.example/countersign' }];
const COUNCIL = /^policies\/councils\/[^/]+\.yaml$/;
const council = z.object({ audience: z.object({ webhooks: z.array(z.object({ id: z.string(), url: z.url() })) }) });

/** The endpoints that the policies on `main` name; of a broken file none. */
export function endpointsOn({ git }: Repository): Endpoints {
  const { objects } = git;
  const files = filesOf(objects, objects.commit(git.branch('main') ?? '')?.tree ?? '');
  const named = files.flatMap(({ path, oid }): Endpoints => {
    if (!COUNCIL.test(path)) return [];
    const read = council.safeParse(parsed(objects.blob(oid)?.toString() ?? ''));
    return read.success ? read.data.audience.webhooks : [];
  });
  return [...ALWAYS, ...named];
}

/** All hosts of endpoints, played by one receiver. */
export function rerouted(endpoints: Endpoints, { origin }: Receiver): Record<string, string> {
  return Object.fromEntries(endpoints.map(({ url }) => [new URL(url).host, origin]));
}

/** The bot's keys in a rehearsal: one of its own, and one secret that it shares with every endpoint. */
export function keysFor(endpoints: Endpoints, { webhook }: Keys): Settings['webhookKeys'] {
  const name = (id: string) => `WEBHOOK_SIGNING_SECRET_${id.replaceAll('-', '_').toUpperCase()}`;
  const secret = webhookKeys(webhook.secret, 'v1');
  return {
    own: webhookKeys(webhook.privateKey, 'v1a'),
    shared: new Map(endpoints.map(({ id }) => [name(id), secret])),
  };
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch {
    return null;
  }
}
