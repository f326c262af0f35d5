import type { Fields } from '../field.ts';
import { ADD_COMMENT_PAYLOAD, addComment } from './add-comment.ts';
import { CREATE_COMMIT_ON_BRANCH_PAYLOAD, createCommitOnBranch } from './commit-on-branch.ts';
import { MERGE_PULL_REQUEST_PAYLOAD, mergePullRequest } from './merge-pull-request.ts';
import { UPDATE_REFS_PAYLOAD, updateRefs } from './update-refs.ts';

/** Each mutation takes one `input`, whose shape GitHub's schema has checked. */
type Input<Mutation extends (input: never, ...rest: never) => unknown> = { readonly input: Parameters<Mutation>[0] };

export const MUTATION: Fields<undefined> = {
  addComment: (_root, { input }: Input<typeof addComment>, asked) => addComment(input, asked),
  createCommitOnBranch: (_root, { input }: Input<typeof createCommitOnBranch>, asked) =>
    createCommitOnBranch(input, asked),
  mergePullRequest: (_root, { input }: Input<typeof mergePullRequest>, asked) => mergePullRequest(input, asked),
  updateRefs: (_root, { input }: Input<typeof updateRefs>, asked) => updateRefs(input, asked),
};

export const PAYLOADS: Readonly<Record<string, Fields<never>>> = {
  AddCommentPayload: ADD_COMMENT_PAYLOAD,
  CreateCommitOnBranchPayload: CREATE_COMMIT_ON_BRANCH_PAYLOAD,
  MergePullRequestPayload: MERGE_PULL_REQUEST_PAYLOAD,
  UpdateRefsPayload: UPDATE_REFS_PAYLOAD,
};
