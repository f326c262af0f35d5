import type { EvidenceKind } from '../../src/evidence/kind.ts';
import { PREDICATES } from '../../src/evidence/predicates/table.ts';
import { fileText } from '../nouns/sample.ts';

/** What the sample packet is about. */
export const ARTIFACT = 'sha256:4f1a6f1d0c7d5f7b0f6a0f6f5d5a9c3f8f0b8c3f9b0b6c7b8a2e1d3c4b5a6978';
export const HEX = ARTIFACT.slice('sha256:'.length);
export const OTHER_HEX = '0'.repeat(64);
export const COMMIT = '7d1e0c5a9b3f48d2a6c4e8f0b1d3a5c7e9f20416';

/** A predicate that proves its kind by the reference policy. */
export interface Good {
  readonly type: string;
  readonly content: object;
}

const example = (kind: EvidenceKind): Good => ({
  type: PREDICATES[kind].types[0] ?? '',
  content: JSON.parse(fileText(`docs/examples/evidence/${kind}.json`)),
});

const BUILDER = 'https://github.com/acme/payments/.github/workflows/release.yml@refs/heads/main';
const scan = (result: unknown) => ({
  scanner: {
    uri: 'pkg:github/aquasecurity/trivy@244fd47e07d1004f0aed9',
    version: '0.69.1',
    db: { uri: 'pkg:github/aquasecurity/trivy-db', lastUpdate: '2026-11-20T00:00:00.52Z' },
    result,
  },
  metadata: { scanStartedOn: '2026-11-20T12:00:00.52Z', scanFinishedOn: '2026-11-20T14:05:00.52+02:00' },
});

const trivy = {
  SchemaVersion: 2,
  ArtifactName: 'payments-2026.47.tar.gz',
  Results: [
    { Target: 'usr/bin', Class: 'lang-pkgs' },
    { Target: 'os', Vulnerabilities: [{ VulnerabilityID: 'CVE-2026-2', Severity: 'MEDIUM' }] },
  ],
};
const grype = {
  matches: [{ vulnerability: { id: 'CVE-2026-2', severity: 'Medium' }, artifact: { name: 'busybox' } }],
  descriptor: { name: 'grype', version: '0.104.0' },
};

const cyclonedx = (version: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: version,
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  metadata: {
    component: { type: 'application', name: 'payments', hashes: [{ alg: 'SHA-256', content: HEX }] },
  },
  components: [{ type: 'library', name: 'acme-library', version: '1.0.0', hashes: [{ alg: 'MD5', content: 'aa' }] }],
});

