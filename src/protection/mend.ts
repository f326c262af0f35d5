import type { Inspection } from './inspect.ts';
import { type RulesetBody, rulesetsFor } from './ruleset.ts';

/** A command with which an administrator mends what is wrong, and the JSON that goes to its standard input. */
export interface Mend {
  readonly what: string;
  readonly command: string;
  readonly body: RulesetBody | null;
}
/** A ruleset that is there, by name: to be changed rather than made a second time. */
export interface RulesetThere {
  readonly id: number;
  readonly name: string;
  /** `active`, or `disabled` or `evaluate`, in which it refuses nothing. */
  readonly enforcement: string;
}
/** Which repository, by `owner/name`, for which App. */
export interface Patient {
  readonly repository: string;
  readonly app: number | null;
  readonly rulesets: readonly RulesetThere[];
}

/** How to mend what was found wrong, each ruleset once. Changing a ruleset replaces its rules and who passes over it. */
export function mendsFor(inspections: readonly Inspection[], patient: Patient): Mend[] {
  const wrong = inspections.filter(({ status }) => status === 'wrong');
  const names = [...new Set(wrong.flatMap(({ ruleset }) => ruleset ?? []))];
  return [...rulesetMends(names, patient), ...wrong.flatMap((one) => otherMend(one, patient))];
}

function rulesetMends(names: readonly string[], { repository, app, rulesets }: Patient): Mend[] {
  // Whose check and whose bypass it is to be, nobody else can say.
  if (app === null) return [];
  return rulesetsFor(app)
    .filter(({ name }) => names.includes(name))
    .map((body) => {
      const there = rulesets.find(({ name }) => name === body.name);
      const [method, path] = there === undefined ? ['POST', 'rulesets'] : ['PUT', `rulesets/${there.id}`];
      const command = `gh api --method ${method} repos/${repository}/${path} --input -`;
      const idle =
        there !== undefined && there.enforcement !== 'active' ? `, which is there and ${there.enforcement}` : '';
      return { what: `ruleset \`${body.name}\`${idle}`, command, body };
    });
}

function otherMend({ protection, branch, seen }: Inspection, { repository }: Patient): Mend[] {
  const api = (method: string, rest: string) => `gh api --method ${method} repos/${repository}${rest}`;
  switch (protection) {
    case 'merge.commits':
      return [{ what: 'merge commits', command: api('PATCH', ' -F allow_merge_commit=true'), body: null }];
    case 'classic.unhindered': {
      const command = api('DELETE', `/branches/${encodeURIComponent(branch ?? '')}/protection`);
      return [{ what: `classic protection of ${branch}, which the rulesets make needless`, command, body: null }];
    }
    case 'merge.unhindered':
      return [{ what: `${branch}: take it out of its ruleset: ${seen}`, command: api('GET', '/rulesets'), body: null }];
    default:
      return [];
  }
}
