import type { Citation } from '../../evidence/citation.ts';
import type { Reading } from '../../evidence/material.ts';
import { type GitHubPlace, type Source, sourceOf } from '../../evidence/source.ts';
import { ask, type GitHub, Unanswered } from '../../github/client.ts';
import type { Reroute } from '../../internet/target.ts';
import type { EvidencePolicy } from '../../policy/evidence-policy.ts';
import { attestationsOf } from './attestations.ts';
import { fetchBundle } from './bundle.ts';
import { readCheckRun } from './check-run.ts';
import { asAStranger, type Fetching, fetchBytes } from './fetch.ts';
import type { Content } from './get.ts';
import { readGitFile } from './git.ts';
import { Turnstile } from './turnstile.ts';
import { readWorkflowRun } from './workflow-run.ts';

/** What a reader of evidence stands on. */
export interface EvidenceSources extends GitHubPlace {
  /** The App in the repository `owner/name`; throws `Unanswered` when it is not installed there. */
  readonly github: (repository: string) => Promise<GitHub>;
  /** Rehearsals' own. */
  readonly reroute?: Reroute;
}

const SIDE_BY_SIDE = 4;

/** Reads evidence at its source: a few pieces at a time, and what several citations name at one moment once. */
export class EvidenceReader {
  readonly #sources: EvidenceSources;
  readonly #fetching: Fetching;
  readonly #turnstile = new Turnstile(SIDE_BY_SIDE);
  readonly #underWay = new Map<string, Promise<Reading>>();
  /** Hosts that just gave no answer. One waits long for each, and a packet may cite dozens of addresses. */
  readonly #silent = new Set<string>();

  constructor(sources: EvidenceSources) {
    this.#sources = sources;
    this.#fetching = asAStranger(sources.reroute);
  }

  /** What stands at the address of a citation. Throws `Unanswered` only where GitHub asks to wait. */
  read({ kind, uri }: Pick<Citation, 'kind' | 'uri'>, policy: EvidencePolicy): Promise<Reading> {
    const source = sourceOf(uri, this.#sources);
    if ('refused' in source) return Promise.resolve(source);
    const hosts = policy.kinds[kind]?.hosts ?? [];
    // Where files may be fetched from depends on the kind; what GitHub answers does not.
    const key = source.from === 'file' ? [uri, ...hosts].join(' ') : uri;
    const reading =
      this.#underWay.get(key) ??
      this.#turnstile.pass(() => this.#readSource(source, hosts)).finally(() => this.#end(key));
    this.#underWay.set(key, reading);
    return reading;
  }

  #end(key: string): void {
    this.#underWay.delete(key);
    if (this.#underWay.size === 0) this.#silent.clear();
  }

  async #readFile(url: string, hosts: readonly string[]): Promise<Reading> {
    const { host } = new URL(url);
    if (this.#silent.has(host)) return { unread: `${host} just gave no answer for another address` };
    const content = await fetchBytes(url, hosts, this.#fetching);
    if ('unread' in content) this.#silent.add(host);
    return asMaterial('file', content);
  }

  async #readSource(source: Source, hosts: readonly string[]): Promise<Reading> {
    if (source.from === 'file') return this.#readFile(source.url, hosts);
    const repository = `${source.owner}/${source.name}`;
    try {
      const github = await this.#sources.github(repository).catch(notSeen);
      if ('unread' in github) return github;
      const reading = await this.#ask(github, source).catch((error: unknown) => gone(error, source.from, repository));
      // GitHub says 404 also of what it does not let one see: it says no only where the repository can be seen.
      if (!('refused' in reading) || reading.refused.code !== 'attestation-missing') return reading;
      const seen = ask(github, 'GET /repos/{owner}/{repo}', { owner: source.owner, repo: source.name });
      return await seen.then(() => reading, notSeen);
    } catch (error) {
      // Where GitHub asks to wait, nothing more is asked: the whole turn ends.
      if (!(error instanceof Unanswered) || error.waitMs !== undefined) throw error;
      return { unread: error.message };
    }
  }

  async #ask(github: GitHub, source: Exclude<Source, { readonly from: 'file' }>): Promise<Reading> {
    if (source.from === 'git') return asMaterial('git', await readGitFile(github, source, this.#fetching.mostBytes));
    if (source.from === 'attestations') return this.#readAttestations(github, source);
    if (source.from === 'check-run') return { read: { from: 'check-run', run: await readCheckRun(github, source) } };
    return { read: { from: 'workflow-run', run: await readWorkflowRun(github, source) } };
  }

  async #readAttestations(
    github: GitHub,
    source: Extract<Source, { readonly from: 'attestations' }>,
  ): Promise<Reading> {
    const bundles: unknown[] = [];
    for await (const one of attestationsOf(github, source, (url) => fetchBundle(url, this.#fetching))) {
      // It may be the very one that proves it.
      if ('unread' in one) return one;
      bundles.push(one.bundle);
    }
    if (bundles.length === 0) return missing(`attestation of ${source.digest}`, `${source.owner}/${source.name}`);
    return { read: { from: 'attestations', bundles } };
  }
}

function asMaterial(from: 'file' | 'git', content: Content): Reading {
  return 'bytes' in content ? { read: { from, bytes: content.bytes } } : content;
}

/** That the App, or whoever asks by a token, may not look is no answer about what is there. */
function notSeen(error: unknown): { readonly unread: string } {
  if (!(error instanceof Unanswered) || error.waitMs !== undefined) throw error;
  return { unread: `${error.message}; may the token read it, is the App installed there?` };
}

function gone(error: unknown, what: string, repository: string): Reading {
  if (error instanceof Unanswered && (error.status === 404 || error.status === 410)) return missing(what, repository);
  throw error;
}

function missing(what: string, repository: string): Reading {
  const hint = 'cite what is there; what was deleted or moved proves nothing';
  const expected = `the cited ${what} in ${repository}`;
  return { refused: { code: 'attestation-missing', expected, seen: 'GitHub knows of none', hint } };
}
