import { z } from 'zod';
import { distinct, whenTyped } from '../document/checks.ts';
import { type Read, readDocument } from '../document/document.ts';
import { EVIDENCE_KINDS, type EvidenceKind } from '../evidence/kind.ts';
import { PREDICATES } from '../evidence/predicates/table.ts';
import { type CheckRunPolicy, checkRunPolicy, type WorkflowRunPolicy, workflowRunPolicy } from './evidence-run.ts';
import { type EvidenceSigner, evidenceSigner } from './evidence-signer.ts';

/** What proves one kind of evidence. Lists that the file leaves out are empty, and allow nothing. */
export interface KindPolicy {
  /** Files are fetched from these hosts and no other: full lower-case names, without a port. */
  readonly hosts: readonly string[];
  readonly signers: readonly EvidenceSigner[];
  /** Checks and workflows by which GitHub's own word is the proof. */
  readonly check_runs: readonly CheckRunPolicy[];
  readonly workflow_runs: readonly WorkflowRunPolicy[];
  /** What the content must say, as `src/evidence/predicates` reads it for the kind. */
  readonly demands: unknown;
}

/** By kind. A kind that is not here cannot be proven. */
export interface EvidencePolicy {
  readonly kinds: Readonly<Partial<Record<EvidenceKind, KindPolicy>>>;
}

/** Where there is no `policies/evidence.yaml`: no evidence can be verified. */
export const NO_EVIDENCE: EvidencePolicy = { kinds: {} };

/** A DNS name of the public: at least two labels, and not under a top level that only private networks have. */
const host = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
  .regex(/\.(?!(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|test|invalid|onion)$)[^.]+$/)
  .meta({
    title: 'a public host',
    description: 'a full lower-case DNS name: no address, no port, no pattern, no name of a private network',
    examples: ['evidence.acme.example'],
  });

const MOST = 50;
const runs = {
  check_runs: distinct(checkRunPolicy, { min: 1, max: MOST }).optional(),
  workflow_runs: distinct(workflowRunPolicy, { min: 1, max: MOST }).optional(),
};

function kindPolicy(kind: EvidenceKind) {
  const { demands, byRun } = PREDICATES[kind];
  return z
    .strictObject({
      hosts: distinct(host, { min: 1, max: MOST })
        .optional()
        .meta({ description: 'the hosts that files are fetched from; without it none is' }),
      signers: z.array(evidenceSigner).min(1).max(MOST).optional().meta({ description: 'who may sign it' }),
      demands,
      ...(byRun ? runs : {}),
    })
    .superRefine((policy, context) => {
      if (policy.signers || 'check_runs' in policy || 'workflow_runs' in policy) return;
      const message = `expected \`signers\`${byRun ? ', `check_runs` or `workflow_runs`' : ''}, seen none`;
      context.addIssue({ code: 'custom', message, params: { hint: 'a kind that nobody may sign proves nothing' } });
    }, whenTyped)
    .optional();
}

const kinds = Object.fromEntries(EVIDENCE_KINDS.map((kind) => [kind, kindPolicy(kind)]));

/** The file `policies/evidence.yaml`. */
export const evidencePolicyFile = z.strictObject({
  schema: z.literal('governance.v1.EvidencePolicy'),
  kinds: z.strictObject(kinds).meta({ description: 'what proves each kind; one that is left out cannot be proven' }),
});

/** Reads `policies/evidence.yaml`. That the trusted roots which it names are there is for the caller to see. */
export function readEvidencePolicy(path: string, bytes: Uint8Array): Read<EvidencePolicy> {
  const read = readDocument(path, bytes, evidencePolicyFile);
  if (!read.ok) return read;
  const policies = EVIDENCE_KINDS.flatMap((kind) => {
    const said = read.value.kinds[kind];
    return said === undefined ? [] : [[kind, { ...NOTHING, ...said }] as const];
  });
  return { ...read, value: { kinds: Object.fromEntries(policies) } };
}
const NOTHING: KindPolicy = { hosts: [], signers: [], check_runs: [], workflow_runs: [], demands: undefined };
