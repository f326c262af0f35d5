import type { Link } from '../ledger/chain.ts';
import { type Body, entryPath } from '../ledger/entry.ts';
import { councilAt, peopleAt } from './policies.ts';
import { quorumUnmet } from './quorum.ts';
import type { Lookup } from './references.ts';
import type { Rulebook } from './rulebook.ts';
import type { Found } from './seals.ts';

export type ConclusionIntent = Extract<Body<'intent'>, { effect: 'seal-conclusion' }>;

/** A conclusion that was sealed: the entry that holds the seal, and what it seals. */
interface SealedConclusion {
  readonly number: number;
  readonly intent: ConclusionIntent;
}

/** The conclusions that these entries seal; whether each seal is good is looked at by itself. */
export function sealedConclusions(links: readonly Link[], lookup: Lookup): SealedConclusion[] {
  return links.flatMap(({ entry: { kind, body, number } }) => {
    if (kind !== 'outcome' || body.effect !== 'seal-conclusion' || body.result !== 'done') return [];
    const intent = lookup.get(body.intent)?.entry;
    return intent?.kind === 'intent' && intent.body.effect === 'seal-conclusion'
      ? [{ number, intent: intent.body }]
      : [];
  });
}

/** Whether those who signed could conclude it by the rules of main that stood then, for each sealed conclusion. */
export function checkConclusions(
  links: readonly Link[],
  lookup: Lookup,
  rules: Rulebook,
): Promise<readonly { readonly number: number; readonly found: Exclude<Found, { state: 'good' }> | null }[]> {
  return Promise.all(
    sealedConclusions(links, lookup).map(async ({ number, intent: { conclusion, policy_commit: commit } }) => {
      const release = lookup.get(conclusion.release)?.entry;
      // What is no such release is told with the references.
      if (release?.kind !== 'released') return { number, found: null };
      const [council, people] = await Promise.all([
        councilAt(rules, commit, conclusion.council),
        peopleAt(rules, commit),
      ]);
      const unread = [council, people].find((one) => typeof one === 'string');
      if (typeof council === 'string' || typeof people === 'string')
        return { number, found: { state: 'unchecked' as const, why: String(unread) } };
      const wrong = quorumUnmet(conclusion, release.body, { council, people });
      if (wrong === null) return { number, found: null };
      const hint = `the rules of main at ${commit} ask for more: whoever held the ledger key then concluded it, and no council`;
      return {
        number,
        found: { state: 'wrong' as const, problem: { number, path: entryPath(number), ...wrong, hint } },
      };
    }),
  );
}
