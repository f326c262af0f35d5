import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { RestAnswer } from '../../src/standin/github/server/door.ts';
import type { Delivery } from '../../src/standin/github/webhooks/outbox.ts';

/**
 * While tests run, what the stand-in answers and sends is written down, so that `.ci/run` can hold it against the
 * descriptions that GitHub publishes. Nothing is written unless COUNTERSIGN_ANSWERS names a folder. Thousands of
 * answers look alike; of those that differ in nothing but ids, texts and instants one is kept.
 */
const folder = process.env.COUNTERSIGN_ANSWERS;
const kept = new Set<string>();

/** For the stand-in's `onAnswer`, and for the `answered` of a rehearsal's audience. */
export function recordAnswer({ method, path, status, body }: RestAnswer): void {
  // GraphQL is executed on GitHub's published schema, so it has no description to be held against.
  if (path === '/graphql') return;
  // Raw media types are bytes, about which the description says nothing.
  keep(`${method} ${path.replaceAll(/\d+|[0-9a-f]{40}/g, '#')} ${status}`, body, () =>
    Buffer.isBuffer(body) ? { method, path, status, raw: true } : { method, path, status, body },
  );
}

/** Of a stand-in's outbox: may be called with the same deliveries again. */
export function recordDeliveries(deliveries: readonly Delivery[]): void {
  if (folder === undefined) return;
  for (const { event, body } of deliveries) {
    const payload: unknown = JSON.parse(body);
    keep(event, payload, () => ({ event, payload }));
  }
}

function keep(what: string, body: unknown, record: () => object): void {
  if (folder === undefined) return;
  const key = `${what} ${shape(body)}`;
  if (kept.has(key)) return;
  kept.add(key);
  appendFileSync(join(folder, `${process.pid}-${threadId}.jsonl`), `${JSON.stringify(record())}\n`);
}

/** Names and types of all members, down to the last; words are kept as they are, for they may be from a closed list. */
function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].sort().join()}]`;
  if (typeof value === 'string') return /^[a-z_]{1,30}$/i.test(value) ? value : 'text';
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const members = Object.entries(value).map(([name, member]) => `${name}:${shape(member)}`);
  return `{${members.sort().join()}}`;
}
