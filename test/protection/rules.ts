import { type BranchKind, NEEDED } from '../../src/protection/needed.ts';
import { rulesetsFor } from '../../src/protection/ruleset.ts';
import type { Passer, RuleSeen } from '../../src/protection/seen.ts';

const APP = 77;

/** The rules of a branch where every ruleset of the table is in force, and who passes over them where that is shown. */
export function neededRules(kind: BranchKind, shown: 'bypass shown' | 'bypass hidden' = 'bypass hidden'): RuleSeen[] {
  return rulesetsFor(APP).flatMap(({ name, rules, bypass_actors }) => {
    if (!NEEDED.some((needed) => needed.name === name && needed.on.includes(kind))) return [];
    const passers = bypass_actors.map((one): Passer => ({ app: one.actor_id, who: 'this App', mode: one.bypass_mode }));
    return rules.map((rule): RuleSeen => {
      const own = { type: rule.type, ruleset: name, passers: shown === 'bypass shown' ? passers : null };
      if (rule.type === 'required_status_checks') {
        const checks = rule.parameters.required_status_checks;
        const required_status_checks = checks.map((check) => ({ context: check.context, app: check.integration_id }));
        return { ...own, parameters: { required_status_checks } };
      }
      return { ...own, parameters: rule.type === 'pull_request' ? rule.parameters : {} };
    });
  });
}
