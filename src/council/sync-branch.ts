const PREFIX = 'countersign/sync/';

/** The App's own branch on which it brings a council's copy of CODEOWNERS up to date: one for each council. */
export function syncBranchOf(council: string): string {
  return `${PREFIX}${council}`;
}
