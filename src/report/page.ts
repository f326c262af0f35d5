import type { Claims } from '../claims/claims.ts';
import { type PacketFacts, packetIn } from '../claims/packet.ts';
import type { Digest } from '../digest/digest.ts';
import { codes, type Finding, outcome, type Place } from '../finding/finding.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { code, table } from './markdown.ts';
import { packetSections } from './packet.ts';
import { codesTitle, finishedPage, nextSteps } from './sections.ts';
import { termRows } from './terms.ts';
import { type Untold, untoldSection } from './untold.ts';

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
  /** It was taken back after the merge. */
  readonly withdrawn: boolean;
  /** Recipients beside the issue that are not told, by the ledger. */
  readonly untold: readonly Untold[];
}

/** The page that an author reads to know what to do next, and an owner to see exactly what they approve. */
export function pageOf(claims: Claims, finding: Finding, rules: LoadedRules, progress: Progress): Page {
  const { title, conclusion, lead } = headOf(claims, finding, progress);
  const summary = [
    lead,
    ...(progress.merge === null ? nextSteps(finding) : []),
    ...untoldSection(progress.untold),
    ...approvalSection(claims, rules),
  ].join('\n\n');
  return finishedPage({ conclusion, title, summary }, finding);
}

/** How it stands in a title and a sentence. */
export function headOf(claims: Claims, finding: Finding, progress: Progress) {
  const name = subjectOf(claims);
  if (progress.mismatched) {
    const lead = `**The merge brought something else than was approved.** Nothing of it is delivered, and nothing more of this council goes on until people have looked into it.`;
    return { title: `Stopped: merged-content-mismatch`, conclusion: 'failure' as const, lead };
  }
  if (progress.released) {
    const back = progress.withdrawn ? '\n\n**Withdrawn since.** Nobody acts on it any more.' : '';
    const lead = `**Released.** ${name} was sealed, merged as ${code(progress.merge ?? '')} and delivered: ${progress.delivery ?? ''}${back}`;
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
      return { title: codesTitle('Held', finding), conclusion: 'action_required' as const, lead };
    }
  }
}

function approvalSection(claims: Claims, rules: LoadedRules): string[] {
  if (claims.terms === null) return [];
  const { terms, digest } = claims.terms;
  const facts = packetIn(claims);
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

function subjectOf(claims: Claims): string {
  return code(plain(claims));
}

function plain(claims: Claims): string {
  const facts = packetIn(claims);
  return facts === null ? `pull request #${claims.pull.number}` : `${facts.id} revision ${facts.revision}`;
}
