import { z } from 'zod';
import { name } from '../document/names.ts';

const FORM = /^https:\/\/(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::\d{1,5})?\/[!-~]*$/;

/**
 * Where a webhook goes. Written in one way only, so that what owners approve is what is asked; without query, since
 * whoever reads the policies, the ledger or a delivered issue reads it.
 */
export const endpointUrl = z
  .string()
  .max(500)
  .regex(FORM)
  .superRefine((url, context) => {
    const plain = plainForm(url);
    if (plain === url || !FORM.test(url)) return;
    const message = `expected an address as it is asked for, without query, seen \`${url.slice(0, 120)}\``;
    context.addIssue({ code: 'custom', message, params: { hint: `write \`${plain.slice(0, 200)}\`` } });
  })
  .meta({
    title: 'the address of an endpoint',
    description: '`https://<host>/<path>`: a host by name in lower case, no credentials, no query',
    examples: ['https://hooks.acme.example/countersign'],
  });

/** A system of the council's that hears of releases by signed webhook (Standard Webhooks 1.0.0, section "Signature scheme"). */
export const endpoint = z.strictObject({
  id: name.meta({ description: 'what packets call it' }),
  url: endpointUrl,
  signature: z.enum(['v1a', 'v1']).meta({
    description: "v1a: by the bot's Ed25519 key, of which the receiver needs the public half; v1: by a shared secret",
  }),
});

export type Endpoint = z.infer<typeof endpoint>;

function plainForm(text: string): string {
  if (!URL.canParse(text)) return 'https://<host>/<path>';
  const url = new URL(text);
  for (const part of ['hash', 'search', 'username', 'password'] as const) url[part] = '';
  return url.href;
}
