import { z } from 'zod';

/** What evidence can be evidence of. A council requires kinds, a packet cites them, an exception waives them. */
export const EVIDENCE_KINDS = [
  'slsa-provenance',
  'spdx',
  'cyclonedx',
  'test-result',
  'vulnerability-scan',
  'vsa',
  'reproducible-build',
  'signer-quorum',
  'artifact-lineage',
  'acceptance',
  'review',
  'preview',
  'docs',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const evidenceKind = z.enum(EVIDENCE_KINDS).meta({
  title: 'a kind of evidence',
  description: 'what the evidence is evidence of',
  examples: ['slsa-provenance'],
});
