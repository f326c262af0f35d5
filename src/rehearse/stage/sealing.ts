import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../serve/settings.ts';
import { type Actions, startActions } from '../../standin/actions/actions.ts';
import type { GitHub } from '../../standin/github/github.ts';
import { ACTIONS_ISSUER } from '../../standin/sigstore/actions-token.ts';
import type { Sigstore } from '../../standin/sigstore/sigstore.ts';
import type { FileEdit, WorldPart } from '../world.ts';
import type { Reference } from './reference.ts';

const EXAMPLE = join(import.meta.dirname, '../../../docs/examples/seal.yml');
const SEAL_POLICY = 'policies/seal.yaml';

/** Who makes the seals of a world: as it says, or else as its policies do. */
export function sealingOf({ sealing }: WorldPart, { rules }: Reference): NonNullable<WorldPart['sealing']> {
  return sealing ?? (rules.seal.workflow === undefined ? 'in-process' : 'workflow');
}

/** What main must hold for that, in a governance repository of this name and id. */
export function sealingFiles(
  part: WorldPart,
  reference: Reference,
  place: { readonly repository: string; readonly id: number; readonly signingConfig: object },
): Readonly<Record<string, FileEdit>> {
  const { workflow, signing_config = 'signing-config.json' } = reference.rules.seal;
  if (sealingOf(part, reference) === 'in-process')
    return workflow === undefined ? {} : { [SEAL_POLICY]: { workflow: null, signing_config: null } };
  const { file } = workflow ?? { file: 'seal.yml' };
  return {
    [SEAL_POLICY]: {
      identity: `https://github.com/${place.repository}/.github/workflows/${file}@refs/heads/main`,
      issuer: ACTIONS_ISSUER,
      workflow: { file, repository: place.id },
      signing_config,
    },
    [`policies/${signing_config}`]: JSON.stringify(place.signingConfig),
    [`.github/workflows/${file}`]: readFileSync(EXAMPLE, 'utf8'),
  };
}

/** GitHub Actions for a world, with the Action as it is shipped. Its steps find evidence where the bot finds it. */
export function startSealing(
  { action }: Reference,
  github: GitHub,
  sigstore: Sigstore,
  rehearsed: Settings['rehearsed'],
): Promise<Actions> {
  return startActions({ github, sigstore, bundle: action, args: [JSON.stringify(rehearsed)] });
}
