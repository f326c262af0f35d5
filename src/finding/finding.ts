import { z } from 'zod';
import { CODE_NAMES, type Code } from './code.ts';

/**
 * What a rule says. Every node explains itself: what was wanted, what was seen, which claims counted and which were
 * set aside and why; reports compute nothing. A node has exactly one status, so it cannot contradict itself.
 */
export type Finding = Leaf | Branch;
export type Status = 'met' | 'unmet' | 'notApplicable' | 'undetermined';

interface Said {
  /** The rule's stable name, such as `owner-approvals`. */
  readonly rule: string;
  readonly wanted: string;
  readonly seen: string;
  /** What was counted towards the rule, in words. */
  readonly counted?: readonly string[];
  readonly setAside?: readonly SetAside[];
  /** What can never be seen from here, and so was left to somebody who can see it. */
  readonly unjudged?: readonly string[];
}
/** A claim that was looked at and not counted. */
export interface SetAside {
  readonly what: string;
  readonly why: string;
  readonly code: Code;
  readonly also?: readonly Code[];
}
export interface Met extends Said {
  readonly status: 'met';
}
export interface NotApplicable extends Said {
  readonly status: 'notApplicable';
}
/** A hold, or with `denies` a denial: a reason why the packet does not go on, for now or for ever. */
export interface Unmet extends Said {
  readonly status: 'unmet';
  readonly code: Code;
  /** More codes that this one reason also has. */
  readonly also?: readonly Code[];
  readonly mend: string;
  readonly denies?: true;
  /** Where in the packet: shown as annotations on the lines. */
  readonly at?: readonly Place[];
}
/** Could not be decided: a hold that may resume by itself. */
export interface Undetermined extends Said {
  readonly status: 'undetermined';
  readonly code: 'upstream-unavailable' | 'signing-unavailable' | 'state-unknown' | 'protection-unseen';
  readonly mend: string;
}
export type Leaf = Met | NotApplicable | Unmet | Undetermined;
export interface Branch {
  readonly rule: string;
  readonly status: Status;
  readonly children: readonly Finding[];
}
/** Lines and columns start at 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
export type Outcome = 'go' | 'hold' | 'denied';

/**
 * Any unmet child makes it unmet, else any undetermined child undetermined. `notApplicable` children are left out;
 * a node with no child left is unmet, so that an empty list of rules never passes.
 */
export function all(rule: string, children: readonly Finding[]): Branch {
  const counted = children.filter((child) => child.status !== 'notApplicable');
  const has = (status: Status) => counted.some((child) => child.status === status);
  const status = counted.length === 0 || has('unmet') ? 'unmet' : has('undetermined') ? 'undetermined' : 'met';
  return { rule, status, children };
}

/** The leaves in the order in which the rules stand. */
export function leaves(finding: Finding): Leaf[] {
  return 'children' in finding ? finding.children.flatMap(leaves) : [finding];
}

/** The leaves that stand in the way, as they stand in the tree. */
export function obstacles(finding: Finding): (Unmet | Undetermined)[] {
  return leaves(finding).filter((leaf) => leaf.status === 'unmet' || leaf.status === 'undetermined');
}

/** `denied` when any obstacle denies, `go` only when the root is met, else `hold`. */
export function outcome(finding: Finding): Outcome {
  if (obstacles(finding).some((leaf) => leaf.status === 'unmet' && leaf.denies)) return 'denied';
  return finding.status === 'met' ? 'go' : 'hold';
}

/** Every code that the finding names, each once, the obstacles' own before those of what was set aside. */
export function codes(finding: Finding): Code[] {
  const standing = obstacles(finding);
  const own = standing.flatMap((leaf) => (leaf.status === 'unmet' ? [leaf.code, ...(leaf.also ?? [])] : [leaf.code]));
  const aside = standing.flatMap((leaf) =>
    (leaf.setAside ?? []).flatMap((claim) => [claim.code, ...(claim.also ?? [])]),
  );
  return [...new Set([...own, ...aside])];
}

const code = z.enum(CODE_NAMES);
const aside = z.strictObject({ what: z.string(), why: z.string(), code, also: z.array(code).readonly().optional() });
const place = z.strictObject({
  path: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  message: z.string(),
});
const said = {
  rule: z.string().min(1),
  wanted: z.string(),
  seen: z.string(),
  counted: z.array(z.string()).readonly().optional(),
  setAside: z.array(aside).readonly().optional(),
  unjudged: z.array(z.string()).readonly().optional(),
};
const undetermined = ['upstream-unavailable', 'signing-unavailable', 'state-unknown', 'protection-unseen'] as const;
const leaf = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('met'), ...said }),
  z.strictObject({ status: z.literal('notApplicable'), ...said }),
  z.strictObject({
    status: z.literal('unmet'),
    ...said,
    code,
    also: z.array(code).readonly().optional(),
    mend: z.string().min(1),
    denies: z.literal(true).optional(),
    at: z.array(place).readonly().optional(),
  }),
  z.strictObject({ status: z.literal('undetermined'), ...said, code: z.enum(undetermined), mend: z.string().min(1) }),
]);

/** A finding as other programs read it: a tree whose leaves each say one status, and why. */
export const findingSchema: z.ZodType<Finding> = z.lazy(() => z.union([leaf, branch])) as z.ZodType<Finding>;
const branch = z.strictObject({
  rule: z.string().min(1),
  status: z.enum(['met', 'unmet', 'notApplicable', 'undetermined']),
  children: z.array(findingSchema).readonly(),
});
