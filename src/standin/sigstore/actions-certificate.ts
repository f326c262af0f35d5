import { extension } from './certificate.ts';
import { utf8 } from './der.ts';
import { textAt } from './refusal.ts';
import type { Claims } from './token.ts';

/** Fulcio is told the address for each issuer; for that of Actions it is this, wherever the API is. */
const SERVER = 'https://github.com';

/** The name in the certificate: the workflow that the job was written in, at its ref. */
export function workflowIdentity(claims: Claims): string {
  return `${SERVER}/${textAt(claims, 'job_workflow_ref')}`;
}

/**
 * What the certificate says beside name and issuer (sigstore/fulcio `docs/oid-info.md`): 2 to 6 for old readers as
 * bare text, from 9 on as DER. Throws a `Refusal` where the token lacks one.
 */
export function workflowExtensions(claims: Claims): Buffer[] {
  const of = (name: string) => textAt(claims, name);
  const run = `${of('repository')}/actions/runs/${of('run_id')}/attempts/${of('run_attempt')}`;
  const bare = { 2: of('event_name'), 3: of('sha'), 4: of('workflow'), 5: of('repository'), 6: of('ref') };
  const encoded = {
    9: workflowIdentity(claims),
    10: of('job_workflow_sha'),
    11: of('runner_environment'),
    12: `${SERVER}/${of('repository')}`,
    13: of('sha'),
    14: of('ref'),
    15: of('repository_id'),
    16: `${SERVER}/${of('repository_owner')}`,
    17: of('repository_owner_id'),
    18: `${SERVER}/${of('workflow_ref')}`,
    19: of('workflow_sha'),
    20: of('event_name'),
    21: `${SERVER}/${run}`,
    22: of('repository_visibility'),
  };
  return [
    ...Object.entries(bare).map(([number, text]) => numbered(number, Buffer.from(text))),
    ...Object.entries(encoded).map(([number, text]) => numbered(number, utf8(text))),
  ];
}

function numbered(number: string, value: Buffer): Buffer {
  return extension(`1.3.6.1.4.1.57264.1.${number}`, value);
}
