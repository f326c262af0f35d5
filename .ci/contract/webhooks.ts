import { Ajv2020 } from 'ajv/dist/2020.js';
import { child, Description } from './description.ts';
import type { Judged, Sent } from './judged.ts';

const DISPATCH = 'repository-dispatch-sample.collected';

/** Judges webhook payloads by https://github.com/octokit/openapi-webhooks, which GitHub publishes of its events. */
export function webhookJudge(): (sent: Sent) => Judged {
  const description = new Description('@octokit/openapi-webhooks', new Ajv2020({ strict: false, allErrors: true }));
  return ({ event, payload }) => {
    const action = child(payload, 'action');
    const name = typeof action === 'string' ? `${event} ${action}` : event;
    // The action of a dispatch is its sender's own word; the description has one for a sample.
    const hook = event === 'repository_dispatch' ? DISPATCH : name.replaceAll(/[_ ]/g, '-');
    const schema = description.find(['webhooks', hook, 'post', 'requestBody', 'content', 'application/json', 'schema']);
    if (schema === undefined) return { what: `webhook ${name}`, complaints: ['GitHub describes no such event'] };
    return { what: `webhook ${name}`, complaints: description.complaints(schema.place, payload) };
  };
}
