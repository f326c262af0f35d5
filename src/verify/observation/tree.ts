/** The merge commit of a pull request, with the tops of its tree and of its first parent. */
export interface MergeSeen {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly tree: TopTree;
  readonly firstParentTree: TopTree | null;
}

/** What of a tree says what a change touched: the entries of the root and of the folders of which one part is proposed. */
export interface TopTree {
  readonly root: readonly EntrySeen[];
  readonly packets: readonly EntrySeen[];
  readonly decisions: readonly EntrySeen[];
  readonly github: readonly EntrySeen[];
}

/** An entry of a git tree. */
export interface EntrySeen {
  readonly name: string;
  readonly mode: number;
  readonly oid: string;
}

/** Each commit of the pull request with its top trees, oldest first, and those of the commit they stand on. */
export interface HistorySeen {
  readonly root: { readonly oid: string; readonly tree: TopTree };
  readonly commits: readonly { readonly oid: string; readonly tree: TopTree }[];
}
