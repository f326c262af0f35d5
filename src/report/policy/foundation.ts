import { canonicalJson } from '../../digest/digest.ts';
import { EVIDENCE_KINDS, type EvidenceKind } from '../../evidence/kind.ts';
import type { People } from '../../people/people.ts';
import type { EvidencePolicy } from '../../policy/evidence-policy.ts';
import type { LedgerPolicy } from '../../policy/ledger-policy.ts';
import type { SealPolicy } from '../../policy/seal-policy.ts';
import { person } from './council.ts';
import { counted, listed, type Say, type Sentence } from './sentence.ts';

/** Who is a person, with which accounts, and what is an agent. */
export function peopleSentences(people: People, say: Say): Sentence[] {
  const persons = Object.keys(people.people).map((key) => {
    const { accounts = [], identities = [] } = people.people[key] ?? {};
    const logins = accounts.map(({ login, id }) => `@${login} (${id})`);
    const once = accounts.length > 1 ? ' and counts once' : '';
    const signs = identities.map(({ subject, issuer }) => `${subject} by ${issuer}`);
    const keyless = signs.length === 0 ? 'has no Sigstore identity' : `signs by Sigstore as ${listed(signs)}`;
    return say(['people', key], `${person(key, { people })} is ${listed(logins)}${once}, and ${keyless}.`);
  });
  const agents = people.agents.map(({ login, id }) => `@${login} (${id})`);
  const text =
    agents.length === 0
      ? 'No account is listed as an agent; Apps and bots are agents all the same, and never approve or sign.'
      : `Agents, which may propose and never approve or sign, are ${listed(agents)}, and every App and bot.`;
  return [...persons, say(['agents'], text)];
}

/** Whose seal counts. */
export function sealSentences(policy: SealPolicy, trustedRoot: string, say: Say): Sentence[] {
  const { profile, identity, issuer, workflow, trusted_root, signing_config } = policy;
  const authorities = authoritiesIn(trustedRoot);
  const trust =
    authorities === 0
      ? `By ${trusted_root} no certificate authority is trusted: no seal can be verified, so nothing can be released.`
      : `It is verified by ${trusted_root}, which trusts ${counted(authorities, 'certificate authority', 'certificate authorities')}.`;
  return [
    say(['identity'], `Only a seal by exactly ${identity} counts.`),
    say(['issuer'], `That it is this identity must be said by exactly ${issuer}.`),
    workflow === undefined
      ? say([], 'The bot makes the seals itself: no workflow is named.')
      : say(
          ['workflow'],
          `Seals are made by the workflow ${workflow.file} of the repository with the id ${workflow.repository}, and by nothing else.`,
        ),
    ...(signing_config === undefined
      ? []
      : [say(['signing_config'], `It asks the Sigstore services of ${signing_config}.`)]),
    say(['profile'], PROFILES[profile]),
    say(['trusted_root'], trust),
  ];
}

const PROFILES = {
  private: 'The Sigstore is a private one: seals carry a timestamp, and no public log has them.',
  public: 'The Sigstore is the public one: the identity and the names of packets become public.',
} as const;

/** How many certificate authorities a trusted root, which is JSON, trusts. */
export function authoritiesIn(trustedRoot: string): number {
  const root: unknown = JSON.parse(trustedRoot);
  const isRoot = typeof root === 'object' && root !== null && 'certificateAuthorities' in root;
  return isRoot && Array.isArray(root.certificateAuthorities) ? root.certificateAuthorities.length : 0;
}

/** By which keys the ledger is believed. */
export function ledgerSentences({ keys }: LedgerPolicy, say: Say): Sentence[] {
  return keys.map(({ key, first, last }, index) => {
    const range = last === undefined ? `from ${first} on` : `${first} to ${last}`;
    const present = last === undefined ? 'the present key' : 'a key that signs no more';
    return say(['keys', index], `Entries of the ledger ${range} must be signed by ${key}, ${present}.`);
  });
}

/** By whom each kind of evidence must be signed, and what it must say. */
export function evidenceSentences({ kinds }: EvidencePolicy, say: Say): Sentence[] {
  const unproven = EVIDENCE_KINDS.filter((kind) => kinds[kind] === undefined);
  const none = `Nothing says what proves evidence of kind ${listed(unproven)}: it never counts.`;
  const known = EVIDENCE_KINDS.filter((kind) => kinds[kind] !== undefined);
  return [
    ...known.flatMap((kind) => kindSentences(kind, kinds, say)),
    ...(unproven.length > 0 ? [say(['kinds'], none)] : []),
  ];
}

function kindSentences(kind: EvidenceKind, kinds: EvidencePolicy['kinds'], say: Say): Sentence[] {
  const { hosts = [], signers = [], check_runs = [], workflow_runs = [], demands } = kinds[kind] ?? {};
  return [
    say(['kinds', kind, 'hosts'], `Files with ${kind} are fetched from ${listed(hosts, 'no host')} only.`),
    ...signers.map(({ identity, issuer, profile: _, trusted_root, ...more }, index) => {
      const text = `${kind} counts when exactly ${identity} signed it, as ${issuer} says${asked(more)}, verified by ${trusted_root}.`;
      return say(['kinds', kind, 'signers', index], text);
    }),
    ...check_runs.map(({ app, name, repository }, index) => {
      const text = `${kind} counts by GitHub's word that the check "${name}" of the App ${app} succeeded in the repository ${repository}.`;
      return say(['kinds', kind, 'check_runs', index], text);
    }),
    ...workflow_runs.map(({ path, repository, branch }, index) => {
      const where = branch === undefined ? 'on any branch' : `on ${branch}`;
      const text = `${kind} counts by GitHub's word that ${path} of the repository ${repository} succeeded ${where}.`;
      return say(['kinds', kind, 'workflow_runs', index], text);
    }),
    ...(isEmpty(demands) ? [] : [say(['kinds', kind, 'demands'], `Its content must say${asked(demands)}.`)]),
  ];
}

function isEmpty(demands: unknown): boolean {
  return typeof demands !== 'object' || demands === null || Object.keys(demands).length === 0;
}

/** Demands as `key value`, in the words of the file. */
function asked(demands: unknown): string {
  if (typeof demands !== 'object' || demands === null) return '';
  return Object.entries(demands)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `, ${key.replaceAll('_', ' ')} ${valueText(value)}`)
    .join('');
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return listed(value.map(valueText), 'none');
  return typeof value === 'object' && value !== null ? canonicalJson(value) : String(value);
}
