/** Where in a file: lines and columns start at 1, columns count UTF-16 units as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Keys and list indexes from the top of a file down to a value. */
export type ValuePath = readonly (string | number)[];

/** What is wrong with a value: a sentence with what was expected and what was seen, and how to mend it. */
export interface Complaint {
  readonly at: ValuePath;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with a file, and where. */
export interface Problem extends Place {
  /** The file, as the repository names it. */
  readonly path: string;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * Stable codes of what can be wrong with a file. The last group are reason codes of `finding/code.ts` that a file
 * alone already shows; for all others the reader of the file knows what they mean there.
 */
export type ProblemCode =
  | 'too-large'
  | 'not-utf8'
  | 'character'
  | 'syntax'
  | 'duplicate-key'
  | 'alias'
  | 'tag'
  | 'several-documents'
  | 'too-deep'
  | 'schema'
  | 'missing-file'
  | 'unknown-file'
  | 'unknown-name'
  | 'window-invalid'
  | 'policy-weakened'
  | 'packet-path-unsafe'
  | 'verdict-not-permitted'
  | 'manifest-missing'
  | 'audience-mismatch'
  | 'council-mismatch'
  | 'codeowners-invalid';
