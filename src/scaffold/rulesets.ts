import { rulesetsFor } from '../protection/ruleset.ts';

/** Where the rulesets stand until an administrator applies them: GitHub itself reads no such folder. */
export const RULESETS = '.github/rulesets/';

/** The rulesets as bodies of GitHub's "Create a repository ruleset", a file each. */
export function rulesetFiles(app: number): Readonly<Record<string, string>> {
  const files = rulesetsFor(app).map((body) => [`${RULESETS}${body.name}.json`, `${JSON.stringify(body, null, 2)}\n`]);
  return Object.fromEntries(files);
}
