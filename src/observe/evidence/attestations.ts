import { z } from 'zod';
import type { Digest } from '../../digest/digest.ts';
import { type Answer, ask, expectShape, type GitHub, Unanswered } from '../../github/client.ts';
import type { FetchedBundle } from './bundle.ts';

/** One attestation of a list, as far as it could be had. */
export type Listed = { readonly bundle: unknown } | { readonly unread: string };

const MOST_ATTESTATIONS = 100;
const MOST_BYTES = 64 * 1024 * 1024;
const A_PAGE = 30;

const page = z.object({
  attestations: z.array(z.object({ bundle: z.unknown().optional(), bundle_url: z.string().nullish() })),
});

/**
 * The attestations that a repository holds for a digest ("List attestations" of GitHub's REST API), newest first, each
 * asked for only when the one before was not enough. GitHub answers with the address of a bundle instead of the bundle
 * (2022-11-28 too, since July 2026); what it verified before storing one is not known, so nothing here is proven.
 * None where GitHub knows of none. A list that goes on for too long ends with what was not read.
 */
export async function* attestationsOf(
  github: GitHub,
  source: { readonly owner: string; readonly name: string; readonly digest: Digest; readonly predicateType?: string },
  fetchBundle: (url: string) => Promise<FetchedBundle>,
): AsyncGenerator<Listed, void> {
  let [count, bytes] = [0, 0];
  for (let after: string | null | undefined; after !== null; ) {
    const answer = await askPage(github, source, after);
    if (answer === null) return;
    for (const { bundle, bundle_url } of expectShape(page, 'attestations', answer.data).attestations) {
      if (++count > MOST_ATTESTATIONS || bytes > MOST_BYTES) {
        yield { unread: `more attestations than are read: ${MOST_ATTESTATIONS}, and ${MOST_BYTES} bytes` };
        return;
      }
      const one = bundle ? { bundle, bytes: 0 } : await fetched(bundle_url, fetchBundle);
      if ('bundle' in one) bytes += one.bytes;
      yield one;
    }
    after = nextOf(answer);
  }
}

async function fetched(url: string | null | undefined, fetchBundle: (url: string) => Promise<FetchedBundle>) {
  return url ? fetchBundle(url) : { unread: 'GitHub lists an attestation with neither a bundle nor its address' };
}

async function askPage(
  github: GitHub,
  { owner, name, digest, predicateType }: Parameters<typeof attestationsOf>[1],
  after: string | undefined,
): Promise<Answer | null> {
  try {
    return await ask(github, 'GET /repos/{owner}/{repo}/attestations/{subject_digest}', {
      owner,
      repo: name,
      subject_digest: digest,
      per_page: A_PAGE,
      ...(predicateType === undefined ? {} : { predicate_type: predicateType }),
      ...(after === undefined ? {} : { after }),
    });
  } catch (error) {
    // GitHub describes an empty list and answers so.
    if (error instanceof Unanswered && error.status === 404) return null;
    throw error;
  }
}

/** The cursor of the next page, by the `Link` header; null on the last. */
function nextOf({ headers }: Answer): string | null {
  const url = /<([^>]+)>;\s*rel="next"/.exec(String(headers.link ?? ''))?.[1];
  return url !== undefined && URL.canParse(url) ? new URL(url).searchParams.get('after') : null;
}