/** One good predicate of each kind, and of each version of its format. */
export const GOOD: Readonly<Record<EvidenceKind, Readonly<Record<string, Good>>>> = {
  'slsa-provenance': {
    'as GitHub writes it': {
      type: 'https://slsa.dev/provenance/v1',
      content: {
        buildDefinition: {
          buildType: 'https://actions.github.io/buildtypes/workflow/v1',
          externalParameters: { workflow: { ref: 'refs/heads/main', path: '.github/workflows/release.yml' } },
          internalParameters: { github: { event_name: 'push' } },
          resolvedDependencies: [
            { uri: 'git+https://github.com/acme/payments@refs/heads/main', digest: { gitCommit: COMMIT } },
          ],
        },
        runDetails: {
          builder: { id: BUILDER },
          metadata: { invocationId: 'https://github.com/acme/payments/actions/runs/1/attempts/1' },
        },
      },
    },
  },
  spdx: {
    '2.3': {
      type: 'https://spdx.dev/Document/v2.3',
      content: {
        spdxVersion: 'SPDX-2.3',
        SPDXID: 'SPDXRef-DOCUMENT',
        dataLicense: 'CC0-1.0',
        name: 'payments',
        packages: [
          {
            SPDXID: 'SPDXRef-payments',
            name: 'payments',
            checksums: [
              { algorithm: 'SHA1', checksumValue: 'a'.repeat(40) },
              { algorithm: 'SHA256', checksumValue: HEX },
            ],
          },
          { SPDXID: 'SPDXRef-lib', name: 'lib', checksums: [{ algorithm: 'SHA256', checksumValue: OTHER_HEX }] },
        ],
        relationships: [
          {
            spdxElementId: 'SPDXRef-DOCUMENT',
            relationshipType: 'DESCRIBES',
            relatedSpdxElement: 'SPDXRef-payments',
          },
        ],
      },
    },
    '2.3, that gives no digest of what it describes': {
      type: 'https://spdx.dev/Document',
      content: {
        spdxVersion: 'SPDX-2.3',
        SPDXID: 'SPDXRef-DOCUMENT',
        packages: [{ SPDXID: 'SPDXRef-payments' }],
        files: [{ SPDXID: 'SPDXRef-lib', checksums: [{ algorithm: 'SHA256', checksumValue: OTHER_HEX }] }],
        relationships: [
          { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-payments' },
          { spdxElementId: 'SPDXRef-payments', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-lib' },
          { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'CONTAINS', relatedSpdxElement: 'SPDXRef-lib' },
          { spdxElementId: 'SPDXRef-lib', relationshipType: 'DESCRIBED_BY', relatedSpdxElement: 'SPDXRef-payments' },
          { spdxElementId: 'SPDXRef-lib', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-DOCUMENT' },
        ],
      },
    },
    '3.0': {
      type: 'https://spdx.dev/Document/v3',
      content: {
        '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
        '@graph': [
          { type: 'CreationInfo', '@id': '_:info', specVersion: '3.0.1', created: '2026-11-20T10:00:00Z' },
          { type: 'SpdxDocument', spdxId: 'urn:doc', creationInfo: '_:info', rootElement: ['urn:bill'] },
          { type: 'software_Sbom', spdxId: 'urn:bill', creationInfo: '_:info', rootElement: ['urn:payments'] },
          {
            type: 'software_Package',
            spdxId: 'urn:payments',
            name: 'payments',
            verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: HEX }],
          },
        ],
      },
    },
  },
  cyclonedx: {
    '1.6, as cosign names it': { type: 'https://cyclonedx.org/bom', content: cyclonedx('1.6') },
    ...Object.fromEntries(
      ['1.4', '1.5', '1.6'].map((version) => [
        version,
        { type: `https://cyclonedx.org/bom/v${version}`, content: cyclonedx(version) },
      ]),
    ),
  },
  'test-result': {
    'of a workflow': {
      type: 'https://in-toto.io/attestation/test-result/v0.1',
      content: {
        result: 'PASSED',
        configuration: [
          { name: '.github/workflows/ci.yml', digest: { gitBlob: 'ebe4add40f63c3c98bc9b32ff1e736f04120b023' } },
        ],
        url: 'https://github.com/acme/payments/actions/runs/4425592351',
        passedTests: ['build (24, ubuntu-latest)', 'acceptance'],
        warnedTests: [],
        failedTests: [],
      },
    },
  },
  'vulnerability-scan': {
    'in-toto 0.2': {
      type: 'https://in-toto.io/attestation/vulns/v0.2',
      content: scan([
        {
          id: 'CVE-2026-1',
          severity: [
            { method: 'nvd', score: 'medium' },
            { method: 'cvss_score', score: '5.2' },
          ],
        },
      ]),
    },
    'in-toto 0.1, as its text has it': {
      type: 'https://in-toto.io/attestation/vulns/v0.1',
      content: scan([{ vulnerability: { id: 'CVE-2026-1', severity: { method: 'nvd', score: 'low' } } }]),
    },
    'in-toto 0.1, as its example has it': {
      type: 'https://in-toto.io/attestation/vulns/v0.1',
      content: scan([{ id: 'CVE-2026-1', severity: [{ method: 'cvss_score', score: 3.9 }] }]),
    },
    "cosign's, with a report of Trivy": {
      type: 'https://cosign.sigstore.dev/attestation/vuln/v1',
      content: { invocation: { parameters: null, uri: '' }, ...scan(trivy) },
    },
    "cosign's, with a report of Grype": {
      type: 'https://cosign.sigstore.dev/attestation/vuln/v1',
      content: scan(grype),
    },
    'that found nothing': { type: 'https://in-toto.io/attestation/vulns/v0.2', content: scan([]) },
  },
  vsa: {
    'of a higher level than demanded': {
      type: 'https://slsa.dev/verification_summary/v1',
      content: {
        verifier: { id: 'https://evidence.acme.example/verifier', version: { verifier: '1.2' } },
        timeVerified: '2026-11-20T16:00:00.52Z',
        resourceUri: 'https://artifacts.acme.example/payments-2026.47.tar.gz',
        policy: { uri: 'https://policies.acme.example/payments', digest: { sha256: OTHER_HEX } },
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_4'],
        dependencyLevels: { SLSA_BUILD_LEVEL_3: 5 },
        slsaVersion: '1.0',
      },
    },
  },
  'reproducible-build': { 'of the docs': example('reproducible-build') },
  'signer-quorum': { 'of the docs': example('signer-quorum') },
  'artifact-lineage': { 'of the docs': example('artifact-lineage') },
  acceptance: { 'of the docs': example('acceptance') },
  review: { 'of the docs': example('review') },
  preview: { 'of the docs': example('preview') },
  docs: { 'of the docs': example('docs') },
};
