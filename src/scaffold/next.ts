import { branchOf } from '../council/branch.ts';
import type { Answers } from './answers.ts';
import { RULESETS } from './rulesets.ts';

/**
 * What an administrator does next, in this order, as lines to read and commands to copy: once the rulesets stand, only
 * the App can make the branches that must be there before. `paths` are those of the files that were written.
 */
export function nextSteps(answers: Answers, paths: readonly string[]): readonly string[] {
  const { repository, council } = answers;
  const rulesets = paths.filter((path) => path.startsWith(RULESETS));
  const apply = rulesets.map((path) => `     gh api --method POST repos/${repository.name}/rulesets --input ${path}`);
  return [
    `1. Put it on main of ${repository.name}. The branch of the council begins with CODEOWNERS alone:`,
    "     git add .github/CODEOWNERS && git commit --message 'Name the owners'",
    `     git push origin HEAD:refs/heads/main HEAD:refs/heads/${branchOf(council)}`,
    "     git add .github policies && git commit --message 'Add the rules' && git push origin HEAD:refs/heads/main",
    '2. Begin the ledger, with the private half of its key in LEDGER_KEY_PATH and an administrator’s token in GITHUB_TOKEN:',
    `     npx countersign ledger init --repository ${repository.name}`,
    '3. Apply the rulesets. From here on only the App makes, moves and deletes these branches:',
    ...apply,
    `4. Install the App on ${repository.name} and ${answers['council-repository'].name}, and start the bot (docs/operate.md).`,
    '5. See whether all of it stands, with the same token:',
    `     npx countersign doctor --repository ${repository.name} --app ${answers.app}`,
  ];
}
