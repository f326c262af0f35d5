import { councilOf } from '../../council/branch.ts';
import type { Reference } from '../stage/reference.ts';

/** Markdown: what one could do on the pages, in an order in which each step shows something new. */
export function guideOf({ rules, base }: Reference): string {
  const council = rules.councils[councilOf(base) ?? ''];
  const owners = named(council?.owners) ?? 'its owners';
  const members = named(council?.members) ?? 'its members';
  return [
    '## Things to try',
    '1. **Open a packet** as packet-agent. The bot holds it, and says on its check what is missing.',
    `2. Act as one of its owners, ${owners}, and approve it.`,
    '3. As packet-agent again, **edit** `packet.yaml`: another title, and `revision: 2`. The approval is void.',
    `4. Let ${council?.owner_approvals ?? 'its'} owners approve the new head. It is sealed, merged, delivered and recorded.`,
    `5. The bot asks the council to decide, by a pull request of its own. As two of ${members}, approve it with the line \`/countersign sign hold\`; then one of them comments \`/countersign conclude\`.`,
    '6. Then what must not work: approve your own packet, or as an agent, or as an outsider; sign as one who had a hand in it, or for two outcomes; merge by hand; let the window close.',
    '7. **Comment** on an open packet, as an owner: `/countersign deny the rationale names no artifact`. As anybody else: `/countersign forward to the auditors`.',
    `8. After a release, comment on its issue as one of ${members}: \`/countersign correction audience the auditors are missing\`. Then on its pull request, as an owner: \`/countersign withdraw the wrong artifact\`.`,
  ].join('\n');
}

function named(people: readonly string[] | undefined): string | undefined {
  return people?.map((key) => `**${key}**`).join(' and ');
}
