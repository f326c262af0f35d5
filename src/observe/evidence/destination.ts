import { isIP } from 'node:net';
import type { Unproven } from '../../evidence/unproven.ts';

/**
 * Where an address may lead: to hosts by name, with their port where it is not 443; or to any public one, for an
 * address that GitHub itself just named.
 */
export type Allowed = readonly string[] | 'any public host';

/** The address to ask, or why it is not asked at all. What is asked is this very URL, so it is read only once. */
export function readDestination(
  text: string,
  from: string | undefined,
  allowed: Allowed,
): URL | { readonly refused: Unproven } {
  if (!URL.canParse(text, from)) return notFetched('an https address', text, 'write it as `https://host/path`');
  const url = new URL(text, from);
  const { protocol, username, password, hostname, host } = url;
  if (protocol !== 'https:') return notFetched('an https address', protocol, 'only https says who answers');
  if (username !== '' || password !== '')
    return notFetched('an address without credentials', host, 'evidence is fetched as anybody would, with none');
  if (hostname.startsWith('[') || isIP(hostname) !== 0)
    return notFetched('a host by name', hostname, 'a certificate and a policy name hosts, not numbers');
  if (allowed === 'any public host') {
    if (url.port !== '') return notFetched('an address on port 443', host, 'GitHub names no others');
  } else if (!allowed.includes(host)) {
    return notFetched(
      `a host that the policy lists: ${allowed.join(', ') || 'none for this kind'}`,
      host,
      'keep it on one of these hosts, or have `hosts` in policies/evidence.yaml changed',
    );
  }
  return url;
}

/** Nothing was asked, or nothing more: what stands there is not what may be fetched. */
export function notFetched(expected: string, seen: string, hint: string): { readonly refused: Unproven } {
  return { refused: { code: 'attestation-invalid', expected, seen: seen.slice(0, 300).toWellFormed(), hint } };
}
