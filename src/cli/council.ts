import { WrongArgument } from '../audit/wrong-argument.ts';
import { councilIn, problemsFor } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';

/**
 * Throws `WrongArgument` for a council that no file of the policies is about; `seen` is how the caller named it. Of one
 * whose file is broken, or where no policies load, what is broken is told instead.
 */
export function requireCouncil(council: string, seen: string, rules: LoadedRules): void {
  if (!rules.ok || councilIn(rules, council) !== null || problemsFor(rules, council).length > 0) return;
  const there = Object.keys(rules.rules.councils).join(', ') || 'none';
  throw new WrongArgument(`expected a council of the policies, seen \`${seen}\`\nhint: there are ${there}`);
}
