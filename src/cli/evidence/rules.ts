import { WrongArgument } from '../../audit/wrong-argument.ts';
import { rulesFor } from '../../observe/checkout/rules.ts';
import { type EvidenceRules, loadEvidence } from '../../policy/evidence-rules.ts';
import { told } from './named.ts';

/** The rules for evidence, and by whose word they are the rules: a checkout, or main of the clone around a folder. */
export async function evidenceRules(
  policies: string | undefined,
  folder: string,
): Promise<EvidenceRules & { readonly from: string }> {
  const checkout = await rulesFor(policies, folder);
  const rules = loadEvidence(checkout.files);
  if (rules.problems.length > 0) throw new WrongArgument(rules.problems.map(told).join('\n'));
  return { ...rules, from: checkout.from };
}
