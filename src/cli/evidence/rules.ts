import { WrongArgument } from '../../audit/clone.ts';
import { rulesBelow, rulesOfOriginMain } from '../../observe/checkout/rules.ts';
import { rootOf } from '../../observe/checkout/work-tree.ts';
import { type EvidenceRules, loadEvidence } from '../../policy/evidence-rules.ts';
import { told } from './named.ts';

/** The rules for evidence, and by whose word they are the rules: a checkout, or main of the clone around a folder. */
export async function evidenceRules(
  policies: string | undefined,
  folder: string,
): Promise<EvidenceRules & { readonly from: string }> {
  const checkout = policies === undefined ? await rulesAround(folder) : await rulesBelow(policies);
  const rules = loadEvidence(checkout.files);
  if (rules.problems.length > 0) throw new WrongArgument(rules.problems.map(told).join('\n'));
  return { ...rules, from: checkout.from };
}

async function rulesAround(folder: string) {
  const root = await rootOf(folder);
  if (root !== null) return rulesOfOriginMain(root);
  const hint = '`--policies DIR` names a checkout of the governance repository';
  throw new WrongArgument(`expected \`${folder}\` in a clone of the governance repository, seen none\nhint: ${hint}`);
}
