import type { GitRepository } from '../git/repository.ts';
import type { Instant, Permission } from './account.ts';
import type { Attestation } from './attestation.ts';
import type { CheckRun, CheckSuite } from './check.ts';
import type { Issue, PullRequest } from './discussion.ts';
import type { Ruleset } from './ruleset.ts';
import type { Workflow, WorkflowRun } from './workflow.ts';

export interface Repository {
  readonly id: number;
  owner: number;
  name: string;
  visibility: 'public' | 'private';
  defaultBranch: string;
  /** The repository that this one was forked from. */
  parent: number | null;
  archived: boolean;
  allowForking: boolean;
  /** Which ways to merge the settings allow; at least one. A ruleset may allow fewer. */
  readonly mergeMethods: Set<MergeMethod>;
  readonly collaborators: Map<number, Permission>;
  readonly teams: Map<number, Permission>;
  readonly git: GitRepository;
  /** By number; issues and pull requests share one number space. */
  readonly pulls: Map<number, PullRequest>;
  readonly issues: Map<number, Issue>;
  nextNumber: number;
  readonly labels: Map<string, Label>;
  readonly suites: CheckSuite[];
  readonly runs: CheckRun[];
  /** Oldest first. */
  readonly attestations: Attestation[];
  /** By path. */
  readonly workflows: Map<string, Workflow>;
  /** Oldest first. */
  readonly workflowRuns: WorkflowRun[];
  /** `repository_dispatch` events, oldest first: what workflows of this repository could have heard. */
  readonly dispatches: Dispatched[];
  /** Oldest first. */
  readonly activity: Activity[];
  readonly rulesets: Ruleset[];
  /** Commits that GitHub itself made and signed (merges, `createCommitOnBranch`). */
  readonly signedByGitHub: Set<string>;
  /** Trees whose recursive listing says `truncated: true`, and then leaves out the last entry. */
  readonly truncatedTrees: Set<string>;
  readonly createdAt: Instant;
  updatedAt: Instant;
  pushedAt: Instant;
}

/** Where GitHub may answer in two ways, and nobody has tried: a test can have the other. */
export interface ReaderAnswers {
  /** Whether GraphQL shows an App that may push the collaborators of a repository, as it shows people who may. */
  graphqlShowsApps: boolean;
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface Dispatched {
  /** The account that asked for it. */
  readonly by: number;
  readonly event: string;
  readonly payload: unknown;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** A row of `GET /repos/{owner}/{repo}/activity`: who moved which ref, by authenticated identity. */
export interface Activity {
  readonly id: number;
  /** 40 zeros when the ref was created. */
  before: string;
  /** 40 zeros when the ref was deleted. */
  after: string;
  /** Full name, `refs/heads/...`. */
  ref: string;
  at: Instant;
  type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge' | 'merge_queue_merge';
  actor: number | null;
}
