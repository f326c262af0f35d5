import type { Claims } from '../claims/claims.ts';
import { decisionIn, recordIn } from '../claims/decision.ts';
import { packetIn } from '../claims/packet.ts';
import { missingFor } from '../conclusion/missing.ts';
import type { Council } from '../council/council.ts';
import { outcomesOf } from '../decision/outcome.ts';
import { type CountedSignature, tallyOf } from '../judge/signatures.ts';
import { whoMaySign } from '../judge/signers.ts';
import { councilOn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { type DecisionShown, signatureShown } from '../report/decision.ts';

/** What members are shown of a decision; null while its file or its council's policy cannot be read. */
export function decisionShown(claims: Claims, rules: LoadedRules): DecisionShown | null {
  const decision = decisionIn(claims);
  const council = councilOn(rules, claims.pull.base);
  if (decision === null || council === null) return null;
  const packet = packetIn(claims);
  const { counted, disputed } = tallyOf(claims, council);
  const isProposed = decision.status === 'proposed';
  return {
    pull: claims.pull.number,
    path: decision.path,
    outcomes: packet === null || !isProposed ? [] : outcomesOf(packet.options),
    signed: counted.map(signatureShown),
    mayStill: !isProposed ? [] : mayStill(claims, council, counted),
    missing: missingFor(
      disputed.length > 0 ? withWords(counted, disputed) : counted,
      council,
      recordIn(claims)?.asked != null,
    ),
    assurance: council.assurance,
  };
}

/** Who may sign and is not among these. */
function mayStill(claims: Claims, council: Council, signed: readonly { readonly person: string }[]): string[] {
  const done = new Set(signed.map(({ person }) => person));
  return whoMaySign(claims, council).filter((person) => !done.has(person));
}

/** In a dispute a word counts that was given, whatever became of the review. */
function withWords(counted: readonly CountedSignature[], disputed: ReturnType<typeof tallyOf>['disputed']) {
  return disputed.map((word) => ({
    roles: counted.find(({ person }) => person === word.person)?.roles ?? [],
    ...word,
  }));
}
