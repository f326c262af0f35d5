import { createHmac, timingSafeEqual } from 'node:crypto';
import { compress } from 'snappyjs';
import { iso } from './clock.ts';
import { Refused } from './refused.ts';
import type { Attestation, Repository, World } from './world.ts';

/** No login begins with a hyphen, so no repository is ever at this address. */
export const BLOBS = '/-/';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Where a Sigstore bundle can be had for a day by whoever has the address, as GitHub keeps them in a blob store. */
export function bundleUrl(world: World, repository: Repository, { id, createdAt }: Attestation): string {
  const day = iso(createdAt).slice(0, 10).replaceAll('-', '/');
  const path = `${BLOBS}attestations/${repository.id}/${day}/${id}.json.sn`;
  const end = iso(world.clock.now() + DAY_MS);
  const query = new URLSearchParams({ se: end, sig: signature(world, path, end), sp: 'r', sr: 'b' });
  return `${world.attestationAnswers.store ?? world.origin}${path}?${query}`;
}

interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: { readonly authorization?: string | undefined };
}

/**
 * The bundle at such an address, compressed as one block of snappy. Throws 400 for a request with credentials: the
 * store takes a signed address or a login, never both.
 */
export function presignedBundle(world: World, { path, query, headers }: Asked) {
  if (headers.authorization !== undefined)
    throw new Refused(400, 'InvalidAuthenticationInfo: authentication information is not given in the correct format');
  const [end, given] = [query.get('se') ?? '', Buffer.from(query.get('sig') ?? '')];
  const right = Buffer.from(signature(world, path, end));
  const genuine = given.length === right.length && timingSafeEqual(given, right);
  if (!genuine || !(world.clock.now() <= Date.parse(end)))
    throw new Refused(403, 'AuthenticationFailed: the signature did not match, or the address has expired');
  const [, repository, id] = /^\/-\/attestations\/(\d+)\/.*\/(\d+)\.json\.sn$/.exec(path) ?? [];
  const kept = world.repositories.get(Number(repository))?.attestations;
  const found = kept?.find((attestation) => attestation.id === Number(id));
  if (found === undefined) throw new Refused(404, 'BlobNotFound: the specified blob does not exist');
  const body = compress(Buffer.from(JSON.stringify(found.bundle)));
  return { status: 200, headers: { 'content-type': 'application/x-snappy' }, body };
}

function signature(world: World, path: string, end: string): string {
  return createHmac('sha256', world.secret).update(`${path} ${end}`).digest('base64');
}
