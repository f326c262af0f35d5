/**
 * Node ids, the same in REST (`node_id`) and GraphQL (`id`). To clients they are opaque; here they hold the type and
 * the numbers by which the record is found: a person or team by its id, a pull request, issue or ref by repository
 * and number or name, a git object by repository and oid, everything inside a pull request by that and its own id.
 */
const PREFIXES = {
  App: 'A',
  Blob: 'B',
  Bot: 'BOT',
  CheckRun: 'CR',
  CheckSuite: 'CS',
  Commit: 'C',
  Issue: 'I',
  IssueComment: 'IC',
  Label: 'LA',
  Organization: 'O',
  PullRequest: 'PR',
  PullRequestCommit: 'PURC',
  PullRequestReview: 'PRR',
  Ref: 'REF',
  Repository: 'R',
  RepositoryRule: 'RRU',
  RepositoryRuleset: 'RRS',
  RepositoryRulesetBypassActor: 'RBA',
  ReviewRequest: 'RR',
  StatusCheckRollup: 'SCR',
  Team: 'T',
  TimelineEvent: 'TE',
  Tree: 'TR',
  User: 'U',
  Workflow: 'W',
  WorkflowRun: 'WFR',
} as const;

export type NodeType = keyof typeof PREFIXES;
const TYPES = new Map(Object.entries(PREFIXES).map(([type, prefix]) => [prefix as string, type as NodeType]));

export function nodeId(type: NodeType, ...key: readonly (number | string)[]): string {
  return `${PREFIXES[type]}_${Buffer.from(key.join(' ')).toString('base64url')}`;
}

/** What an id names; `undefined` for a text that is no id of this stand-in's. */
export function readNodeId(id: string): { type: NodeType; key: readonly string[] } | undefined {
  const end = id.indexOf('_');
  const type = TYPES.get(id.slice(0, end));
  return (
    type && {
      type,
      key: Buffer.from(id.slice(end + 1), 'base64url')
        .toString()
        .split(' '),
    }
  );
}
