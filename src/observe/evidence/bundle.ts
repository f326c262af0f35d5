import { readJson } from '../../document/json.ts';
import { type Fetching, fetchBytes } from './fetch.ts';
import { unpackSnappy } from './snappy.ts';

/** A Sigstore bundle, parsed and not yet believed, with its size in bytes; or that nothing is known of it. */
export type FetchedBundle = { readonly bundle: unknown; readonly bytes: number } | { readonly unread: string };

/**
 * Fetches a bundle from the address that GitHub's attestations API names for it: a signed one, on a host of GitHub's
 * choice, which takes no other credential. What stands there and is no bundle is handed on as the reason why: it proves
 * nothing, and another attestation of the same list may.
 */
export async function fetchBundle(url: string, fetching: Fetching): Promise<FetchedBundle> {
  const content = await fetchBytes(url, 'any public host', fetching);
  if ('unread' in content) return content;
  if ('refused' in content) return none(`${content.refused.expected}, seen ${content.refused.seen}`);
  try {
    const json = plain(content.bytes, fetching.mostBytes);
    return { bundle: readJson(json), bytes: json.byteLength };
  } catch (error) {
    if (error instanceof SyntaxError) return none(`JSON, seen otherwise: ${error.message}`);
    throw error;
  }
}

const BRACE = 0x7b;

/** JSON as it is, or as one block of Snappy. Packed, it could begin with a brace only if it had 123 bytes: too few. */
function plain(bytes: Uint8Array, mostBytes: number): Uint8Array {
  return bytes[0] === BRACE ? bytes : unpackSnappy(bytes, mostBytes);
}

function none(expected: string): FetchedBundle {
  return { bundle: `no Sigstore bundle: expected ${expected}`, bytes: 0 };
}
