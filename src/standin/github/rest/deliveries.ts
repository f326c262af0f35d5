import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { notFound } from '../refused.ts';
import type { Delivery } from '../webhooks/outbox.ts';
import { asApp } from './apps.ts';
import { numberOf, ok, type Route } from './call.ts';
import { paged } from './paging.ts';

/** What the App was sent, by its JWT. Nothing is sent again unless somebody asks. */
export const deliveries: Route[] = [
  {
    on: 'GET /app/hook/deliveries',
    handle: (call) => {
      const wanted = call.query.get('status');
      const tried = asApp(call).outbox.deliveries.filter(({ state }) => state !== 'waiting' && state !== 'held');
      const found = tried.filter((one) => wanted === null || wanted === (succeeded(one) ? 'success' : 'failure'));
      return paged(call, found.reverse(), shape);
    },
  },
  {
    on: 'GET /app/hook/deliveries/{id}',
    handle: (call) => {
      const id = numberOf(call, 'id');
      const found = asApp(call).outbox.deliveries.find((one) => one.id === id);
      if (found === undefined) throw notFound();
      const request = {
        headers: { 'X-GitHub-Delivery': found.guid, 'X-GitHub-Event': found.event },
        payload: JSON.parse(found.body),
      };
      return ok({ ...shape(found), request, response: { headers: {}, payload: null } });
    },
  },
  {
    on: 'POST /app/hook/deliveries/{id}/attempts',
    handle: (call) => {
      const id = numberOf(call, 'id');
      const { outbox } = asApp(call);
      if (!outbox.deliveries.some((one) => one.id === id)) throw notFound();
      outbox.redeliver(id);
      return { status: 202, body: {} };
    },
  },
];

function succeeded({ statusCode }: Delivery): boolean {
  return statusCode !== null && statusCode < 300;
}

function shape(delivery: Delivery): components['schemas']['hook-delivery-item'] {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: iso(delivery.at),
    redelivery: delivery.redelivery,
    duration: 0.03,
    status: succeeded(delivery) ? 'OK' : 'failed to connect to host',
    status_code: delivery.statusCode ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation,
    repository_id: delivery.repository,
    throttled_at: null,
  };
}
