import { stringify } from 'yaml';
import type { Problem } from '../document/problem.ts';
import { type Decision, readDecision } from './decision.ts';
import { type DecisionPlace, decisionPath } from './place.ts';

/** What is proposed to a council. By its type there is no verdict that it could carry. */
export interface Proposal
  extends DecisionPlace,
    Pick<Decision, 'status' | 'author_kind' | 'scope' | 'manifest' | 'rationale'> {
  readonly requester: string | null;
}

/** The file of a proposal, or why there is none. */
export type Proposed =
  | { readonly ok: true; readonly path: string; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Writes the file of a proposal. Every machine of ours that proposes does it here, and this module and all that it
 * imports know no verdict. What was written is read back as everybody reads it: whatever was passed in spite of the
 * types, no text leaves that is no proposal.
 */
export function proposalFile(proposal: Proposal): Proposed {
  const { packet, revision, number, status, author_kind, scope, manifest, requester, rationale } = proposal;
  const file: Decision = {
    schema: 'governance.v1.Decision',
    packet,
    revision,
    decision: number,
    decision_kind: 'proposed',
    status,
    author_kind,
    cross_signed: false,
    scope,
    manifest,
    ...(requester !== null && { requester }),
    rationale,
  };
  const text = stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
  const read = readDecision('the proposal', new TextEncoder().encode(text));
  if (!read.ok) return read;
  // Of what was read and not of what was passed, which may be no name at all.
  const { decision, ...place } = read.value;
  return { ok: true, path: decisionPath({ ...place, number: decision }), text };
}
