import { outage } from '../../internet/exchange.ts';
import { type Reroute, targetOf } from '../../internet/target.ts';
import { INTERNET, type Wire } from '../../internet/wire.ts';
import { type Allowed, notFetched, readDestination } from './destination.ts';
import { type Answer, type Content, get } from './get.ts';

/** How to fetch. */
export interface Fetching {
  readonly wire: Wire;
  readonly mostBytes: number;
  /** For all of it: names, redirects, and the last byte. */
  readonly mostMs: number;
  readonly reroute: Reroute;
}

/** GitHub takes predicates of up to 16 MB; in a Sigstore bundle they are a third longer. */
const MOST_BYTES = 24 * 1024 * 1024;
const MOST_MS = 15_000;

/** Fetching from the internet. Nothing can be set by whoever runs the bot: a bound that can be lifted is none. */
export function asAStranger(reroute: Reroute = {}): Fetching {
  return { wire: INTERNET, mostBytes: MOST_BYTES, mostMs: MOST_MS, reroute };
}

const MOST_REDIRECTS = 3;

/**
 * Fetches what stands at an address, as a stranger would: by GET, without credential, cookie or proxy, over https,
 * from a host that is allowed and whose every address is public, and so again after each redirect. What cannot be
 * reached may be there another time and is unread; what may not be asked for is refused before anything is sent.
 */
export async function fetchBytes(address: string, allowed: Allowed, fetching: Fetching): Promise<Content> {
  const signal = AbortSignal.timeout(fetching.mostMs);
  let url = readDestination(address, undefined, allowed);
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if ('refused' in url) return url;
      const target = await targetOf(url, fetching, signal);
      if ('unreachable' in target) return { unread: target.unreachable };
      const answer: Answer = await get(target, fetching.wire, fetching.mostBytes, signal);
      if (!('redirect' in answer)) return answer;
      url = readDestination(answer.redirect, url.href, allowed);
    }
  } catch (error) {
    const why = signal.aborted ? `no whole answer within ${fetching.mostMs / 1000} s` : outage(error);
    return { unread: `${url instanceof URL ? url.host : address}: ${why}` };
  }
  return notFetched(`at most ${MOST_REDIRECTS} redirects`, 'more of them', 'cite the address where they end');
}
