import { councilOf } from '../../council/branch.ts';
import type { Reference } from '../stage/reference.ts';

/** Markdown: what one could do on the pages, in an order in which each step shows something new. */
export function guideOf({ rules, base }: Reference): string {
  const council = rules.councils[councilOf(base) ?? ''];
  const owners = named(council?.owners) ?? 'its owners';
  return [
    '## Things to try',
    '1. **Open a packet** as packet-agent. The bot holds it, and says on its check what is missing.',
    `2. Act as one of its owners, ${owners}, and approve it.`,
    '3. As packet-agent again, **edit** `packet.yaml`: another title, and `revision: 2`. The approval is void.',
    `4. Let ${council?.owner_approvals ?? 'its'} owners approve the new head. It is sealed, merged, delivered and recorded.`,
    '5. Then what must not work: approve your own packet, or as an agent, or as an outsider; merge by hand; let the window close.',
    '6. **Comment** on an open packet, as an owner: `/countersign deny the rationale names no artifact`. As anybody else: `/countersign forward to the auditors`.',
    `7. After a release, comment on its issue as one of ${named(council?.members) ?? 'its members'}: \`/countersign correction audience the auditors are missing\`. Then on its pull request, as an owner: \`/countersign withdraw the wrong artifact\`.`,
  ].join('\n');
}

function named(people: readonly string[] | undefined): string | undefined {
  return people?.map((key) => `**${key}**`).join(' and ');
}
