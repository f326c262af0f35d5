import type { Claims, PacketFacts } from '../claims/claims.ts';
import { type Digest, digestOf } from '../digest/digest.ts';
import { CODES } from '../finding/code.ts';
import { codes, type Finding, type Leaf, leaves, obstacles, outcome, type Place } from '../finding/finding.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { bounded, code, table, visible } from './markdown.ts';
import { packetSections } from './packet.ts';
import { termRows } from './terms.ts';

/** A check run's page. Two pages with one digest read the same, so nothing is written twice. */
export interface Page {
  readonly digest: Digest;
  readonly conclusion: 'success' | 'action_required' | 'failure';
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly annotations: readonly Place[];
}

/** How far a revision that was a go has come, from the ledger. */
export interface Progress {
  readonly sealed: boolean;
  readonly merge: string | null;
  /** Set when the merge brought something else than was approved. */
  readonly mismatched: boolean;
  readonly delivery: string | null;
  /** Why the delivery did not succeed yet. */
  readonly undelivered: string | null;
  readonly released: boolean;
}

/** GitHub takes at most 50 annotations in one request (REST, "Create a check run"). */
const MOST_ANNOTATIONS = 50;

/** The page that an author reads to know what to do next, and an owner to see exactly what they approve. */
export function pageOf(claims: Claims, finding: Finding, rules: LoadedRules, progress: Progress): Page {
  const { title, conclusion, lead } = headOf(claims, finding, progress);
  const summary = [
    lead,
    ...(progress.merge === null ? nextSteps(finding) : []),
    ...approvalSection(claims, rules),
  ].join('\n\n');
  const text = [
    '### Every rule',
    ruleTable(leaves(finding)),
    ...asideSection(finding),
    ...unjudgedSection(finding),
  ].join('\n\n');
  const annotations = obstacles(finding)
    .flatMap((leaf) => (leaf.status === 'unmet' ? (leaf.at ?? []) : []))
    .slice(0, MOST_ANNOTATIONS)
    .map((place) => ({ ...place, message: visible(place.message) }));
  const page = { conclusion, title, summary: bounded(summary), text: bounded(text), annotations };
  return { ...page, digest: digestOf(page) };
}

function headOf(claims: Claims, finding: Finding, progress: Progress) {
  const name = subjectOf(claims);
  if (progress.mismatched) {
    const lead = `**The merge brought something else than was approved.** Nothing of it is delivered, and nothing more of this council goes on until people have looked into it.`;
    return { title: `Stopped: merged-content-mismatch`, conclusion: 'failure' as const, lead };
  }
  if (progress.released) {
    const lead = `**Released.** ${name} was sealed, merged as ${code(progress.merge ?? '')} and delivered: ${progress.delivery ?? ''}`;
    return { title: `Released: ${plain(claims)}`, conclusion: 'success' as const, lead };
  }
  if (progress.merge !== null) {
    const failed =
      progress.undelivered === null ? '' : ` That failed so far, and is tried again: ${code(progress.undelivered)}`;
    const lead = `**Merged** as ${code(progress.merge)}. It is released once it is delivered.${failed}`;
    return { title: `Merged: ${plain(claims)}`, conclusion: 'success' as const, lead };
  }
  const named = codes(finding);
  switch (outcome(finding)) {
    case 'go': {
      const next = progress.sealed ? 'It is sealed; the merge follows.' : 'It is sealed, merged and delivered next.';
      return {
        title: `Go: ${plain(claims)}`,
        conclusion: 'success' as const,
        lead: `**Go.** Every rule is met. ${next}`,
      };
    }
    case 'denied': {
      const lead = `**Denied for good.** This revision is never released; a new one can be proposed.`;
      return { title: `Denied: ${named.join(', ')}`, conclusion: 'failure' as const, lead };
    }
    case 'hold': {
      const lead = `**Held.** ${name} does not go on until what stands below is settled.`;
      return { title: `Held: ${named.join(', ')}`.slice(0, 250), conclusion: 'action_required' as const, lead };
    }
  }
}

/** What an owner approves stands below the holds, and must not be crowded out by them. */
const LONGEST_STEPS = 16_000;
/** Two digests of each term that changed, and what an approval was given on. */
const LONGEST_SEEN = 1000;

function nextSteps(finding: Finding): string[] {
  const standing = obstacles(finding);
  if (standing.length === 0) return [];
  const items = standing.map((leaf) => {
    return `- \`${leaf.code}\`: ${CODES[leaf.code]}\n  - wanted: ${code(leaf.wanted)}\n  - seen: ${code(leaf.seen, LONGEST_SEEN)}\n  - **do:** ${code(leaf.mend)}`;
  });
  return ['### What to do next', bounded(items.join('\n'), LONGEST_STEPS, 'the rest is in the table of every rule')];
}

function approvalSection(claims: Claims, rules: LoadedRules): string[] {
  if (claims.terms === null) return [];
  const { terms, digest } = claims.terms;
  const facts = 'known' in claims.packet && claims.packet.known.valid ? claims.packet.known.facts : null;
  return [
    '### What an approving review approves',
    `Exactly this head ${code(claims.pull.head)} and these terms ${code(digest)}. Another push, or another value below, voids it.`,
    table(['term', 'value'], termRows(terms, rules)),
    ...(facts === null ? [] : [...packetSections(facts, claims.evidence), '**Files**', fileTable(facts)]),
  ];
}

function fileTable({ files }: PacketFacts): string {
  return table(
    ['name', 'bytes', 'sha256'],
    files.map(({ name, bytes, sha256 }) => [code(name), String(bytes), code(sha256)]),
  );
}

function ruleTable(all: readonly Leaf[]): string {
  const mark = { met: '✅ met', unmet: '❌ unmet', undetermined: '❔ undetermined', notApplicable: '· not judged' };
  return table(
    ['rule', 'status', 'wanted', 'seen'],
    all.map((leaf) => [leaf.rule, mark[leaf.status], code(leaf.wanted), code(leaf.seen)]),
  );
}

function asideSection(finding: Finding): string[] {
  const aside = leaves(finding).flatMap((leaf) => leaf.setAside ?? []);
  if (aside.length === 0) return [];
  const rows = aside.map((claim) => [
    code(claim.what),
    `\`${[claim.code, ...(claim.also ?? [])].join('`, `')}\``,
    code(claim.why, 1000),
  ]);
  return ['### Set aside: seen, and not counted', table(['what', 'code', 'why'], rows)];
}

function unjudgedSection(finding: Finding): string[] {
  const unjudged = [...new Set(leaves(finding).flatMap((leaf) => leaf.unjudged ?? []))];
  if (unjudged.length === 0) return [];
  const lead = 'An administrator sees it by `npx countersign doctor`, with `--repository` and the name of this one.';
  return ['### Not to be seen from here', lead, unjudged.map((what) => `- ${code(what)}`).join('\n')];
}

function subjectOf(claims: Claims): string {
  return code(plain(claims));
}

function plain(claims: Claims): string {
  const facts = 'known' in claims.packet && claims.packet.known.valid ? claims.packet.known.facts : null;
  return facts === null ? `pull request #${claims.pull.number}` : `${facts.id} revision ${facts.revision}`;
}
