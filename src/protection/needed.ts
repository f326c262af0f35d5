/** The branches of a governance repository, by what must protect them. */
export type BranchKind = 'council' | 'lanes' | 'ledger' | 'main';

/** A rule of a ruleset by its name in GitHub's REST API ("Rules", "Create a repository ruleset"). */
export type RuleType =
  | 'creation'
  | 'update'
  | 'deletion'
  | 'non_fast_forward'
  | 'pull_request'
  | 'required_status_checks';

export interface NeededRuleset {
  readonly name: string;
  readonly on: readonly BranchKind[];
  /** Who may pass over it: a bypass is always of a whole ruleset, which is why there are several. */
  readonly passedBy: 'app' | 'nobody';
  readonly rules: readonly NeededRule[];
}
export interface NeededRule {
  readonly type: RuleType;
  /** What it keeps away, in words that follow "wanted:". */
  readonly wanted: string;
  /** What its parameters must come to; none where the rule has no parameters. */
  readonly demands: readonly Demand[];
}
/** What a parameter must at least come to. GitHub lets the strictest of all rules of a type win. */
export type Demand =
  | { readonly parameter: 'required_approving_review_count'; readonly atLeast: number; readonly wanted: string }
  | {
      readonly parameter: 'require_code_owner_review' | 'dismiss_stale_reviews_on_push' | 'require_last_push_approval';
      readonly is: true;
      readonly wanted: string;
    }
  | { readonly parameter: 'allowed_merge_methods'; readonly only: 'merge'; readonly wanted: string }
  | { readonly parameter: 'required_status_checks'; readonly from: 'app'; readonly wanted: string };

/** The name of the check that must be required, which the App alone can give. */
export const CHECK = 'countersign';

const MERGE_ONLY: Demand = {
  parameter: 'allowed_merge_methods',
  only: 'merge',
  wanted: 'merge commits only: squashed or rebased, what was approved is not what arrives',
};
const LAST_PUSH_APPROVED: Demand = {
  parameter: 'require_last_push_approval',
  is: true,
  wanted: 'the last push approved by somebody else than who pushed it',
};
const CHECKED: NeededRule = {
  type: 'required_status_checks',
  wanted: 'required checks',
  demands: [
    {
      parameter: 'required_status_checks',
      from: 'app',
      wanted: `the check \`${CHECK}\` required, from this App: whoever may write can set a check of any name`,
    },
  ],
};
const KEPT: readonly NeededRule[] = [
  { type: 'non_fast_forward', wanted: 'no force push', demands: [] },
  { type: 'deletion', wanted: 'no deletion', demands: [] },
];
const OWN: readonly BranchKind[] = ['council', 'lanes', 'ledger'];

/**
 * What GitHub itself must enforce on the branches of a governance repository. The bot holds by it, `countersign doctor`
 * examines by it, and the rulesets that `countersign init` writes are made from it. The lock keeps everybody but the
 * App away; what stands in the others also binds the App, and so whoever has stolen its key.
 */
export const NEEDED: readonly NeededRuleset[] = [
  {
    name: 'lock',
    on: OWN,
    passedBy: 'app',
    rules: [
      { type: 'update', wanted: 'no change by anyone but the App', demands: [] },
      { type: 'creation', wanted: 'not made by anyone but the App', demands: [] },
      { type: 'deletion', wanted: 'not deleted by anyone but the App', demands: [] },
    ],
  },
  { name: 'floor', on: OWN, passedBy: 'nobody', rules: KEPT },
  {
    name: 'councils',
    on: ['council'],
    passedBy: 'nobody',
    rules: [
      {
        type: 'pull_request',
        wanted: 'changes by pull request only',
        demands: [
          {
            parameter: 'require_code_owner_review',
            is: true,
            wanted: 'approval by code owners: the one control that a stolen App key does not pass',
          },
          // Without it that key pushes another head below an approval that is there already.
          LAST_PUSH_APPROVED,
          MERGE_ONLY,
        ],
      },
      CHECKED,
    ],
  },
  {
    name: 'lanes',
    on: ['lanes'],
    passedBy: 'nobody',
    rules: [{ type: 'pull_request', wanted: 'changes by pull request only', demands: [MERGE_ONLY] }, CHECKED],
  },
  {
    name: 'main',
    on: ['main'],
    passedBy: 'nobody',
    rules: [
      ...KEPT,
      {
        type: 'pull_request',
        wanted: 'changes by pull request only',
        demands: [
          { parameter: 'required_approving_review_count', atLeast: 2, wanted: 'two approvals' },
          { parameter: 'require_code_owner_review', is: true, wanted: 'approval by code owners' },
          { parameter: 'dismiss_stale_reviews_on_push', is: true, wanted: 'approvals dismissed by a later push' },
          LAST_PUSH_APPROVED,
          MERGE_ONLY,
        ],
      },
      CHECKED,
    ],
  },
];

/** Rules that would keep the App itself from merging, whatever was approved. */
export const IN_THE_WAY: Readonly<Record<string, string>> = {
  required_linear_history: 'a linear history takes no merge commit',
  merge_queue: 'a merge queue merges another commit than the approved head',
};
