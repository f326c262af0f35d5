import type { Clock } from './clock.ts';
import type { Queue } from './queue.ts';
import type { Account, Team } from './state/account.ts';
import type { App, Installation, Token } from './state/app.ts';
import type { AttestationAnswers } from './state/attestation.ts';
import type { ReaderAnswers, Repository } from './state/repository.ts';
import type { RulesetAnswers } from './state/ruleset.ts';
import type { Outbox } from './webhooks/outbox.ts';

export type * from './state/account.ts';
export type * from './state/app.ts';
export type * from './state/attestation.ts';
export type * from './state/check.ts';
export type * from './state/discussion.ts';
export type * from './state/repository.ts';
export type * from './state/ruleset.ts';
export type * from './state/workflow.ts';

/**
 * Everything this GitHub knows, as plain records that a test may forge by writing to them. Rules live elsewhere:
 * `find.ts` looks up, `access.ts` says who may, `acts/` changes things the way GitHub does, `rest/` and `graphql/`
 * show it.
 */
export interface World {
  readonly clock: Clock;
  /** `http://127.0.0.1:<port>`, set once the server listens. */
  origin: string;
  /** Where the bare repositories are. */
  readonly dir: string;
  /** The App under test. */
  readonly app: App;
  /** It and all others, by id. */
  readonly apps: Map<number, App>;
  readonly accounts: Map<number, Account>;
  readonly teams: Map<number, Team>;
  readonly repositories: Map<number, Repository>;
  readonly installations: Map<number, Installation>;
  readonly tokens: Map<string, Token>;
  /** Names that repositories had before (`owner/name`, lower case): GitHub answers 301. */
  readonly formerNames: Map<string, number>;
  readonly attestationAnswers: AttestationAnswers;
  readonly rulesetAnswers: RulesetAnswers;
  readonly readerAnswers: ReaderAnswers;
  /** Signs addresses that need no login. */
  readonly secret: Uint8Array;
  /** Acts put events here; they are signed and sent after the act's own answer. */
  readonly outbox: Outbox;
  /** Where workflow runs wait for a runner. */
  readonly queue: Queue;
  /** The next id of a kind: counted, so that a run can be repeated. */
  next(kind: IdKind): number;
}

export type IdKind =
  | 'account'
  | 'team'
  | 'repository'
  | 'installation'
  | 'issue'
  | 'pull'
  | 'review'
  | 'comment'
  | 'suite'
  | 'run'
  | 'activity'
  | 'attestation'
  | 'ruleset'
  | 'label'
  | 'event'
  | 'token'
  | 'workflow'
  | 'workflowRun';
