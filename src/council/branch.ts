const PREFIX = 'council/';

/** The council whose branch this is; null for any other branch. */
export function councilOf(branch: string): string | null {
  return branch.startsWith(PREFIX) && branch.length > PREFIX.length ? branch.slice(PREFIX.length) : null;
}

/** The branch that holds what a council decides about. */
export function branchOf(council: string): string {
  return `${PREFIX}${council}`;
}
