import type { Answers } from './answers.ts';

/**
 * `.github/CODEOWNERS`. It names people and no teams: a seal that a workflow makes needs that, and who is in a team
 * changes without a review.
 */
export function codeowners(answers: Answers): string {
  const owners = (keys: readonly string[]) => {
    const accounts = answers.person.filter(({ key }) => keys.includes(key)).flatMap(({ accounts }) => accounts);
    return accounts.map(({ name }) => `@${name}`).join(' ');
  };
  return `# The last line that matches a path decides alone. Council branches hold a byte-equal copy of this file.
# The rules, and this file.
* ${owners(answers['rule-owners'])}

# Who approves that packets go to the councils.
/packets/ ${owners(answers.owners)}

# Who decides.
/decisions/ ${owners([...answers.members, ...answers.sovereigns])}
`;
}
