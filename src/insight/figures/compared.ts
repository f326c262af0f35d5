import { sha256 } from '../../digest/digest.ts';
import type { Body } from '../../ledger/entry.ts';
import { manifestOf } from '../../manifest/manifest.ts';
import { statementBytes } from '../../manifest/statement.ts';
import { termsDigest } from '../../terms/terms.ts';
import { inWindow } from '../../time/instant.ts';
import type { Part } from './exact.ts';
import type { Performed, Trace } from './trace.ts';

/** One thing that two entries say, the one that came first and the one that followed from it. */
export interface Comparison {
  readonly part: Part;
  readonly what: string;
  /** What the earlier entries say; `undefined` where there are none. */
  readonly expected: unknown;
  readonly seen: unknown;
  /** The entries beside the `released` one. */
  readonly entries: readonly number[];
}
type Release = Body<'released'>;

/** Everything about a release that is in the ledger more than once. `repository` is the id in the manifest. */
export function compared(release: Release, trace: Trace, repository: number): readonly Comparison[] {
  const { seal, merge } = trace;
  if (seal === null) return [absent('manifest', 'the seal')];
  return [
    ...withSealed(release, seal),
    ...withManifest(release, seal, repository),
    ...withShown(release, trace),
    ...withApprovals(release, seal, trace),
    ...(merge === null ? [absent('revision', 'the merge')] : withMerged(release, seal, merge)),
    ...withDelivered(release, trace),
    ...trace.ended.map(({ number, kind }) => one('revision', 'how it stood before', 'to be released', kind, number)),
  ];
}

function withSealed(release: Release, { intent }: Performed<'seal'>): Comparison[] {
  const { terms } = intent.body;
  const from = intent.number;
  return [
    one('revision', 'packet and number', nameOf(terms), nameOf(release), from),
    one('revision', 'digest', terms.digests.revision, release.digests.revision, from),
    one('option set', 'digest', terms.digests.option_set, release.digests.option_set, from),
    one('scope', 'council, audience and review window', scopeOf(terms), scopeOf(release), from),
    one('manifest', 'terms', termsDigest(terms), release.terms, from),
    one('manifest', 'blocked paths', terms.digests.blocked_paths, release.digests.blocked_paths, from),
    one('manifest', 'evidence state', terms.digests.evidence_state, release.digests.evidence_state, from),
  ];
}

/** The seal is over the manifest that its intent gives; that it verifies, the audit of the ledger says. */
function withManifest(release: Release, { intent, outcome }: Performed<'seal'>, repository: number): Comparison[] {
  const { number, hash, body } = intent;
  const statement = sha256(statementBytes(manifestOf(body, { repository, number, hash })));
  const approvers = body.approvals.map(({ person, account, review }) => ({ person, account, review }));
  return [
    one('manifest', 'sealed statement', statement, outcome.body.statement, number, outcome.number),
    one('manifest', 'approvers', approvers, release.approvers, number),
  ];
}

function withShown(release: Release, { shown }: Trace): Comparison[] {
  if (shown === null) return [absent('revision', 'the terms that owners were shown')];
  const { terms, digest } = shown.body;
  const from = shown.number;
  return [
    one('revision', 'digest that owners were shown', terms.digests.revision, release.digests.revision, from),
    one('option set', 'digest that owners were shown', terms.digests.option_set, release.digests.option_set, from),
    one('scope', 'scope that owners were shown', scopeOf(terms), scopeOf(release), from),
    one('manifest', 'terms that owners were shown', digest, release.terms, from),
  ];
}

function withApprovals(release: Release, { intent }: Performed<'seal'>, { approvals }: Trace): Comparison[] {
  const released = { head: intent.body.head, digest: release.digests.revision };
  return release.approvers.map(({ person, review }) => {
    const found = approvals.find(({ body }) => body.person === person && body.review === review);
    const approved = found && { head: found.body.head, digest: found.body.digest };
    return one('revision', `what ${person} approved`, approved, released, ...(found ? [found.number] : []));
  });
}

function withMerged(release: Release, seal: Performed<'seal'>, { intent, outcome }: Performed<'merge'>): Comparison[] {
  const { parents, tree_matches } = outcome.body;
  const merged = { parents, tree_matches };
  const wanted = { parents: [intent.body.base, seal.intent.body.head], tree_matches: true };
  return [
    one('revision', 'what was merged', wanted, merged, seal.intent.number, intent.number, outcome.number),
    one('scope', 'council of the branch', intent.body.council, release.council, intent.number),
    one('scope', 'merged within the review window', true, inWindow(release.review_window, intent.at), intent.number),
  ];
}

function withDelivered(release: Release, { deliveries }: Trace): Comparison[] {
  const from = deliveries.flatMap(({ intent, outcome }) => [intent.number, outcome.number]);
  const issues = deliveries.map(({ intent, outcome }) => ({
    repository: intent.body.repository.id,
    issue: outcome.body.issue,
  }));
  const { repositories, teams } = release.audience;
  const reached = deliveries.flatMap(({ outcome }) => outcome.body.recipients.map(({ team }) => team));
  const strangers = [
    ...issues.map(({ repository }) => repository).filter((id) => !repositories.includes(id)),
    ...reached.filter((id) => !teams.includes(id)),
  ];
  return [
    one('scope', 'deliveries', issues, release.deliveries, ...from),
    one('scope', 'recipients outside the audience', [], strangers, ...from),
  ];
}

function one(part: Part, what: string, expected: unknown, seen: unknown, ...entries: readonly number[]): Comparison {
  return { part, what, expected, seen, entries };
}

function absent(part: Part, what: string): Comparison {
  return { part, what, expected: 'an entry that says so', seen: undefined, entries: [] };
}

function nameOf({ packet, revision }: { readonly packet: string; readonly revision: number }): string {
  return `${packet} revision ${revision}`;
}

function scopeOf({ council, audience, review_window }: Pick<Release, 'council' | 'audience' | 'review_window'>) {
  return { council, audience, review_window };
}
