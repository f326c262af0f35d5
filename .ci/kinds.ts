import type { z } from 'zod';
import { conclusionStatementSchema } from '../src/conclusion/statement.ts';
import { councilFile } from '../src/council/council.ts';
import { decisionFile } from '../src/decision/decision.ts';
import { attestationFile } from '../src/evidence/attestation.ts';
import { artifactLineageContent } from '../src/evidence/predicates/artifact-lineage.ts';
import { acceptanceContent, reviewContent } from '../src/evidence/predicates/opinion.ts';
import { publicationContent } from '../src/evidence/predicates/publication.ts';
import { reproducibleBuildContent } from '../src/evidence/predicates/reproducible-build.ts';
import { signerQuorumContent } from '../src/evidence/predicates/signer-quorum.ts';
import { findingSchema } from '../src/finding/finding.ts';
import { entrySchema } from '../src/ledger/entry.ts';
import { manifestSchema } from '../src/manifest/manifest.ts';
import { noticeSchema } from '../src/notice/notice.ts';
import { packetFile } from '../src/packet/packet.ts';
import { peopleFile } from '../src/people/people.ts';
import { evidencePolicyFile } from '../src/policy/evidence-policy.ts';
import { ledgerPolicyFile } from '../src/policy/ledger-policy.ts';
import { sealPolicyFile } from '../src/policy/seal-policy.ts';
import { rehearsalFile } from '../src/rehearse/format.ts';
import { checkSchema } from '../src/report/check.ts';
import { termsSchema } from '../src/terms/terms.ts';

/** A kind of file: its name (as in `schema: governance.v1.<kind>`), its schema, and an example that a test parses. */
export interface Kind {
  readonly kind: string;
  readonly schema: z.ZodType;
  /** From the root of the repository; YAML or JSON. */
  readonly example: string;
}

/** Every kind of file that this project reads or writes. A new kind needs a line here, and an example. */
export const KINDS: readonly Kind[] = [
  { kind: 'Packet', schema: packetFile, example: 'docs/examples/packets/bpe-2026-014/packet.yaml' },
  { kind: 'Decision', schema: decisionFile, example: 'docs/examples/decisions/bpe-2026-014/r1-d1.yaml' },
  { kind: 'People', schema: peopleFile, example: 'policies/people.yaml' },
  { kind: 'Council', schema: councilFile, example: 'policies/councils/release-integrity.yaml' },
  { kind: 'LedgerPolicy', schema: ledgerPolicyFile, example: 'policies/ledger.yaml' },
  { kind: 'SealPolicy', schema: sealPolicyFile, example: 'policies/seal.yaml' },
  { kind: 'EvidencePolicy', schema: evidencePolicyFile, example: 'policies/evidence.yaml' },
  { kind: 'Attestation', schema: attestationFile, example: 'docs/examples/evidence/rebuild-2026-47.yaml' },
  { kind: 'Rehearsal', schema: rehearsalFile, example: 'docs/examples/story.yaml' },
  { kind: 'Terms', schema: termsSchema, example: 'docs/examples/terms.json' },
  { kind: 'Finding', schema: findingSchema, example: 'docs/examples/finding.json' },
  { kind: 'Check', schema: checkSchema, example: 'docs/examples/check.json' },
  { kind: 'LedgerEntry', schema: entrySchema, example: 'docs/examples/ledger-entry.json' },
  { kind: 'Manifest', schema: manifestSchema, example: 'docs/examples/manifest.json' },
  { kind: 'Conclusion', schema: conclusionStatementSchema, example: 'docs/examples/conclusion.json' },
  { kind: 'Notice', schema: noticeSchema, example: 'docs/examples/notice.json' },
  // The predicates of evidence that are ours, each in a signed statement of type `https://countersign.dev/<kind>/v1`.
  {
    kind: 'ReproducibleBuild',
    schema: reproducibleBuildContent,
    example: 'docs/examples/evidence/reproducible-build.json',
  },
  { kind: 'SignerQuorum', schema: signerQuorumContent, example: 'docs/examples/evidence/signer-quorum.json' },
  { kind: 'ArtifactLineage', schema: artifactLineageContent, example: 'docs/examples/evidence/artifact-lineage.json' },
  { kind: 'Acceptance', schema: acceptanceContent, example: 'docs/examples/evidence/acceptance.json' },
  { kind: 'Review', schema: reviewContent, example: 'docs/examples/evidence/review.json' },
  { kind: 'Preview', schema: publicationContent, example: 'docs/examples/evidence/preview.json' },
  { kind: 'Docs', schema: publicationContent, example: 'docs/examples/evidence/docs.json' },
];
