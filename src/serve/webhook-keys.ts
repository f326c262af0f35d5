import type { Endpoint } from '../council/endpoint.ts';
import { type WebhookKey, webhookKeys } from '../notice/signature.ts';

/** With what webhooks to endpoints are signed. Nothing has a default; an endpoint without its key is not told. */
export interface WebhookKeys {
  /** The bot's own Ed25519 key, of `WEBHOOK_SIGNING_KEY`; two while it is being replaced. */
  readonly own: readonly WebhookKey[];
  /** Secrets by the names of their settings, `WEBHOOK_SIGNING_SECRET_<ENDPOINT>`. */
  readonly shared: ReadonlyMap<string, readonly WebhookKey[]>;
}

const SHARED = 'WEBHOOK_SIGNING_SECRET_';

/** Reads the keys of an environment; `own` is the text of the bot's own. Tells of each that is none, never repeating it. */
export function readWebhookKeys(
  env: Readonly<Record<string, string | undefined>>,
  own: string,
  invalid: (name: string, expected: string, hint: string) => void,
): WebhookKeys {
  const keys = (name: string, text: string, version: WebhookKey['version']): readonly WebhookKey[] => {
    try {
      return webhookKeys(text, version);
    } catch {
      const [prefix, bytes] = version === 'v1a' ? ['whsk_', '32'] : ['whsec_', '24 to 64'];
      const hint = `\`echo ${prefix}$(openssl rand -base64 32)\` makes one; two, divided by a space, while it is replaced`;
      invalid(name, `\`${prefix}\` and base64 of ${bytes} bytes`, hint);
      return [];
    }
  };
  const shared = Object.entries(env).filter(([name, text]) => name.startsWith(SHARED) && text?.trim());
  return {
    own: own.trim() === '' ? [] : keys('WEBHOOK_SIGNING_KEY', own, 'v1a'),
    shared: new Map(shared.map(([name, text = '']) => [name, keys(name, text, 'v1')])),
  };
}

/** The keys for an endpoint, by the signature that its council asks for: no other stands in for it. */
export function keysFor({ own, shared }: WebhookKeys, { id, signature }: Endpoint): readonly WebhookKey[] {
  return signature === 'v1a' ? own : (shared.get(`${SHARED}${id.replaceAll('-', '_').toUpperCase()}`) ?? []);
}
