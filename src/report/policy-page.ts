import type { Claims } from '../claims/claims.ts';
import type { Code } from '../finding/code.ts';
import { type Finding, type Outcome, outcome } from '../finding/finding.ts';
import { code, table } from './markdown.ts';
import type { Page } from './page.ts';
import { codesTitle, finishedPage, nextSteps } from './sections.ts';

/** What becomes of an open packet: `released` goes on where it was held before, `voided` is denied for good. */
export type Becomes = 'goes on' | 'held' | 'released' | 'voided';

/** What a change of rules would do to one open packet. */
export type Consequence =
  | { readonly pull: number; readonly packet: string | null; readonly unread: string }
  | {
      readonly pull: number;
      readonly packet: string | null;
      readonly now: Outcome;
      readonly becomes: Becomes;
      readonly codes: readonly Code[];
      /** Who approved it, as keys of people.yaml, and whose approval would count no longer. */
      readonly lost: readonly string[];
    };

/** The consequences as far as they are known. */
export type Consequences =
  | { readonly known: readonly Consequence[]; readonly unlisted: number }
  | { readonly unknown: string };

/** The page of a change of rules: what it does to open packets, who may approve it, and how it is merged. */
export function policyPage(claims: Claims, finding: Finding, consequences: Consequences): Page {
  const { title, conclusion, lead } = headOf(claims, finding);
  const merged = claims.pull.state === 'merged';
  const summary = [lead, ...nextSteps(finding), ...(merged ? [] : effectSection(consequences))].join('\n\n');
  return finishedPage({ conclusion, title, summary }, finding);
}

function headOf({ pull, main }: Claims, finding: Finding) {
  const name = `rules of #${pull.number}`;
  const went = outcome(finding) === 'go';
  if (pull.state === 'merged') {
    const tip = 'known' in main ? code(main.known.tip) : '`main`';
    if (went)
      return {
        title: `Merged: ${name}`,
        conclusion: 'success' as const,
        lead: `**Merged as it passed.** These are the rules from now on; \`main\` is at ${tip}.`,
      };
    const lead =
      '**It did not come to `main` as it passed.** Nothing goes on anywhere until people have looked into it.';
    return { title: codesTitle('Stopped', finding), conclusion: 'failure' as const, lead };
  }
  if (went) {
    const lead =
      '**Go.** Two persons approved exactly this head. **Merge it with a merge commit**: squashed or rebased it would be a commit that nobody approved, and everything would be halted.';
    return { title: `Go: ${name}`, conclusion: 'success' as const, lead };
  }
  const lead = `**Held.** These rules do not become those of \`main\` until what stands below is settled. Whoever approves, approves exactly this head ${code(pull.head)}.`;
  return { title: codesTitle('Held', finding), conclusion: 'action_required' as const, lead };
}

function effectSection(consequences: Consequences): string[] {
  const heading = '### What it would change';
  if ('unknown' in consequences) return [heading, `It could not be told: ${code(consequences.unknown)}`];
  const { known, unlisted } = consequences;
  if (known.length === 0 && unlisted === 0) return [heading, 'No packet is open.'];
  const rows = known.map((one) => [`#${one.pull}`, one.packet === null ? '' : code(one.packet), ...wordsOf(one)]);
  const more = unlisted === 0 ? [] : [`${unlisted} more pull requests are open than are listed here.`];
  return [heading, table(['pull request', 'packet', 'now', 'by these rules', 'why'], rows), ...more];
}

const NOW = { go: 'goes on', hold: 'held', denied: 'denied' } as const;
const THEN: Readonly<Record<Becomes, string>> = {
  'goes on': 'goes on',
  held: '**held**',
  released: '**released**: nothing holds it any more',
  voided: '**voided**: denied for good',
};

function wordsOf(one: Consequence): string[] {
  if ('unread' in one) return ['❔ not known', '❔ not known', code(one.unread)];
  const lost = one.lost.length === 0 ? [] : [`no longer counts: the approval of ${one.lost.join(', ')}`];
  return [
    NOW[one.now],
    THEN[one.becomes],
    [one.codes.map((named) => `\`${named}\``).join(', '), ...lost].filter(Boolean).join('; '),
  ];
}
