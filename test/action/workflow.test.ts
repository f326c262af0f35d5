import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { type Actions, type Ran, startActions } from '../../src/standin/actions/actions.ts';
import { ACTIONS_ISSUER, type Job, jobIdentity } from '../../src/standin/sigstore/actions-token.ts';
import { type Sigstore, startSigstore } from '../../src/standin/sigstore/sigstore.ts';
import { instance, sealWith } from '../seal/sealing.ts';
import { type Acme, startAcme } from '../standin/github/acme.ts';
import { actionFile } from './bundle.ts';

const ARTIFACT = 'the artifact';
const PROVENANCE = 'https://slsa.dev/provenance/v1';
/** The workflow whose provenance is verified, as its token describes it. */
const BUILD: Job = {
  ...{ repository: 'acme/app', repositoryId: 1296269, ownerId: 9000, visibility: 'public', event: 'push' },
  ...{ ref: 'refs/heads/main', sha: 'a'.repeat(40), actor: { login: 'ann', id: 11 }, runner: 'github-hosted' },
  ...{ run: { id: 1, number: 1, attempt: 1 }, workflow: { name: 'build', path: '.github/workflows/build.yml' } },
};
const GATE = `name: gate
on: {workflow_dispatch: {inputs: {bundle: {required: true}}}}
permissions: {contents: read}
jobs:
  gate:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/countersign@0123456789abcdef0123456789abcdef01234567
        with:
          command: verify
          subject: ${sha256(ARTIFACT)}
          bundle: \${{ inputs.bundle }}/bundle.json
          trusted-root: \${{ inputs.bundle }}/trusted-root.json
          profile: public
          identity: https://github.com/acme/app/.github/workflows/build.yml@refs/heads/main
          issuer: ${ACTIONS_ISSUER}
          predicate-type: ${PROVENANCE}
          source-repository-id: '1296269'
          runner-environment: github-hosted
`;

describe('a workflow that verifies what another workflow attested', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attested-'));
  let acme: Acme;
  let sigstore: Sigstore;
  let actions: Actions;
  beforeAll(async () => {
    acme = await startAcme();
    sigstore = await startSigstore({ clock: acme.clock, instance });
    actions = await startActions({ github: acme, sigstore, bundle: await actionFile() });
    const files = { '.github/workflows/gate.yml': GATE };
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files });
    writeFileSync(join(folder, 'trusted-root.json'), JSON.stringify(sigstore.trustedRoot));
  });
  afterAll(async () => {
    await actions.close();
    await Promise.all([acme.close(), sigstore.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Attests the artifact as this job, and runs the workflow on it. */
  async function gated(job: Partial<Job>): Promise<Ran | undefined> {
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'app.tgz', digest: { sha256: sha256(ARTIFACT).slice('sha256:'.length) } }],
      predicateType: PROVENANCE,
      predicate: {},
    };
    const bundle = await sealWith(sigstore, JSON.stringify(statement), jobIdentity({ ...BUILD, ...job }));
    writeFileSync(join(folder, 'bundle.json'), JSON.stringify(bundle));
    acme.acts.dispatch('acme/gov', 'ann', 'gate.yml', 'main', { bundle: folder });
    await actions.settled();
    return actions.runs.at(-1);
  }

  it('goes on, with the digest to go on with, and shows where it came from', async () => {
    const ran = await gated({});
    expect(ran).toMatchObject({ conclusion: 'success', annotations: [] });
    expect(ran?.outputs).toMatchObject({ verified: 'true', digest: sha256(ARTIFACT), 'predicate-type': PROVENANCE });
    expect(ran?.summary).toContain('| repository id | `1296269` | yes |');
    expect(ran?.summary).toContain('| runner | `github-hosted` | yes |');
    expect(ran?.summary).toContain(`| commit | \`${BUILD.sha}\` | no |`);
  });

  it.each<[string, Partial<Job>]>([
    ['of a repository with another number, such as one that took over the name', { repositoryId: 7 }],
    ['that ran on a machine of somebody', { runner: 'self-hosted' }],
    ['of another branch', { ref: 'refs/heads/feature' }],
    ['of another file', { workflow: { name: 'build', path: '.github/workflows/build-too.yml' } }],
    ['of another owner', { repository: 'acme-inc/app' }],
  ])('fails on a workflow %s', async (_, job) => {
    const ran = await gated(job);
    expect(ran).toMatchObject({ conclusion: 'failure', outputs: { verified: 'false' } });
    expect(ran?.annotations).toMatchObject([
      {
        level: 'error',
        title: 'countersign: not proven',
        message: expect.stringMatching(/^attestation-identity-mismatch: /),
      },
    ]);
  });
});
