import { rulesFor } from '../observe/checkout/rules.ts';
import { loadRules } from '../policy/rules.ts';
import { explainPolicies, explanationText } from '../report/policy/explain.ts';
import { requireCouncil } from './council.ts';

/** Prints what the policies say; 1 where something of them is broken. Throws `WrongArgument`. */
export async function policyExplain(
  council: string | undefined,
  policies: string | undefined,
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  const checkout = await rulesFor(policies, '.');
  const loaded = loadRules(checkout.files, checkout.codeowners);
  if (council !== undefined) requireCouncil(council, council, loaded);
  const explanation = explainPolicies(checkout.files, loaded, council);
  const strays = checkout.strays.map((path) => ({
    path,
    line: 1,
    column: 1,
    code: 'codeowners-invalid' as const,
    message: 'expected CODEOWNERS at .github/CODEOWNERS only, seen a second one',
    hint: 'remove it: GitHub and readers must not differ about which one counts',
  }));
  const whole = { ...explanation, problems: [...explanation.problems, ...strays] };
  say(json ? JSON.stringify({ policies: checkout.from, ...whole }, null, 2) : explanationText(checkout.from, whole));
  return whole.problems.length > 0 ? 1 : 0;
}
