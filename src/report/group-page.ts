import { type Finding, outcome } from '../finding/finding.ts';
import type { Page } from './page.ts';
import { codesTitle, finishedPage, nextSteps } from './sections.ts';

/** The page of a merge group: a queue goes on with it only where each pull request in it passes. */
export function groupPage(finding: Finding): Page {
  if (outcome(finding) === 'go') {
    const summary = '**Go.** Every pull request in this merge group passes, each as its very head.';
    return finishedPage({ conclusion: 'success', title: 'Go: merge group', summary }, finding);
  }
  const summary = ['**Not merged so.** Not everything in this merge group passes.', ...nextSteps(finding)].join('\n\n');
  return finishedPage({ conclusion: 'failure', title: codesTitle('Held', finding), summary }, finding);
}
