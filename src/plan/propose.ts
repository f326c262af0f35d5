import { scopeFor } from '../decision/decision.ts';
import { proposalFile } from '../decision/proposal.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { councilIn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { proposalText } from '../report/proposal.ts';
import { mainClaim } from '../verify/main.ts';
import type { Surroundings, UndecidedSeen } from '../verify/surroundings.ts';

/** A decision that the App is to propose: its file, and what people read on its pull request. */
export interface ProposalStep {
  readonly seen: UndecidedSeen;
  readonly file: { readonly path: string; readonly text: string };
  readonly title: string;
  readonly body: string;
}

/** The decisions for which the App is to open a pull request. Nothing is asked of a council that nobody knows. */
export function decisionsToPropose(
  { mainMoved, undecided }: Surroundings,
  ledger: LedgerFacts,
  rules: LoadedRules,
): ProposalStep[] {
  if (!('read' in mainMoved) || !('read' in undecided)) return [];
  if (mainClaim(mainMoved.read, ledger).strange !== null) return [];
  return undecided.read.flatMap((seen) => {
    const council = councilIn(rules, seen.council);
    if (council === null || seen.pull !== null) return [];
    const { place, manifest, requester } = seen;
    const file = proposalFile({
      ...place,
      status: 'proposed',
      author_kind: 'automated_agent',
      scope: scopeFor(council.scope),
      manifest,
      requester,
      rationale: `Revision ${place.revision} of ${place.packet} was released to the council ${seen.council}. The council is asked which of its options it takes, before ${seen.closes}.\n`,
    });
    // Of the ledger's own values nothing else can come; a text that is no proposal would be held anyway.
    if (!file.ok) return [];
    return [{ seen, file, ...proposalText(place, seen.council, seen.closes) }];
  });
}
