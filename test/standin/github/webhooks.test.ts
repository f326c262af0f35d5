import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, SECRET, startAcme } from './acme.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let acme: Acme;
let received: Received[];
let status: number;
let receiver: Server;
beforeEach(async () => {
  acme = await startAcme();
  received = [];
  status = 200;
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end();
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  acme.webhook.url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/api/github/webhooks`;
});
afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await acme.close();
});

const events = () =>
  received.map(({ headers, body }) => [headers['x-github-event'], JSON.parse(body).action].filter(Boolean).join('.'));
const comment = (body: string, issue_number = 1) =>
  acme.as('ann').rest.issues.createComment({ ...gov, issue_number, body });

describe('webhooks', () => {
  it('are signed over the exact bytes, and say which event, delivery and App they are for', async () => {
    await openPacket(acme);
    await acme.settled();
    for (const { headers, body } of received) {
      const signature = createHmac('sha256', SECRET).update(body).digest('hex');
      expect(headers['x-hub-signature-256']).toBe(`sha256=${signature}`);
      expect(headers['x-github-hook-installation-target-id']).toBe('77');
      expect(headers['x-github-delivery']).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.parse(body)).toMatchObject({ installation: { id: 5 }, repository: { id: 9001 } });
    }
    expect(events()).toEqual([
      'create',
      'push',
      'check_suite.requested',
      'pull_request.opened',
      'pull_request.review_requested',
      'pull_request.review_requested',
    ]);
    expect(new Set(received.map(({ headers }) => headers['x-github-delivery'])).size).toBe(received.length);
  });

  it('do not come for what the installation does not reach, or did not subscribe to', async () => {
    acme.seed.repository({ owner: 'acme', name: 'other', branches: { main: { a: '1' } } });
    acme.acts.push({ repository: 'acme/other', branch: 'main', by: 'admin', files: { a: '2' } });
    acme.seed.account({ login: 'zoe' });
    await acme.settled();
    expect(received).toEqual([]);
  });

  it('show the world as it was when it happened, also when they arrive late', async () => {
    await openPacket(acme);
    acme.outbox.hold();
    await comment('first');
    await acme.as('ann').rest.pulls.update({ ...gov, pull_number: 1, title: 'Renamed' });
    acme.outbox.release();
    await acme.settled();
    const commented = received.find(({ headers }) => headers['x-github-event'] === 'issue_comment');
    expect(JSON.parse(commented?.body ?? '{}').issue.title).toBe('A packet');
  });

  it('can be held and let go in another order', async () => {
    await openPacket(acme);
    await acme.settled();
    received = [];
    acme.outbox.hold();
    await comment('first');
    await comment('second');
    await acme.settled();
    expect(received).toEqual([]);
    acme.outbox.release((held) => held.toReversed());
    await acme.settled();
    expect(received.map(({ body }) => JSON.parse(body).comment.body)).toEqual(['second', 'first']);
  });

  it('can be lost, and arrive again under the same GUID only when the App asks for it', async () => {
    await openPacket(acme);
    await acme.settled();
    received = [];
    acme.outbox.loseNext(1);
    await comment('lost');
    await acme.settled();
    const lost = acme.outbox.deliveries.at(-1);
    expect([received.length, lost?.state]).toEqual([0, 'lost']);
    acme.outbox.redeliver(lost?.id ?? 0);
    await acme.settled();
    expect(received.map(({ headers }) => headers['x-github-delivery'])).toEqual([lost?.guid]);
  });

  it('can arrive twice under one GUID', async () => {
    await openPacket(acme);
    await acme.settled();
    received = [];
    acme.outbox.doubleNext(1);
    await comment('twice');
    await acme.settled();
    const ids = received.map(({ headers }) => headers['x-github-delivery']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });

  it('that fail are noted and not sent again by themselves', async () => {
    status = 500;
    await openPacket(acme);
    await acme.settled();
    expect(new Set(acme.outbox.deliveries.map(({ state, statusCode }) => `${state} ${statusCode}`))).toEqual(
      new Set(['failed 500']),
    );
    expect(received).toHaveLength(acme.outbox.deliveries.length);
  });

  it('tell of forks, publication, collaborators, teams and installations', async () => {
    acme.acts.fork('acme/gov', 'ann');
    acme.acts.setVisibility('acme/gov', 'admin', 'public');
    acme.acts.setCollaborator('acme/gov', 'admin', 'mal', 'read');
    acme.acts.setTeamMember('acme/owners', 'admin', 'ben', 'none');
    acme.acts.install('acme/gov', 'admin', false);
    await acme.settled();
    expect(events()).toEqual([
      'fork',
      'public',
      'repository.publicized',
      'member.added',
      'membership.removed',
      'installation_repositories.removed',
    ]);
  });

  it('do not tell an App that a repository was deleted, or went to where it is not installed', async () => {
    acme.acts.transferRepository('acme/gov', 'admin', 'mal');
    await acme.settled();
    expect(received).toEqual([]);
    expect((await fetch(`${acme.origin}/api/v3/repos/acme/gov`, { redirect: 'manual' })).status).toBe(301);
    acme.acts.deleteRepository('mal/gov');
    await acme.settled();
    expect(received).toEqual([]);
  });

  it('come after the answer to the request that caused them', async () => {
    const order: string[] = [];
    receiver.prependListener('request', () => order.push('webhook'));
    await acme.as('ann').rest.issues.create({ ...gov, title: 'x' });
    order.push('answer');
    await acme.settled();
    expect(order).toEqual(['answer', 'webhook']);
  });
});

describe('the list of deliveries', () => {
  it('is shown to the App by its JWT, with what failed, and sends one again when asked', async () => {
    status = 500;
    await acme.as('ann').rest.issues.create({ ...gov, title: 'x' });
    await acme.settled();
    const { rest } = acme.bot();
    const [failed] = (await rest.apps.listWebhookDeliveries({ status: 'failure' })).data;
    expect(failed).toMatchObject({ event: 'issues', action: 'opened', status_code: 500, redelivery: false });
    status = 200;
    const delivery_id = Number(failed?.id);
    expect((await rest.apps.getWebhookDelivery({ delivery_id })).data.guid).toBe(failed?.guid);
    await rest.apps.redeliverWebhookDelivery({ delivery_id });
    await acme.settled();
    const [again] = (await rest.apps.listWebhookDeliveries()).data;
    expect(again).toMatchObject({ guid: failed?.guid, redelivery: true, status: 'OK' });
  });
});
