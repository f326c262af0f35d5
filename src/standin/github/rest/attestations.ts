import { storeAttestation } from '../acts/attestations.ts';
import { bundleUrl } from '../presigned.ts';
import { notFound, Refused } from '../refused.ts';
import type { Attestation } from '../world.ts';
import { type Answer, created, inRepository, type RepositoryCall, type Route } from './call.ts';
import { cursorPage } from './cursor.ts';

/** Artifact attestations of a repository: stored as they come, found by the digest of a subject. */
export const attestations: Route[] = [
  inRepository('POST /repos/{owner}/{repo}/attestations', { app: ['attestations:write'], person: 'write' }, (call) => {
    const bundle = call.body.object('bundle')?.json();
    if (bundle === undefined) throw new Refused(422, 'Invalid request.\n\n"bundle" wasn\'t supplied.');
    return created({ id: storeAttestation(call.world, call.repository, bundle).id });
  }),
  inRepository('GET /repos/{owner}/{repo}/attestations/{digest}', { app: ['attestations:read'], person: 'read' }, list),
];

/** Short words of `predicate_type`; any other text is a predicate type as it stands. */
const FAMILIES: Readonly<Record<string, RegExp>> = {
  provenance: /^https:\/\/slsa\.dev\/provenance\//,
  sbom: /^https:\/\/(spdx\.dev\/Document|cyclonedx\.org\/bom)(\/|$)/,
  release: /^https:\/\/in-toto\.io\/attestation\/release\//,
};

/** Newest first. GitHub describes an empty list and answers 404 where there is none. */
function list(call: RepositoryCall): Answer {
  const { world, repository, params, query } = call;
  const wanted = query.get('predicate_type');
  const family = wanted === null ? /^/ : FAMILIES[wanted];
  const found = repository.attestations.filter(
    ({ subjects, predicateType }) =>
      subjects.includes(params.digest ?? '') && (family?.test(predicateType) ?? predicateType === wanted),
  );
  if (found.length === 0 && world.attestationAnswers.none === 404) throw notFound();
  const { shown, headers } = cursorPage(call, found.reverse(), cursorOf);
  return { status: 200, body: { attestations: shown.map((one) => shape(call, one)) }, headers };
}

function cursorOf({ id }: Attestation): string {
  return Buffer.from(`attestation ${id}`).toString('base64url');
}

function shape({ world, repository }: RepositoryCall, attestation: Attestation) {
  return {
    repository_id: repository.id,
    bundle: world.attestationAnswers.inline ? attestation.bundle : null,
    bundle_url: bundleUrl(world, repository, attestation),
    initiator: 'user',
  };
}
