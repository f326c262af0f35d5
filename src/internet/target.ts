import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Wire } from './wire.ts';

/** What to ask, and the checked addresses to ask. */
export interface Target {
  readonly url: URL;
  readonly addresses: readonly string[];
  readonly port: number;
  /** False only for a stand-in on this machine. */
  readonly secure: boolean;
}

/**
 * Rehearsals' own: hosts, as addresses name them, and the `http://127.0.0.1:<port>` of the stand-in that plays them.
 * The only way to a loopback address; every other rule stays on.
 */
export type Reroute = Readonly<Record<string, string>>;

/** All public IPv6 addresses there are (RFC 4291 section 2.4, as IANA assigns them). */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Finds the addresses of a host and checks each: whichever is connected to, and whoever answers for the name next time.
 * Gives the reason where it may not be connected to. Throws when names cannot be resolved, or not before the signal.
 */
export async function targetOf(
  url: URL,
  { wire, reroute }: { readonly wire: Wire; readonly reroute: Reroute },
  signal: AbortSignal,
): Promise<Target | { readonly unreachable: string }> {
  const played = Object.hasOwn(reroute, url.host) ? reroute[url.host] : undefined;
  if (played !== undefined) {
    const { hostname, port } = new URL(played);
    return { url, addresses: [hostname], port: Number(port), secure: false };
  }
  const addresses = await within(wire.resolve(url.hostname), signal);
  if (addresses.length === 0) return { unreachable: `${url.host} has no address` };
  const inside = addresses.find((address) => !isPublic(address));
  // Nobody vouches for what name servers say: it decides where to connect, and never what is believed.
  if (inside !== undefined) return { unreachable: `${url.host} is at ${inside}, which is not a public address` };
  return { url, addresses, port: Number(url.port || 443), secure: true };
}

/**
 * Whether an address is one of the internet's, and of nobody's own network or machine: IANA's special-purpose
 * registries (RFC 6890) name the others. An address that carries an IPv4 one within it (mapped, NAT64, 6to4, Teredo)
 * leads wherever that one does, and is none.
 */
function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST));
}

/** A name server that does not answer cannot be told to stop. */
async function within<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  return Promise.race([asked, over]);
}
