import type { Claims } from '../claims/claims.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import { type Finding, outcome } from '../finding/finding.ts';
import { code } from './markdown.ts';
import type { Page } from './page.ts';
import { codesTitle, finishedPage, nextSteps } from './sections.ts';

/** How far the copy has come, by the ledger. */
export interface Copied {
  readonly merge: string | null;
  /** The merge brought something else than the copy. */
  readonly mismatched: boolean;
}

/** The page of a pull request that brings a council's copy of CODEOWNERS up to date. */
export function syncPage(claims: Claims, finding: Finding, { merge, mismatched }: Copied): Page {
  const name = `CODEOWNERS of ${claims.pull.base}`;
  if (mismatched) {
    const lead = `**The merge brought something else than the copy.** Nothing more of this council goes on until people have looked into it.`;
    return finishedPage({ conclusion: 'failure', title: 'Stopped: merged-content-mismatch', summary: lead }, finding);
  }
  if (merge !== null)
    return finishedPage(
      { conclusion: 'success', title: `Merged: ${name}`, summary: `**Merged** as ${code(merge)}.` },
      finding,
    );
  if (outcome(finding) === 'go') {
    const lead = "**Go.** It is main's CODEOWNERS, and a code owner approved it; the App merges it next.";
    return finishedPage({ conclusion: 'success', title: `Go: ${name}`, summary: lead }, finding);
  }
  const lead = `**Held.** Until ${code(claims.pull.base)} holds main's CODEOWNERS, GitHub asks the wrong owners there, and no packet of this council goes on.`;
  const summary = [lead, ...nextSteps(finding)].join('\n\n');
  return finishedPage({ conclusion: 'action_required', title: codesTitle('Held', finding), summary }, finding);
}

/** What people read on the pull request that copies it. */
export function syncText(council: string): { readonly title: string; readonly body: string } {
  const body = [
    `\`${CODEOWNERS}\` changed on \`main\`. GitHub asks for the owners that stand on the branch itself, so the copy on \`council/${council}\` follows.`,
    'A code owner approves it; it is then merged by itself. Until then no packet of this council goes on.',
  ];
  return { title: `Bring CODEOWNERS of council/${council} up to date`, body: body.join('\n\n') };
}
