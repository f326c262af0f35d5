import type { EvidenceKind } from '../../src/evidence/kind.ts';
import { ARTIFACT, COMMIT, OTHER_HEX } from './good.ts';

/** One place of a good predicate that is otherwise; undefined takes it away. */
export interface Change {
  /** Which good predicate; the first of its kind unless given. */
  readonly of?: string;
  readonly path: string;
  readonly value: unknown;
  /** What the refusal must quote. */
  readonly seen?: string;
}

const OTHER = `sha256:${OTHER_HEX}`;
const LATER = '2026-11-22T09:02:00Z';
const LATER_OFFSET = '2026-11-22T10:02:00+01:00';
const stranger = { identity: 'eva@evil.example', issuer: 'https://login.acme.example' };
const confirmed = { commit: COMMIT, artifacts: [ARTIFACT], at: '2026-11-20T16:05:12Z' };
const severity = (...scores: unknown[]) => [
  { id: 'CVE-2026-9', severity: scores.map((score) => ({ method: 'x', score })) },
];
const trivy = (severity: string) => [{ Vulnerabilities: [{ VulnerabilityID: 'CVE-2026-9', Severity: severity }] }];

/** What must not pass for a yes, by kind: what is wrong with it, and the change that makes it so. */
export const BAD: Readonly<Record<EvidenceKind, readonly (readonly [what: string, change: Change])[]>> = {
  'slsa-provenance': [
    ['no builder', { path: 'runDetails.builder', value: undefined }],
    ['a builder without an id', { path: 'runDetails.builder.id', value: '' }],
    [
      'another builder',
      { path: 'runDetails.builder.id', value: 'https://github.com/evil', seen: 'https://github.com/evil' },
    ],
    [
      'a builder whose name only begins alike',
      {
        path: 'runDetails.builder.id',
        value: 'https://github.com/acme/payments/.github/workflows/release.yml@refs/heads/main2',
      },
    ],
    ['no build type', { path: 'buildDefinition.buildType', value: undefined }],
    [
      'another build type',
      { path: 'buildDefinition.buildType', value: 'https://example.com/by-hand', seen: 'by-hand' },
    ],
    ['no external parameters', { path: 'buildDefinition.externalParameters', value: undefined }],
    ['no build definition', { path: 'buildDefinition', value: null }],
    ['a dependency that names nothing', { path: 'buildDefinition.resolvedDependencies.0', value: { name: 'x' } }],
    [
      'a dependency with half a digest',
      { path: 'buildDefinition.resolvedDependencies.0.digest.gitCommit', value: COMMIT.slice(1), seen: 'digest' },
    ],
    [
      'a dependency whose digest is in upper case',
      { path: 'buildDefinition.resolvedDependencies.0.digest.gitCommit', value: COMMIT.toUpperCase() },
    ],
    ['dependencies that are no list', { path: 'buildDefinition.resolvedDependencies', value: {} }],
  ],
  spdx: [
    ['another version', { path: 'spdxVersion', value: 'SPDX-2.2', seen: 'SPDX-2.2' }],
    ['no version', { path: 'spdxVersion', value: undefined }],
    ['no part', { path: 'packages', value: [], seen: 'none' }],
    ['no list of parts', { path: 'packages', value: undefined }],
    ['it describes another artifact', { path: 'packages.0.checksums.1.checksumValue', value: OTHER_HEX, seen: OTHER }],
    [
      'it describes one of its other parts',
      { path: 'relationships.0.relatedSpdxElement', value: 'SPDXRef-lib', seen: OTHER },
    ],
    [
      'it describes another, said from the other end',
      {
        path: 'relationships.0',
        value: {
          spdxElementId: 'SPDXRef-lib',
          relationshipType: 'DESCRIBED_BY',
          relatedSpdxElement: 'SPDXRef-DOCUMENT',
        },
        seen: OTHER,
      },
    ],
    ['3.0 under the name of 2.3', { path: 'spdxVersion', value: 'SPDX-3.0' }],
    [
      '3.0 of another context',
      { of: '3.0', path: '@context', value: 'https://spdx.org/rdf/4.0.0/spdx-context.jsonld' },
    ],
    ['3.0 without a document', { of: '3.0', path: '@graph.1', value: undefined }],
    ['3.0 without a part', { of: '3.0', path: '@graph.3.type', value: 'software_Snippet', seen: 'none' }],
    [
      '3.0 about another artifact',
      { of: '3.0', path: '@graph.3.verifiedUsing.0.hashValue', value: OTHER_HEX, seen: OTHER },
    ],
  ],
  cyclonedx: [
    ['another format', { path: 'bomFormat', value: 'AnotherFormat' }],
    ['a version that is too old', { path: 'specVersion', value: '1.2' }],
    ['another version than its type says', { of: '1.5', path: 'specVersion', value: '1.6', seen: '1.6' }],
    ['no component', { path: 'components', value: [], seen: 'none' }],
    ['no list of components', { path: 'components', value: undefined, seen: 'none' }],
    ['a component without a name', { path: 'components.0.name', value: '' }],
    ['it describes another artifact', { path: 'metadata.component.hashes.0.content', value: OTHER_HEX, seen: OTHER }],
  ],
  'test-result': [
    ['it failed', { path: 'result', value: 'FAILED', seen: 'FAILED' }],
    ['it warned', { path: 'result', value: 'WARNED', seen: 'WARNED' }],
    ['another word for passed', { path: 'result', value: 'passed' }],
    ['a test failed all the same', { path: 'failedTests', value: ['smoke'], seen: 'smoke' }],
    ['a test warned all the same', { path: 'warnedTests', value: ['smoke'], seen: 'smoke' }],
    ['no configuration', { path: 'configuration', value: [] }],
    ['no list of configurations', { path: 'configuration', value: undefined }],
    ['a configuration that names nothing', { path: 'configuration.0', value: { name: 'ci' } }],
    ['tests that are no names', { path: 'passedTests', value: [1] }],
  ],
  'vulnerability-scan': [
    ['a worse finding, by its word', { path: 'scanner.result', value: severity('HIGH'), seen: 'CVE-2026-9 (high)' }],
    ['a worse finding, by its score', { path: 'scanner.result', value: severity('7.0'), seen: '(high)' }],
    ['a worse finding, by one of two', { path: 'scanner.result', value: severity('low', '9.8'), seen: '(critical)' }],
    ['a worse finding, in other words', { path: 'scanner.result', value: severity('Important'), seen: '(high)' }],
    [
      'a severity that nobody can read',
      { path: 'scanner.result', value: severity('CVSS:3.1/AV:N'), seen: '(critical)' },
    ],
    [
      'a severity of which half can be read',
      { path: 'scanner.result', value: severity('low', 'CVSS:3.1/AV:N'), seen: '(critical)' },
    ],
    ['a score beyond the scale', { path: 'scanner.result', value: severity('11'), seen: '(critical)' }],
    ['a finding without a severity', { path: 'scanner.result', value: severity(), seen: '(critical)' }],
    ['a finding without a name', { path: 'scanner.result', value: [{ severity: [] }] }],
    ['no result', { path: 'scanner.result', value: undefined }],
    ['no scanner', { path: 'scanner', value: undefined }],
    ['a scanner without a name', { path: 'scanner.uri', value: '' }],
    ['a scan that never ended', { path: 'metadata.scanFinishedOn', value: undefined }],
    ['a scan that is too old', { path: 'metadata.scanFinishedOn', value: '2026-11-15T08:59:59Z', seen: '2026-11-15' }],
    ['a scan that ended in the future', { path: 'metadata.scanFinishedOn', value: LATER_OFFSET, seen: LATER }],
    ['a day that no calendar has', { path: 'metadata.scanFinishedOn', value: '2026-13-40T00:00:00Z' }],
    ['a day that no February has', { path: 'metadata.scanFinishedOn', value: '2026-02-30T00:00:00+02:00' }],
    ['a time without a zone', { path: 'metadata.scanFinishedOn', value: '2026-11-20T12:00:00' }],
    [
      'a worse finding of Trivy',
      {
        of: "cosign's, with a report of Trivy",
        path: 'scanner.result.Results',
        value: trivy('CRITICAL'),
        seen: '(critical)',
      },
    ],
    [
      'an unknown severity of Trivy',
      {
        of: "cosign's, with a report of Trivy",
        path: 'scanner.result.Results',
        value: trivy('UNKNOWN'),
        seen: '(critical)',
      },
    ],
    [
      'a worse finding of Grype',
      {
        of: "cosign's, with a report of Grype",
        path: 'scanner.result.matches.0.vulnerability.severity',
        value: 'High',
        seen: 'CVE-2026-2 (high)',
      },
    ],
    [
      'a finding of Grype without a severity',
      {
        of: "cosign's, with a report of Grype",
        path: 'scanner.result.matches.0.vulnerability.severity',
        value: undefined,
        seen: '(critical)',
      },
    ],
    [
      'a report that nobody can read',
      { of: "cosign's, with a report of Grype", path: 'scanner.result', value: {}, seen: 'Trivy' },
    ],
    [
      'a report of Trivy about no artifact',
      {
        of: "cosign's, with a report of Trivy",
        path: 'scanner.result',
        value: { SchemaVersion: 2, ClusterName: 'north', Resources: [{ Results: trivy('CRITICAL') }] },
        seen: 'Trivy',
      },
    ],
    [
      'a report of another version of Trivy',
      { of: "cosign's, with a report of Trivy", path: 'scanner.result.SchemaVersion', value: 3 },
    ],
  ],
  vsa: [
    ['it failed', { path: 'verificationResult', value: 'FAILED', seen: 'FAILED' }],
    ['another word for passed', { path: 'verificationResult', value: 'OK' }],
    ['a level that failed', { path: 'verifiedLevels', value: ['SLSA_BUILD_LEVEL_3', 'FAILED'], seen: 'FAILED' }],
    ['a lower level', { path: 'verifiedLevels', value: ['SLSA_BUILD_LEVEL_2'], seen: 'SLSA_BUILD_LEVEL_2' }],
    ['the level of another track', { path: 'verifiedLevels', value: ['SLSA_SOURCE_LEVEL_3'] }],
    ['no level', { path: 'verifiedLevels', value: [], seen: 'none' }],
    ['a level that is only like one', { path: 'verifiedLevels', value: ['SLSA_BUILD_LEVEL_30'] }],
    ['another verifier', { path: 'verifier.id', value: 'https://evil.example', seen: 'https://evil.example' }],
    ['no verifier', { path: 'verifier', value: undefined }],
    ['no resource', { path: 'resourceUri', value: '' }],
    ['a policy without an address', { path: 'policy.uri', value: undefined }],
    ['a time to come', { path: 'timeVerified', value: LATER, seen: LATER }],
    ['no time', { path: 'timeVerified', value: 'yesterday' }],
  ],
  'reproducible-build': [
    ['no builds', { path: 'builds', value: [] }],
    ['one build', { path: 'builds', value: rebuilt([ARTIFACT]) }],
    ['two builds that differ', { path: 'builds.1.artifacts', value: [OTHER], seen: OTHER }],
    ['two builds of which one made more', { path: 'builds.1.artifacts', value: [ARTIFACT, OTHER], seen: OTHER }],
    ['one builder twice', { path: 'builds.1.builder', value: 'https://builder-north.acme.example', seen: 'again' }],
    [
      'a builder that policy does not name',
      { path: 'builds.1.builder', value: 'https://builder-west.acme.example', seen: 'west' },
    ],
    ['another artifact', { path: 'builds', value: rebuilt([OTHER], [OTHER]), seen: OTHER }],
    ['a build to come', { path: 'builds.0.finished_at', value: LATER, seen: LATER }],
    ['an unknown field', { path: 'builds.0.note', value: 'x', seen: 'note' }],
    ['half a commit', { path: 'source.commit', value: COMMIT.slice(1) }],
    ['no source', { path: 'source', value: undefined }],
    ['a build that made nothing', { path: 'builds.0.artifacts', value: [] }],
  ],
  'signer-quorum': [
    ['a threshold of one', { path: 'threshold', value: 1 }],
    ['a threshold below that of policy', { path: 'threshold', value: 2, seen: '2' }],
    ['a threshold that is not reached', { path: 'threshold', value: 4, seen: 'kim@acme.example' }],
    ['a signer twice', { path: 'confirmations.2.identity', value: 'kim@acme.example', seen: 'again' }],
    [
      'a signer that policy does not name',
      { path: 'confirmations.2', value: { ...stranger, ...confirmed }, seen: 'lee' },
    ],
    ['a signer of another issuer', { path: 'confirmations.2.issuer', value: 'https://login.evil.example' }],
    ['one who confirmed another commit', { path: 'confirmations.1.commit', value: 'a'.repeat(40), seen: 'lee' }],
    ['one who confirmed another artifact', { path: 'confirmations.1.artifacts', value: [OTHER], seen: 'lee' }],
    [
      'a stranger who confirmed another commit',
      { path: 'confirmations.3', value: { ...stranger, ...confirmed, commit: 'a'.repeat(40) }, seen: 'eva' },
    ],
    ['a confirmation to come', { path: 'confirmations.0.at', value: LATER, seen: LATER }],
    ['a confirmation of nothing', { path: 'confirmations.0.artifacts', value: [] }],
    ['no confirmations', { path: 'confirmations', value: [] }],
    ['another commit than that confirmed', { path: 'source.commit', value: 'a'.repeat(40), seen: COMMIT }],
  ],
  'artifact-lineage': [
    ['a gap', { path: 'steps.1.inputs', value: [OTHER], seen: OTHER }],
    ['a beginning that is no commit', { path: 'steps.0.inputs', value: [OTHER], seen: OTHER }],
    ['the beginning of another commit', { path: 'source.commit', value: 'a'.repeat(40), seen: COMMIT }],
    ['an end that is another artifact', { path: 'steps.1.outputs', value: [OTHER], seen: OTHER }],
    ['a step that takes what only a later one made', { path: 'steps.0.inputs.1', value: ARTIFACT, seen: ARTIFACT }],
    ['steps out of order', { path: 'steps.0.at', value: '2026-11-20T03:32:06Z', seen: '2026-11-20T03:32:05Z' }],
    ['a step to come', { path: 'steps.1.at', value: LATER, seen: LATER }],
    ['no steps', { path: 'steps', value: [] }],
    ['a step without inputs', { path: 'steps.0.inputs', value: [] }],
    [
      'sources that policy does not name',
      { path: 'source.repository', value: 'https://github.com/evil/payments', seen: 'evil' },
    ],
  ],
  acceptance: [
    ['it was rejected', { path: 'outcome', value: 'rejected', seen: 'rejected' }],
    ["another kind's yes", { path: 'outcome', value: 'approved' }],
    ['nobody', { path: 'by', value: [] }],
    ['nobody of the role', { path: 'by.0.role', value: 'intern', seen: 'Gil Ames (intern)' }],
    ['one person twice', { path: 'by.1.name', value: 'Gil Ames', seen: 'again' }],
    ['a person without a name', { path: 'by.0.name', value: '' }],
    ['a day to come', { path: 'at', value: LATER, seen: LATER }],
    ['no time', { path: 'at', value: undefined }],
    ['minutes without a digest', { path: 'record.digest', value: undefined }],
    ['an unknown field', { path: 'accepted', value: true, seen: 'accepted' }],
  ],
  review: [
    ['it was rejected', { path: 'outcome', value: 'rejected', seen: 'rejected' }],
    ['nobody of the role', { path: 'by.0.role', value: 'intern' }],
    ['nothing that was reviewed', { path: 'what', value: undefined }],
    ['a day to come', { path: 'at', value: LATER, seen: LATER }],
  ],
  preview: [
    ['it was withdrawn', { path: 'outcome', value: 'withdrawn', seen: 'withdrawn' }],
    ['no address', { path: 'uri', value: undefined }],
    ['an address that is not https', { path: 'uri', value: 'http://preview.acme.example/' }],
    ['no digest', { path: 'digest', value: undefined }],
    ['half a digest', { path: 'digest', value: ARTIFACT.slice(0, -1) }],
    ['nobody', { path: 'by', value: undefined }],
    ['a day to come', { path: 'at', value: LATER, seen: LATER }],
  ],
  docs: [
    ['they were withdrawn', { path: 'outcome', value: 'withdrawn', seen: 'withdrawn' }],
    ['no digest', { path: 'digest', value: undefined }],
    ['nobody', { path: 'by', value: {} }],
    ['a day to come', { path: 'at', value: LATER, seen: LATER }],
  ],
};

function rebuilt(...made: readonly (readonly string[])[]) {
  return made.map((artifacts, index) => ({
    builder: `https://builder-${['north', 'south'][index]}.acme.example`,
    finished_at: '2026-11-20T14:02:11Z',
    artifacts,
  }));
}
