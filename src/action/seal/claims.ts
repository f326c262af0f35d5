import { readJson } from '../../document/json.ts';
import type { SealPolicy } from '../../policy/seal-policy.ts';
import { NotSealed, requireExactly } from './not-sealed.ts';

/** For whom Fulcio takes tokens. */
export const AUDIENCE = 'sigstore';

/**
 * Refuses an identity token that would get a certificate of somebody else, before it is shown to anybody
 * (docs.github.com, "OpenID Connect reference"). Its signature is Fulcio's to verify: it came from the runner.
 */
export function requireClaims(token: string, { issuer, workflow }: SealPolicy, workflowRef: string): void {
  const wanted = {
    iss: issuer,
    aud: AUDIENCE,
    event_name: 'workflow_dispatch',
    ref: 'refs/heads/main',
    workflow_ref: workflowRef,
    // Another, where the job calls a workflow that is kept elsewhere.
    job_workflow_ref: workflowRef,
    repository_id: String(workflow?.repository),
    runner_environment: 'github-hosted',
  };
  requireExactly(claimsOf(token), wanted, 'only the workflow that policies/seal.yaml names may seal');
}

/** Nothing of the token itself is ever said. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims = readJson(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return claims;
  } catch {
    // Said below.
  }
  const hint = 'the runner gave something else; run it again';
  throw new NotSealed({ code: 'attestation-identity-mismatch', expected: 'a JWT', seen: 'none', hint });
}
