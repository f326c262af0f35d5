import { ownersOf } from '../../codeowners/codeowners.ts';
import { type Council, OPTION_KINDS } from '../../council/council.ts';
import { isGitHubLogin } from '../../people/github-login.ts';
import { type Person, personNamed } from '../../people/people.ts';
import type { Rules } from '../../policy/rules.ts';
import { counted, listed, type Say, type Sentence } from './sentence.ts';

/** What the file of a council says, in the order in which a packet goes through it. */
export function councilSentences(council: Council, rules: Rules, say: Say): Sentence[] {
  return [
    ...scope(council, say),
    ...release(council, rules, say),
    ...packet(council, rules, say),
    ...recipients(council, rules, say),
    ...decision(council, rules, say),
  ];
}

function scope({ scope, title }: Council, say: Say): Sentence[] {
  const reach = scope === 'production' ? 'reaches production' : 'never reaches production: it is for practice';
  return [say(['scope'], `What the ${title} concludes ${reach}.`)];
}

function release(council: Council, rules: Rules, say: Say): Sentence[] {
  const { owners, owner_approvals } = council;
  const count = `at least ${counted(owner_approvals, 'owner')}`;
  return [
    say(['owner_approvals'], `A packet goes to it only after ${count} approved that exact revision by review.`),
    say(['owners'], `Its owners are ${named(owners, rules)}; nobody else's approval counts.`),
    ...owners.flatMap((key, index) => {
      const why = noCodeOwner(key, rules);
      return why === null ? [] : [say(['owners', index], `${person(key, rules)} cannot approve now: ${why}.`)];
    }),
  ];
}

/** Why an owner of a council is none of the path of packets; null where he is, or where only GitHub knows. */
function noCodeOwner(key: string, { people, codeowners }: Rules): string | null {
  const found = ownersOf(codeowners.lines, 'packets/any/packet.yaml');
  if (found.kind !== 'owned') return 'CODEOWNERS gives packets/ no owner';
  const logins = (personNamed(people, key)?.accounts ?? []).map(({ login }) => login.toLowerCase());
  const owns = found.owners.some(
    (owner) => owner.kind === 'team' || (owner.kind === 'user' && logins.includes(owner.login.toLowerCase())),
  );
  return owns ? null : `line ${found.line.line} of CODEOWNERS, which decides about packets/, does not name that person`;
}

function packet(council: Council, rules: Rules, say: Say): Sentence[] {
  const { review_window: window, option_kinds, blocked_paths, required_evidence } = council;
  const refused = OPTION_KINDS.filter((kind) => !option_kinds.includes(kind));
  const others = refused.length === 0 ? '' : `, and none of kind ${listed(refused)}`;
  const blocked =
    blocked_paths.length === 0
      ? 'No course of action must be shown as blocked by every packet.'
      : `Every packet must show as blocked: ${listed(blocked_paths)}.`;
  const evidence =
    required_evidence.length === 0
      ? 'A packet needs to cite no evidence.'
      : `Every packet must cite evidence of kind ${listed(required_evidence)}.`;
  return [
    say(
      ['review_window'],
      `A packet is open for ${lasting(window.shortest)} at least and ${lasting(window.longest)} at most.`,
    ),
    say(['option_kinds'], `It may offer options of kind ${listed(option_kinds)}${others}.`),
    say(['blocked_paths'], blocked),
    say(['required_evidence'], evidence),
    ...required_evidence.flatMap((kind, index) => {
      if (rules.evidence.kinds[kind] !== undefined) return [];
      const text = `Nothing says what proves ${kind}: no packet can go to this council until policies/evidence.yaml does.`;
      return [say(['required_evidence', index], text)];
    }),
  ];
}

function recipients({ audience, workspace, council_repository }: Council, rules: Rules, say: Say): Sentence[] {
  const endpoints = (audience.webhooks ?? []).map(({ id, url }) => `the endpoint ${id} at ${url}`);
  const names = [...audience.repositories.map(({ name }) => name), ...audience.teams.map(teamText), ...endpoints];
  const readers = [...workspace.people.map((key) => person(key, rules)), ...workspace.teams.map(teamText)];
  const { name, mention } = council_repository;
  return [
    say(['audience'], `A released packet may go to ${listed(names)}, and to nobody else.`),
    say(['council_repository'], `It is delivered as an issue in ${name} that mentions @${mention}.`),
    say(['workspace'], `For its sake ${listed(readers)} may read the governance repository.`),
  ];
}

function decision(council: Council, rules: Rules, say: Say): Sentence[] {
  const { members, sovereigns, quorum, required_roles, assurance, owner_may_sign } = council;
  const above =
    sovereigns.length === 0
      ? 'There is no sovereign: nobody stands above the members.'
      : `Above them, and able to sign as well, ${sovereigns.length === 1 ? 'stands' : 'stand'} ${named(sovereigns, rules)}.`;
  const roles =
    required_roles.length === 0
      ? 'No role is asked for among those who sign.'
      : `Among those who sign there must be ${listed(required_roles.map((role) => ROLES[role]))}.`;
  return [
    say(['members'], `Its decisions are made by ${named(members, rules)}.`),
    say(['sovereigns'], above),
    say(
      ['quorum'],
      `A decision needs the signatures of at least ${quorum} different people for one and the same outcome.`,
    ),
    say(['required_roles'], roles),
    say(['assurance'], ASSURANCES[assurance]),
    ...(assurance === 'review' ? [] : identityless([...members, ...sovereigns], rules, say)),
    say(
      ['owner_may_sign'],
      `An owner who approved the release ${owner_may_sign ? 'may' : 'may not'} sign the decision.`,
    ),
    say(['allow_no_review_decision'], 'Nothing is ever decided without review: no other value is legal.'),
  ];
}

/** Who is to sign with an identity of their own, and has none that is more than a GitHub login. */
function identityless(keys: readonly string[], rules: Rules, say: Say): Sentence[] {
  const identities = (key: string) => personNamed(rules.people, key)?.identities ?? [];
  const without = [...new Set(keys)].filter((key) => identities(key).every(({ issuer }) => isGitHubLogin(issuer)));
  if (without.length === 0) return [];
  return [
    say(
      ['assurance'],
      `So ${named(without, rules)} cannot sign now: people.yaml lists no Sigstore identity for them that is no GitHub login.`,
    ),
  ];
}

const ROLES = {
  human: 'a person of people.yaml',
  council: 'a member',
  sovereign: 'a sovereign',
} as const;
const ASSURANCES = {
  review: "A review on GitHub signs; no Sigstore signature of the signer's own is asked for.",
  'review+keyless': "A review on GitHub signs only together with a Sigstore signature by the signer's own identity.",
} as const;

/** A person for readers: the key, which all files use, and the name where there is one. */
export function person(key: string, { people }: Pick<Rules, 'people'>): string {
  const { name }: Partial<Person> = personNamed(people, key) ?? {};
  return name === undefined ? key : `${key} (${name})`;
}

function named(keys: readonly string[], rules: Rules): string {
  return listed(keys.map((key) => person(key, rules)));
}

function teamText({ name }: { readonly name: string }): string {
  return `the team @${name}`;
}

/** An ISO 8601 duration of days, hours and minutes in words. */
function lasting(duration: string): string {
  const [date = '', time = ''] = duration.slice(1).split('T');
  const parts = [/(\d+)D/.exec(date), /(\d+)H/.exec(time), /(\d+)M/.exec(time)];
  const units = ['day', 'hour', 'minute'];
  return listed(parts.flatMap((part, index) => (part ? [counted(Number(part[1]), units[index] ?? '')] : [])));
}
