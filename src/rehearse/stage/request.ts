import type { Match } from '../../standin/github/server/faults.ts';
import type { Service } from '../../standin/sigstore/fault.ts';

/** The requests of the bot that a rehearsal can name, as GitHub's doors see them. */
const TO_GITHUB = {
  any: {},
  look: { operation: 'Look' },
  survey: { operation: 'Survey' },
  rules: { operation: 'Rules' },
  history: { operation: 'History' },
  reviews: { operation: 'Reviews' },
  blobs: { operation: 'Blobs' },
  folder: { method: 'GET', path: '/repos/*/*/git/trees/*' },
  trees: { operation: 'Trees' },
  activity: { method: 'GET', path: '/repos/*/*/activity' },
  main: { operation: 'Main' },
  proposed: { operation: 'Proposed' },
  sync: { operation: 'Sync' },
  undecided: { operation: 'Undecided' },
  readers: { method: 'GET', path: '/repos/*/*/collaborators' },
  exposure: { operation: 'Exposure' },
  fetch: { path: '/*/*/git-upload-pack' },
  token: { method: 'POST', path: '/app/installations/*/access_tokens' },
  append: { operation: 'Append' },
  check: { path: '/repos/*/*/check-runs**' },
  call: { method: 'POST', path: '/repos/*/*/pulls/*/requested_reviewers' },
  merge: { method: 'PUT', path: '/repos/*/*/pulls/*/merge' },
  merged: { operation: 'Merge' },
  comment: { path: '/repos/*/*/issues/**comments**' },
  tree: { method: 'POST', path: '/repos/*/*/git/trees' },
  commit: { method: 'POST', path: '/repos/*/*/git/commits' },
  branch: { path: '/repos/*/*/git/refs**' },
  pull: { method: 'POST', path: '/repos/*/*/pulls' },
  issue: { method: 'POST', path: '/repos/*/*/issues' },
  edit: { method: 'PATCH', path: '/repos/*/*/issues/*' },
  issues: { method: 'GET', path: '/repos/*/*/issues' },
  notify: { method: 'POST', path: '/repos/*/*/dispatches' },
  dispatch: { method: 'POST', path: '/repos/*/*/actions/workflows/*/dispatches' },
  runs: { method: 'GET', path: '/repos/*/*/actions/workflows/*/runs' },
  attestations: { method: 'GET', path: '/repos/*/*/attestations/*' },
} as const satisfies Record<string, Match>;

export type GitHubRequest = keyof typeof TO_GITHUB;
export type RequestName = GitHubRequest | Service;

export const GITHUB_REQUESTS = Object.keys(TO_GITHUB) as [GitHubRequest, ...GitHubRequest[]];
export const SIGSTORE_SERVICES = ['fulcio', 'rekor', 'tsa'] as const;
/** What changes something, and can so be interrupted before or after it is done. */
export const WRITES = [
  'any',
  'append',
  'check',
  'call',
  'comment',
  'merge',
  'tree',
  'commit',
  'branch',
  'pull',
  'issue',
  'dispatch',
  'edit',
  'notify',
  'webhook',
  ...SIGSTORE_SERVICES,
] as const;
export type WriteName = (typeof WRITES)[number];

export function isService(name: RequestName): name is Service {
  return SIGSTORE_SERVICES.some((service) => service === name);
}

/** Which requests a name means. */
export function matchOf(name: GitHubRequest): Match {
  return TO_GITHUB[name];
}

/** What a write of the bot is called. */
export function nameOf(write: {
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
}): WriteName {
  if (write.operation === TO_GITHUB.append.operation) return 'append';
  if (/\/check-runs(\/\d+)?$/.test(write.path)) return 'check';
  if (write.path.endsWith('/requested_reviewers')) return 'call';
  if (write.path.endsWith('/merge')) return 'merge';
  if (write.path.endsWith('/git/trees')) return 'tree';
  if (write.path.endsWith('/git/commits')) return 'commit';
  if (write.path.includes('/git/refs')) return 'branch';
  if (write.path.endsWith('/pulls')) return 'pull';
  if (write.path.endsWith('/dispatches')) return write.path.includes('/actions/') ? 'dispatch' : 'notify';
  if (/\/issues\/(\d+\/comments|comments\/\d+)$/.test(write.path)) return 'comment';
  if (/\/issues\/\d+$/.test(write.path)) return 'edit';
  return write.path.endsWith('/issues') ? 'issue' : 'any';
}
