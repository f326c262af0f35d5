import { z } from 'zod';
import { councilOf } from '../council/branch.ts';
import { askWhole, type GitHub, Unanswered } from '../github/client.ts';
import { TOP_TREE, topShape, topTree } from '../github/top-tree.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { PullSeen } from '../verify/observation/pull.ts';
import type { PacketSeen, ProposedSeen } from '../verify/observation/rules.ts';
import type { Observation } from '../verify/observation.ts';
import type { Place } from './blob.ts';
import { reading, skipped } from './reading.ts';
import type { Rulebook } from './rulebook.ts';

const commit = topShape.extend({ oid: z.string() });
const shape = z.object({
  repository: z.object({
    before: commit,
    after: commit,
    branch: z.object({ target: z.object({ oid: z.string() }) }).nullable(),
    codeowners: z
      .object({
        errors: z.array(z.object({ line: z.number(), column: z.number(), kind: z.string(), message: z.string() })),
      })
      .nullable(),
    pullRequests: z.object({
      totalCount: z.number(),
      nodes: z.array(z.object({ number: z.number(), baseRefName: z.string() })),
    }),
  }),
});

/** Of more open packets the report does not say what becomes of each. */
const MOST_PACKETS = 50;

/** Observes one pull request; null where there is none. */
type Observe = (number: number) => Promise<Observation | null>;

/** Reads what pull requests against main propose, and the open packets that it would concern. */
export class ProposedRules {
  readonly #github: GitHub;
  readonly #place: Place;
  readonly #rulebook: Rulebook;
  readonly #packets = new Map<number, { readonly since: string; readonly facts: unknown; seen: Observation }>();

  constructor(github: GitHub, place: Place, rulebook: Rulebook) {
    this.#github = github;
    this.#place = place;
    this.#rulebook = rulebook;
  }

  /** Throws `Unanswered` where not all that counts could be read; a packet that was not read says so by itself. */
  async read(pull: PullSeen, main: string, ledger: LedgerFacts | null, observe: Observe): Promise<ProposedSeen> {
    const { before, after, codeowners, pullRequests } = await this.#ask(pull, main);
    const councils = pullRequests.nodes.filter(({ baseRefName }) => councilOf(baseRefName) !== null);
    const packets: PacketSeen[] = [];
    for (const [index, { number }] of councils.entries())
      packets.push({
        pull: number,
        seen:
          index < MOST_PACKETS
            ? await reading(() => this.#packet(number, main, ledger, observe))
            : skipped('too many packets are open'),
      });
    const rules = await this.#rulebook.at(pull.head);
    if (!('read' in rules)) throw new Unanswered(rules.unread);
    return {
      before: topTree(before),
      after: topTree(after),
      rules: rules.read,
      codeownersErrors: codeowners?.errors ?? null,
      packets,
      unlisted: pullRequests.totalCount - pullRequests.nodes.length,
    };
  }

  async #ask({ head, headRef }: PullSeen, main: string) {
    const query = `query Proposed($owner: String!, $name: String!, $main: GitObjectID!, $head: GitObjectID!, $ref: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    before: object(oid: $main) { ... on Commit { oid ...Top } }
    after: object(oid: $head) { ... on Commit { oid ...Top } }
    branch: ref(qualifiedName: $ref) { target { oid } }
    codeowners(refName: $branch) { errors { line column kind message } }
    pullRequests(states: OPEN, first: 100) { totalCount nodes { number baseRefName } } } }
${TOP_TREE}`;
    const { owner, name } = this.#place;
    const variables = { owner, name, main, head, ref: `refs/heads/${headRef}`, branch: headRef };
    const { repository } = await askWhole(this.#github, 'proposed rules', query, variables, shape);
    // GitHub's word about CODEOWNERS is about the branch: it counts for the head only while the branch is there.
    if (repository.branch?.target.oid !== head) throw new Unanswered('the head moved while it was read');
    return repository;
  }

  /** Whatever changes about a packet is in the ledger, so that one of which nothing new is there is not read again. */
  async #packet(number: number, main: string, ledger: LedgerFacts | null, observe: Observe): Promise<Observation> {
    const facts = ledger?.pulls.get(number);
    const known = this.#packets.get(number);
    if (known?.since === main && facts !== undefined && known.facts === facts) return known.seen;
    const seen = await observe(number);
    if (seen === null) throw new Unanswered(`#${number} is not there`);
    this.#packets.set(number, { since: main, facts, seen });
    return seen;
  }
}
