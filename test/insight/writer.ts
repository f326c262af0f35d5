import { sha256 } from '../../src/digest/digest.ts';
import type { Asked } from '../../src/insight/figures/period.ts';
import { figuresOf } from '../../src/insight/figures.ts';
import { extend, type Link } from '../../src/ledger/chain.ts';
import type { Body, Draft } from '../../src/ledger/entry.ts';
import type { Head } from '../../src/ledger/note.ts';
import { manifestOf } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import { type Terms, termsDigest } from '../../src/terms/terms.ts';
import { instantOf, msOf } from '../../src/time/instant.ts';
import * as sample from '../ledger/sample.ts';

const BEGAN = '2026-11-22T09:00:00Z';
const ALL: Asked = { since: null, until: null, council: null };

/** What a release in these tests is about, and what of it is to be otherwise. */
export interface Told {
  readonly packet?: string;
  readonly revision?: number;
  readonly pull?: number;
  readonly council?: string;
  readonly head?: string;
  readonly terms?: Partial<Terms>;
  /** Laid over the entry `released`, and over the outcome of the merge. */
  readonly released?: Partial<Body<'released'>>;
  readonly merged?: { readonly tree_matches?: boolean; readonly parents?: string[] };
  /** The statement that was sealed instead of the manifest. */
  readonly statement?: `sha256:${string}`;
}

/** Writes entries one by one, each at the time that the test's clock shows. */
export class Writer {
  readonly links: Link[] = [];
  #head: Head | null = null;
  #at = BEGAN;

  constructor() {
    this.add(sample.genesis);
  }

  /** Lets time pass. */
  pass(seconds: number): this {
    this.#at = instantOf(msOf(this.#at) + seconds * 1000) ?? this.#at;
    return this;
  }

  /** Appends an entry and gives its number. */
  add(draft: Draft): number {
    const { links, head } = extend(this.#head, [draft], this.#at);
    this.links.push(...links);
    this.#head = head;
    return head.number;
  }

  termsOf({ packet = 'bpe-2026-014', revision = 1, council = 'release-integrity', terms = {} }: Told): Terms {
    return { ...sample.terms, packet, revision, council, ...terms };
  }

  /** Terms are shown and the packet is held, by approval alone unless other rules are named. Gives the hold's number. */
  proposed(told: Told = {}, rules = ['owner-approvals'], codes: Body<'hold'>['codes'] = ['approval-missing']): number {
    const terms = this.termsOf(told);
    const { pull = 7, head = sample.oid('a') } = told;
    const base = `council/${terms.council}`;
    this.add({ kind: 'head-seen', body: { ...sample.headSeen.body, pull, head, base, packet: terms.packet } });
    this.add({ kind: 'terms-shown', body: { pull, head, arrival: 31, terms, digest: termsDigest(terms) } });
    return this.held(told, rules, codes);
  }

  held(told: Told, rules: readonly string[], codes: Body<'hold'>['codes']): number {
    const { packet, revision, digests } = this.termsOf(told);
    const { pull = 7, head = sample.oid('a') } = told;
    const body = {
      ...sample.hold.body,
      pull,
      head,
      packet,
      revision,
      digest: digests.revision,
      rules: [...rules],
      codes,
    };
    return this.add({ kind: 'hold', body });
  }

  approved(told: Told = {}): number {
    const terms = this.termsOf(told);
    const { packet, revision, digests } = terms;
    const { pull = 7, head = sample.oid('a') } = told;
    const body = { ...sample.approved.body, pull, packet, revision, head, digest: digests.revision };
    return this.add({ kind: 'approved', body: { ...body, terms: termsDigest(terms) } });
  }

  /** From the approval to the release, seconds apart by what the test lets pass. Gives the number of `released`. */
  released(told: Told = {}): number {
    const terms = this.termsOf(told);
    const { packet, revision, council, digests, audience, review_window } = terms;
    const { pull = 7, head = sample.oid('a') } = told;
    const which = { pull, packet, revision };
    this.approved(told);
    const intended = { ...sample.sealIntent().body, ...which, head, terms };
    const seal = this.add({ kind: 'intent', body: intended });
    const hash = this.links.at(-1)?.hash ?? sample.sum('0');
    const place = { repository: sample.REPOSITORY, number: seal, hash };
    const statement = told.statement ?? sha256(statementBytes(manifestOf(intended, place)));
    const done = { result: 'done', ...which } as const;
    const sealed = this.add({
      kind: 'outcome',
      body: { effect: 'seal', ...done, intent: seal, bundle: {}, statement },
    });
    const base = sample.oid('c');
    const held = { ...which, head, holder: 'p1', deadline: '2027-01-01T00:00:00Z' };
    const merge = this.add({ kind: 'intent', body: { effect: 'merge', ...held, council, base, seal: sealed } });
    const merged = { merge: sample.oid('e'), parents: [base, head], tree_matches: true, ...told.merged };
    this.add({ kind: 'outcome', body: { effect: 'merge', ...done, intent: merge, ...merged } });
    const repository = { id: 9002, name: 'acme/release-integrity-council' };
    const deliver = this.add({ kind: 'intent', body: { effect: 'deliver', ...held, repository, marker: 'm' } });
    const url = 'https://github.com/acme/release-integrity-council/issues/3';
    const recipients = [{ team: 501, members: [13] }];
    this.add({ kind: 'outcome', body: { effect: 'deliver', ...done, intent: deliver, issue: 3, url, recipients } });
    const release: Body<'released'> = {
      ...which,
      council,
      digests,
      terms: termsDigest(terms),
      approvers: intended.approvals.map(({ person, account, review }) => ({ person, account, review })),
      audience,
      review_window,
      merge: merged.merge,
      deliveries: [{ repository: 9002, issue: 3 }],
      seal: sealed,
      ...told.released,
    };
    return this.add({ kind: 'released', body: release });
  }

  corrected(correction: Body<'correction'>['correction'], told: Told = {}): number {
    const { packet, revision } = this.termsOf(told);
    return this.add({ kind: 'correction', body: { ...sample.correction.body, packet, revision, correction } });
  }

  figures(asked: Partial<Asked> = {}) {
    return figuresOf(this.links, { ...ALL, ...asked });
  }
}
