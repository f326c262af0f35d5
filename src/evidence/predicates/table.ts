import type { EvidenceKind } from '../kind.ts';
import { artifactLineage } from './artifact-lineage.ts';
import { cyclonedx } from './cyclonedx.ts';
import { acceptance, review } from './opinion.ts';
import type { Predicate } from './predicate.ts';
import { provenance } from './provenance.ts';
import { docs, preview } from './publication.ts';
import { reproducibleBuild } from './reproducible-build.ts';
import { signerQuorum } from './signer-quorum.ts';
import { spdx } from './spdx.ts';
import { testResult } from './test-result.ts';
import { vsa } from './vsa.ts';
import { vulnerabilityScan } from './vulnerabilities.ts';

/** What each kind of evidence must say. All that concerns one kind only is behind its line. */
export const PREDICATES: Readonly<Record<EvidenceKind, Predicate>> = {
  'slsa-provenance': provenance,
  spdx,
  cyclonedx,
  'test-result': testResult,
  'vulnerability-scan': vulnerabilityScan,
  vsa,
  'reproducible-build': reproducibleBuild,
  'signer-quorum': signerQuorum,
  'artifact-lineage': artifactLineage,
  acceptance,
  review,
  preview,
  docs,
};
