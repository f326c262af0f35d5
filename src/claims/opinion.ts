import type { Code } from '../finding/code.ts';

/** The latest opinion of one account: an approval, a request for changes, or a dismissed review. */
export interface Opinion {
  readonly review: number;
  readonly account: number | null;
  readonly login: string;
  readonly type: string;
  readonly person: string | null;
  readonly agent: boolean;
  readonly can_write: boolean;
  readonly state: 'approved' | 'changes_requested' | 'dismissed';
  /** Changes were requested by it; dismissing it does not settle that. */
  readonly objects: boolean;
  readonly head: string | null;
  readonly submitted_at: string;
  /** Whether it speaks of the present head and the terms as shown before it; if not, why. */
  readonly binding: Binding;
}

/** Whether a review is bound to what stands here now. */
export type Binding =
  | { readonly bound: true }
  | { readonly bound: false; readonly code: Code; readonly also: readonly Code[]; readonly why: string };
