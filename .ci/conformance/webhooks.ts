import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { canonicalJson } from '../../src/digest/digest.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { type Cases, list } from './vectors.ts';

/** octokit/webhooks: each is answered 2xx and, since it is of no repository of ours, followed by nothing. */
export async function webhooks(): Promise<Cases> {
  const faults: string[] = [];
  const log = (line: string) => line.startsWith('ignored: ') || faults.push(line);
  const stage = await Stage.begin({ start: '2026-11-22T10:00:00Z', world: {}, log });
  const { url = '', secret } = stage.github.webhook;
  const done = () => canonicalJson([stage.interruptions.count, stage.record.entries.length, faults]);
  // What it notes when it begins is not what came of an event.
  await stage.settle();
  const before = done();
  const send = async (event: string, body: string) => {
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const headers = { 'x-github-event': event, 'x-github-delivery': event, 'x-hub-signature-256': signature };
    const { ok } = await fetch(url, { method: 'POST', headers, body });
    await stage.settle();
    return ok && done() === before;
  };
  const cases: Cases = [];
  for (const event of list('webhooks', 'api.github.com').map((path) => basename(path))) {
    for (const path of list('webhooks', 'api.github.com', event)) {
      const held = await send(event, readFileSync(path, 'utf8'));
      cases.push([`${event} ${basename(path)}`, () => held]);
    }
  }
  await stage.close();
  return cases;
}
