import type { AppPermissions } from '../github/world.ts';
import { type Mapping, mapping } from '../workflow/file.ts';
import { Failed } from './failed.ts';

/** What the job's own token may do, and whether the job may ask for identity tokens. */
export interface JobPermissions {
  readonly token: AppPermissions;
  readonly idToken: boolean;
}

const SCOPES = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
];
/** "Restricted", which new organizations have: reading, and no identity. */
const WITHOUT_A_WORD = { contents: 'read', packages: 'read' };

/** Of `permissions`: what a job or, where it says nothing, its workflow lists. What is not listed there is none. */
export function permissionsOf(given: unknown): JobPermissions {
  const listed: Mapping = given === undefined ? WITHOUT_A_WORD : (mapping(given) ?? everything(given));
  const token: Record<string, 'read' | 'write'> = {};
  for (const [scope, level] of Object.entries(listed)) {
    if (!SCOPES.includes(scope)) throw new Failed(`not done by this runner: permissions: \`${scope}\``);
    if (level === 'none' || scope === 'id-token') continue;
    if (level !== 'read' && level !== 'write')
      throw new Failed(`not done by this runner: permissions: \`${scope}: ${level}\``);
    token[scope.replaceAll('-', '_')] = level;
  }
  return { token, idToken: listed['id-token'] === 'write' };
}

function everything(given: unknown): Record<string, unknown> {
  const level = given === 'write-all' ? 'write' : given === 'read-all' ? 'read' : undefined;
  if (level === undefined) throw new Failed(`not done by this runner: permissions: \`${given}\``);
  return Object.fromEntries(SCOPES.map((scope) => [scope, level]));
}
