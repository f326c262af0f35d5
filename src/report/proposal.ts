import { branchOf } from '../council/branch.ts';
import type { DecisionPlace } from '../decision/place.ts';
import { code } from './markdown.ts';

/** What people read on the pull request by which the App asks a council to decide. */
export function proposalText(
  { packet, revision }: DecisionPlace,
  council: string,
  closes: string,
): { readonly title: string; readonly body: string } {
  const body = [
    `Revision ${revision} of packet ${code(packet)} was released to ${code(branchOf(council))}. Here its council decides which of the options it takes, before ${closes}.`,
    'Members and sovereigns of the council sign with an approving review that says, on one line of its own, `/countersign sign <option>` or `/countersign sign reject`. When enough of them named the same outcome, one who may sign comments `/countersign conclude`. The check of this pull request lists the options, who signed what, and who still may.',
    'The file only proposes. A push makes every signature void; `status: draft` or `status: needs_changes` keeps everybody from signing until it is `proposed` again.',
  ];
  return { title: `Decide about ${packet}, revision ${revision}`, body: body.join('\n\n') };
}
