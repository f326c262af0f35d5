import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { stepKind } from '../step.ts';

const disturbing = z.union([
  z.enum(['hold', 'release', 'reverse']),
  z.strictObject({ lose: z.int().min(1).max(1000) }),
  z.strictObject({ double: z.int().min(1).max(1000) }),
]);

export const webhooks = stepKind(
  disturbing.meta({
    title: '`hold`, `release`, `reverse`, {lose: n} or {double: n}',
    description: 'hold keeps them back; release and reverse send what was held, in order or the other way round',
  }),
  {
    tell: (how) => {
      if (typeof how === 'string')
        return { hold: 'webhooks wait', release: 'webhooks go on', reverse: 'webhooks arrive in reverse' }[how];
      return 'lose' in how ? `the next ${how.lose} webhooks are lost` : `the next ${how.double} webhooks arrive twice`;
    },
    play: ({ stage }, how) => {
      const { outbox } = stage.github;
      if (how === 'hold') outbox.hold();
      else if (how === 'release') outbox.release();
      else if (how === 'reverse') outbox.release((held) => held.toReversed());
      else if ('lose' in how) outbox.loseNext(how.lose);
      else outbox.doubleNext(how.double);
    },
  },
);

const SIGNATURES = ['good', 'bad', 'none', 'sha1'] as const;
const posting = z.strictObject({
  event: z
    .string()
    .max(100)
    .meta({ description: 'as GitHub names it', examples: ['pull_request'] }),
  signature: z.enum(SIGNATURES).meta({ description: 'sha1: only the old X-Hub-Signature' }),
  payload: z.json().optional().meta({ description: 'sent as JSON' }),
  body: z.string().optional().meta({ description: 'sent as it is, instead' }),
  bytes: z.int().min(1).max(30_000_000).optional().meta({ description: 'a body of so many bytes, instead' }),
  status: z.int().min(200).max(599).meta({ description: 'what the bot must answer' }),
});

export const post = stepKind(posting, {
  tell: ({ event, signature }) =>
    `somebody posts a webhook \`${event}\` with ${signature === 'none' ? 'no' : `a ${signature}`} signature`,
  play: async ({ stage, differ }, { event, signature, payload = {}, body, bytes, status }) => {
    const { url, secret } = stage.github.webhook;
    const sent = bytes === undefined ? (body ?? JSON.stringify(payload)) : 'x'.repeat(bytes);
    const hmac = (algorithm: string, key: string) => createHmac(algorithm, key).update(sent).digest('hex');
    const signed = {
      good: { 'x-hub-signature-256': `sha256=${hmac('sha256', secret)}` },
      bad: { 'x-hub-signature-256': `sha256=${hmac('sha256', 'another secret')}` },
      none: {},
      sha1: { 'x-hub-signature': `sha1=${hmac('sha1', secret)}` },
    }[signature];
    const headers = {
      'x-github-event': event,
      'x-github-delivery': 'posted',
      'content-type': 'application/json',
      ...signed,
    };
    const answer = await fetch(url ?? '', { method: 'POST', headers, body: sent }).catch(() => undefined);
    const seen = answer?.status ?? 'a connection that was closed';
    if (seen !== status) differ(`the bot to answer ${status}`, String(seen));
  },
});
