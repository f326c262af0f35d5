import { type Allowed, isPublic, notFetched, readDestination } from './destination.ts';
import { type Answer, type Content, get, type Target } from './get.ts';
import { INTERNET, type Wire } from './wire.ts';

/** How to fetch. */
export interface Fetching {
  readonly wire: Wire;
  readonly mostBytes: number;
  /** For all of it: names, redirects, and the last byte. */
  readonly mostMs: number;
  /**
   * Rehearsals' own: hosts that a stand-in on this machine plays, by its origin. The only way to a loopback address;
   * every rule about hosts, redirects and bounds stays on.
   */
  readonly reroute: Reroute;
}

/** Hosts, as addresses name them, and the `http://127.0.0.1:<port>` of who plays them. */
export type Reroute = Readonly<Record<string, string>>;

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
      if (!('url' in target)) return target;
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

/** Every address of the host is checked: whichever is connected to, and whoever answers for the name next time. */
async function targetOf(url: URL, { wire, reroute }: Fetching, signal: AbortSignal): Promise<Target | Content> {
  const played = Object.hasOwn(reroute, url.host) ? reroute[url.host] : undefined;
  if (played !== undefined) {
    const { hostname, port } = new URL(played);
    return { url, addresses: [hostname], port: Number(port), secure: false };
  }
  const addresses = await within(wire.resolve(url.hostname), signal);
  if (addresses.length === 0) return { unread: `${url.host} has no address` };
  const inside = addresses.find((address) => !isPublic(address));
  // Nobody vouches for what name servers say: it decides where to connect, and never what evidence proves.
  if (inside !== undefined) return { unread: `${url.host} is at ${inside}, which is not a public address` };
  return { url, addresses, port: Number(url.port || 443), secure: true };
}

/** A name server that does not answer cannot be told to stop. */
async function within<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  return Promise.race([asked, over]);
}

/** Whatever the network, the system or TLS reports has a code; what has none is a fault of our own. */
function outage(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return `no answer: ${error.code}`;
  throw error;
}
