import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { AuditOptions } from '../../src/audit/ground.ts';
import { type AuditReport, auditText, verdictOf } from '../../src/audit/report.ts';
import { verifyClone } from '../../src/audit/verify.ts';
import { sha256 } from '../../src/digest/digest.ts';
import { askGraphql } from '../../src/github/client.ts';
import { commitBy } from '../../src/ledger/commit.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import type { LedgerFacts } from '../../src/ledger/facts.ts';
import { beginLedger, policyText } from '../../src/ledger/init.ts';
import type { KeyRange } from '../../src/ledger/note.ts';
import type { LedgerRead } from '../../src/ledger/reader.ts';
import { type Append, type Appended, Ledger } from '../../src/ledger/store.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { IDENTITY, ISSUER, instance } from '../seal/sealing.ts';
import { type Acme, startAcme } from '../standin/github/acme.ts';
import { AT, CLAIMS, KEY, KEY_TEXT, KEYS } from './sample.ts';

const PLACE = { owner: 'acme', name: 'gov' };
const GOV = 'acme/gov';
const SEAL_POLICY = `schema: governance.v1.SealPolicy
profile: public
identity: ${IDENTITY}
issuer: ${ISSUER}
trusted_root: trusted-root.json
`;

/** The repository acme/gov on a stand-in of GitHub, with policies on main and a ledger that has just begun. */
export class Governance {
  readonly acme: Acme;
  readonly dir = mkdtempSync(join(tmpdir(), 'ledger-'));
  #bots = 0;

  private constructor(acme: Acme) {
    this.acme = acme;
  }

  static async begin(): Promise<Governance> {
    const governance = new Governance(await startAcme());
    governance.rule({
      'ledger.yaml': policyText(KEY_TEXT),
      'seal.yaml': SEAL_POLICY,
      'trusted-root.json': JSON.stringify(trustedRootOf(instance, 'v2')),
    });
    const admin = governance.acme.as('admin');
    await beginLedger((route, parameters) => admin.request(route, parameters), PLACE, KEY);
    return governance;
  }

  async end(): Promise<void> {
    await this.acme.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Puts files under policies/ on main and gives main's tip. */
  rule(files: Record<string, string>): string {
    const named = Object.entries(files).map(([name, text]) => [`policies/${name}`, text]);
    return this.acme.acts.push({ repository: GOV, branch: 'main', by: 'admin', files: Object.fromEntries(named) });
  }

  /** A bot that has just started. */
  bot(keys: readonly KeyObject[] = [KEY], id = 9001): Bot {
    this.#bots += 1;
    const octokit = this.acme.bot();
    const token = this.acme.seed.token('admin');
    return new Bot(
      this,
      new Ledger({
        repository: { id, ...PLACE },
        remote: { url: this.url, token: async () => token },
        cache: join(this.dir, `cache-${this.#bots}`),
        keys,
        commit: commitBy((query, variables) => askGraphql(octokit, query, variables)),
      }),
    );
  }

  get url(): string {
    return `${this.acme.origin}/${GOV}.git`;
  }

  /** The bare repository as GitHub keeps it. */
  get git() {
    const repository = this.acme.world.repositories.get(9001);
    if (repository === undefined) throw new Error('there is no acme/gov');
    return repository.git;
  }

  get tip(): string {
    return this.git.branch('ledger') ?? 'none';
  }

  /** A file of a branch. */
  file(path: string, branch = 'ledger'): string {
    return execFileSync('git', ['show', `${branch}:${path}`], { cwd: this.git.dir, encoding: 'utf8' });
  }

  /** A push to the branch by somebody whom no rule stops. */
  tamper(push: {
    files?: Record<string, string>;
    remove?: string[];
    onto?: string;
    force?: boolean;
    merging?: string;
  }): void {
    this.acme.acts.push({ repository: GOV, branch: 'ledger', by: 'admin', unjudged: true, ...push });
  }

  /** What an auditor finds. */
  audit(options: Partial<AuditOptions> = {}): Promise<AuditReport> {
    return verifyClone(this.git.dir, { witnesses: [], ...options });
  }

  /** Fails unless an auditor finds the ledger whole, with this entry as its last. */
  async expectWhole(last: number): Promise<void> {
    const report = await this.audit();
    expect(verdictOf(report), auditText(report)).toBe('whole');
    expect(report.head?.number).toBe(last);
  }
}

/** One process with the App's and the ledger's key. */
export class Bot {
  readonly #governance: Governance;
  readonly ledger: Ledger;

  constructor(governance: Governance, ledger: Ledger) {
    this.#governance = governance;
    this.ledger = ledger;
  }

  read(keys: readonly KeyRange[] = KEYS): Promise<LedgerRead> {
    return this.ledger.read(this.#governance.tip, keys);
  }

  /** The facts at the tip, which must be whole. */
  async facts(): Promise<LedgerFacts> {
    const read = await this.read();
    if (read.state !== 'whole') throw new Error(`expected a whole ledger, seen ${JSON.stringify(read)}`);
    return read.facts;
  }

  /** Appends what was concluded from these facts, or from those at the tip. */
  async append(drafts: readonly Draft[], since?: LedgerFacts): Promise<Appended> {
    return this.ledger.append(this.asked(drafts, since ?? (await this.facts())));
  }

  asked(drafts: readonly Draft[], since: LedgerFacts): Append {
    return { drafts, since, at: AT, claims: new Map([[sha256(CLAIMS), CLAIMS]]) };
  }
}
