import type { Instant } from '../time/instant.ts';
import type { Unproven } from './unproven.ts';

/** What stands at the address of a citation, as it was read and before anything of it is believed. */
export type Material =
  | { readonly from: 'file' | 'git'; readonly bytes: Uint8Array }
  /** Sigstore bundles as GitHub's attestations API has them for one subject, parsed. */
  | { readonly from: 'attestations'; readonly bundles: readonly unknown[] }
  | { readonly from: 'check-run'; readonly run: CheckRun }
  | { readonly from: 'workflow-run'; readonly run: WorkflowRun };

/** GitHub's word about one check run ("Get a check run" of its REST API). */
export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly appId: number;
  readonly repositoryId: number;
  readonly completedAt: Instant | null;
}

/** GitHub's word about one workflow run ("Get a workflow run" of its REST API). */
export interface WorkflowRun {
  readonly id: number;
  readonly path: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly repositoryId: number;
  readonly attempt: number;
}

/**
 * One attempt to read what a citation names. `unread`: it could not be reached, so nothing is known, which is never
 * fine. `refused`: it may not be asked for, or the source itself says that there is none.
 */
export type Reading = { readonly read: Material } | { readonly unread: string } | { readonly refused: Unproven };
