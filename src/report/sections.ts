import { digestOf } from '../digest/digest.ts';
import { CODES } from '../finding/code.ts';
import { codes, type Finding, type Leaf, leaves, obstacles } from '../finding/finding.ts';
import { bounded, code, table, visible } from './markdown.ts';
import type { Page } from './page.ts';

/** GitHub takes at most 50 annotations in one request (REST, "Create a check run"). */
const MOST_ANNOTATIONS = 50;

/** A page with this head, and under it every rule of the finding, what it set aside, and where it complains. */
export function finishedPage(head: Pick<Page, 'conclusion' | 'title' | 'summary'>, finding: Finding): Page {
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
  const page = { ...head, summary: bounded(head.summary), text: bounded(text), annotations };
  return { ...page, digest: digestOf(page) };
}

/** GitHub takes a title of a check of at most 255 characters. */
const LONGEST_TITLE = 250;

/** A title that begins with a word and names all codes of a finding, as far as they fit. */
export function codesTitle(word: 'Held' | 'Stopped', finding: Finding): string {
  return `${word}: ${codes(finding).join(', ')}`.slice(0, LONGEST_TITLE);
}

/** What an owner approves stands below the holds, and must not be crowded out by them. */
const LONGEST_STEPS = 16_000;
/** Two digests of each term that changed, and what an approval was given on. */
const LONGEST_SEEN = 1000;

/** Each obstacle, with what to do about it. */
export function nextSteps(finding: Finding): string[] {
  const all = obstacles(finding);
  if (all.length === 0) return [];
  // What is denied for good asks nobody for anything else.
  const denying = all.filter((leaf) => leaf.status === 'unmet' && leaf.denies);
  const standing = denying.length > 0 ? denying : all;
  const items = standing.map((leaf) => {
    return `- \`${leaf.code}\`: ${CODES[leaf.code]}\n  - wanted: ${code(leaf.wanted)}\n  - seen: ${code(leaf.seen, LONGEST_SEEN)}\n  - **do:** ${code(leaf.mend)}`;
  });
  return ['### What to do next', bounded(items.join('\n'), LONGEST_STEPS, 'the rest is in the table of every rule')];
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
  const lead =
    'An administrator sees it by Countersign: `npx --prefix <clone of Countersign> countersign doctor`, with `--repository` and the name of this one.';
  return ['### Not to be seen from here', lead, unjudged.map((what) => `- ${code(what)}`).join('\n')];
}
