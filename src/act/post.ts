import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { exchange, outage } from '../internet/exchange.ts';
import { type Reroute, targetOf } from '../internet/target.ts';
import { INTERNET, type Wire } from '../internet/wire.ts';

/** How an endpoint answered, or why it did not. */
export type Posted = { readonly status: number; readonly waitMs: number | undefined } | { readonly unanswered: string };

/** How to post. */
export interface Posting {
  readonly wire: Wire;
  /** For all of it: names, connection and the head of the answer. */
  readonly mostMs: number;
  readonly reroute: Reroute;
  readonly power: AbortSignal;
}

/** Posting to the internet, until `power` ends. Standard Webhooks asks for 15 to 30 seconds ("Request timeouts"). */
export function toTheInternet(power: AbortSignal, reroute: Reroute = {}): Posting {
  return { wire: INTERNET, mostMs: 15_000, reroute, power };
}

/**
 * Posts once to an address that policy names: over https, to a host whose every address is public, without cookie,
 * proxy or redirect. Nothing of the answer is read but its status and how long it asks to wait.
 */
export async function post(
  address: string,
  headers: OutgoingHttpHeaders,
  body: Uint8Array,
  posting: Posting,
): Promise<Posted> {
  const signal = AbortSignal.any([AbortSignal.timeout(posting.mostMs), posting.power]);
  const url = new URL(address);
  try {
    const target = await targetOf(url, posting, signal);
    if ('unreachable' in target) return { unanswered: target.unreachable };
    const asking = { method: 'POST', headers: { ...headers, 'content-length': body.byteLength }, body } as const;
    return await exchange(target, posting.wire, asking, signal, ({ statusCode = 0, headers: answered }) => ({
      status: statusCode,
      waitMs: waitOf(answered),
    }));
  } catch (error) {
    const why = signal.aborted ? `no answer within ${posting.mostMs / 1000} s` : outage(error);
    return { unanswered: `${url.host}: ${why}` };
  }
}

/** `Retry-After` (RFC 9110, section 10.2.3): seconds, or an instant by the clock of who answers. */
function waitOf({ 'retry-after': after, date }: IncomingHttpHeaders): number | undefined {
  if (after === undefined) return undefined;
  const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.parse(date ?? '');
  return ms > 0 ? ms : undefined;
}
