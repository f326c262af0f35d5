import type { Council } from '../council/council.ts';
import { type Outcome, outcomeText } from '../decision/outcome.ts';
import type { Role } from './conclusion.ts';

/** A signature that stands, as far as it helps to conclude. */
interface Standing {
  readonly person: string;
  readonly outcome: Outcome;
  readonly roles: readonly Role[];
}

/** What a conclusion still lacks, in sentences; with `asked`, somebody who may has asked for it. Empty: nothing. */
export function missingFor(
  signed: readonly Standing[],
  { quorum, required_roles }: Council,
  asked: boolean,
): readonly string[] {
  const outcomes = new Set(signed.map(({ outcome }) => outcomeText(outcome)));
  if (outcomes.size > 1) {
    const words = signed.map(({ person, outcome }) => `${person} for ${outcomeText(outcome)}`).join(', ');
    return [`one outcome: ${words}; who gives way signs again`];
  }
  const fewer = quorum - new Set(signed.map(({ person }) => person)).size;
  const roles = required_roles.filter((role) => !signed.some((one) => one.roles.includes(role)));
  const lacking = [
    ...(fewer > 0 ? [`${fewer} more of ${quorum} signatures for one outcome`] : []),
    ...roles.map((role) => `a signature of somebody in the role ${role}`),
  ];
  return asked || lacking.length > 0 ? lacking : ['a comment `/countersign conclude` of somebody who may sign'];
}
