import { showCheck } from './act/show.ts';
import { type Governor, type LookAgain, PAUSE_MS, see, waitAfter } from './flow.ts';
import { Unanswered } from './github/client.ts';
import { type Folded, judgeGroup } from './judge/group.ts';
import { groupPage } from './report/group-page.ts';
import { foldsOf } from './verify/group.ts';

/**
 * Answers a merge queue: each pull request that this head folds in is looked at and judged anew, and the check is on
 * the head of the group. Nothing is recorded, since what passes has passed in a look of its own. Where anything could
 * not be read there is no answer yet, and the queue waits.
 */
export async function answerGroup(head: string, governor: Governor): Promise<LookAgain> {
  try {
    const group = await governor.observer.group(head);
    const folded: Folded[] = [];
    for (const fold of foldsOf(group)) {
      const looked = fold.pull === null ? null : await see(fold.pull, governor);
      folded.push({ ...fold, judged: looked && { claims: looked.claims, finding: looked.finding } });
    }
    const finding = judgeGroup(group, folded);
    if (finding.status === 'undetermined') return { inMs: PAUSE_MS };
    const { repository } = group;
    await showCheck({ show: 'check', head, page: groupPage(finding), known: null }, governor.hands, repository);
    return null;
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    governor.log(`merge group ${head}: ${error.code}: ${error.message}`);
    return { inMs: waitAfter(error) };
  }
}
