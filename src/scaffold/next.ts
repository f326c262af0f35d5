import { branchOf } from '../council/branch.ts';
import type { Answers } from './answers.ts';
import { RULESETS } from './rulesets.ts';

/** Where it was written, and by which Countersign: both as the shell of whoever goes on finds them. */
export interface Here {
  /** The folder, as the caller named it. */
  readonly dir: string;
  /** The folder of the Countersign that runs: npm, asked for the bare name, would fetch a stranger's package. */
  readonly countersign: string;
}

/**
 * What an administrator does next, in this order, as lines to read and commands to copy: once the rulesets stand, only
 * the App can make the branches that must be there before. `paths` are those of the files that were written.
 */
export function nextSteps(answers: Answers, paths: readonly string[], here: Here): readonly string[] {
  const { repository, council } = answers;
  const rulesets = paths.filter((path) => path.startsWith(RULESETS));
  const apply = rulesets.map((path) => `     gh api --method POST repos/${repository.name}/rulesets --input ${path}`);
  const countersign = `npx --prefix ${quoted(here.countersign)} countersign`;
  return [
    `1. Put it on main of ${repository.name}. The branch of the council begins with CODEOWNERS alone:`,
    ...(here.dir === '.' ? [] : [`     cd ${quoted(here.dir)}`]),
    "     git add .github/CODEOWNERS && git commit --message 'Name the owners'",
    `     git push origin HEAD:refs/heads/main HEAD:refs/heads/${branchOf(council)}`,
    "     git add .github policies && git commit --message 'Add the rules' && git push origin HEAD:refs/heads/main",
    "2. Begin the ledger, with the private half of its key in LEDGER_KEY_PATH and an administrator's token in GITHUB_TOKEN:",
    `     ${countersign} ledger init --repository ${repository.name}`,
    '3. Apply the rulesets. From here on only the App makes, moves and deletes these branches:',
    ...apply,
    `4. Install the App on ${repository.name} and ${answers['council-repository'].name}, and start the bot (docs/operate.md).`,
    '5. See whether all of it stands, with the same token:',
    `     ${countersign} doctor --repository ${repository.name} --app ${answers.app}`,
  ];
}

/** A path as one word of a POSIX shell; a plain one stays as it is. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) && !path.startsWith('-') ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
