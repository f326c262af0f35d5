import { type Digest, sha256 } from '../digest/digest.ts';
import type { Link } from '../ledger/chain.ts';
import { CLAIMS_LIMIT, claimsPath } from '../ledger/entry.ts';
import { blobs } from '../ledger/git.ts';
import type { AuditProblem } from './problem.ts';

/** Files of claims by digest, each with the first entry that names it. */
export function claimsNamed(links: readonly Link[]): Map<Digest, number> {
  const named = new Map<Digest, number>();
  for (const { entry } of links) {
    const claims = 'claims' in entry.body ? entry.body.claims : null;
    if (claims !== null && !named.has(claims)) named.set(claims, entry.number);
  }
  return named;
}

/** Whether every file of claims that is named stands at the commit, with the bytes whose digest names it. */
export async function checkClaims(
  dir: string,
  commit: string,
  named: ReadonlyMap<Digest, number>,
): Promise<AuditProblem[]> {
  const digests = [...named];
  const names = digests.map(([digest]) => `${commit}:${claimsPath(digest)}`);
  const problems: AuditProblem[] = [];
  let index = 0;
  for await (const blob of blobs(dir, names, CLAIMS_LIMIT)) {
    const [digest, number] = digests[index] ?? [];
    index += 1;
    if (digest === undefined || number === undefined) break;
    const seen = blob === null ? 'none' : blob.bytes === null ? `a file of ${blob.size} bytes` : sha256(blob.bytes);
    if (seen === digest) continue;
    const hint = 'without its claims the finding of this entry cannot be made again';
    problems.push({
      code: 'ledger-broken',
      number,
      path: claimsPath(digest),
      expected: `a file with digest ${digest}`,
      seen,
      hint,
    });
  }
  return problems;
}
