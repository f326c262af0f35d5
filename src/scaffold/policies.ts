import { stringify } from 'yaml';
import type { Answers, Numbered } from './answers.ts';

/** The files under `policies/` but the roots, each saying what it is for. Their schemas are in schemas/ of Countersign. */
export function policies(answers: Answers, ledgerKey: string): Readonly<Record<string, string>> {
  return {
    'policies/people.yaml': people(answers),
    'policies/ledger.yaml': ledger(ledgerKey),
    'policies/evidence.yaml': EVIDENCE,
    'policies/seal.yaml': seal(answers),
    [`policies/councils/${answers.council}.yaml`]: council(answers),
  };
}

function people({ person, agent }: Answers): string {
  const listed = person.map(({ key, accounts }) => `  ${flow(key)}: ${flow({ accounts: accounts.map(account) })}\n`);
  return `# Who is a person, and with which accounts: all of them, so that whoever has two still counts once. What counts is the
# id, which never changes; the login is there to be read. Everything else names people by the keys of this file.
schema: governance.v1.People

people:
${listed.join('')}
# Accounts that act by themselves: they may propose, and never approve, sign or conclude. Apps and bots are agents
# without being listed.
agents: ${flow(agent.map(account))}
`;
}

function council(answers: Answers): string {
  const { 'council-repository': repository, 'council-team': team } = answers;
  return `# A council: who decides, what it can be asked, and who receives it. People are keys of people.yaml.
schema: governance.v1.Council
council: ${flow(answers.council)} # the name of this file, and of the branch council/<council>
title: ${flow(answers.title)}
scope: ${flow(answers.scope)} # how far its conclusions reach: said here, never by a packet

# Owners approve that a packet goes to the council; members decide about it.
owners: ${flow(answers.owners)}
owner_approvals: ${flow(answers['owner-approvals'])}
members: ${flow(answers.members)}
sovereigns: ${flow(answers.sovereigns)}
quorum: ${flow(answers.quorum)} # how many different people must sign the same outcome
required_roles: ${flow(answers['required-roles'])}
assurance: ${flow(answers.assurance)}
owner_may_sign: ${answers['owner-may-sign']}
allow_no_review_decision: false # here so that auditors see it: no other value is legal

# What a packet may ask for, and what it must show and cite.
review_window: ${flow({ shortest: answers['shortest-window'], longest: answers['longest-window'] })}
option_kinds: ${flow(answers['option-kinds'])}
blocked_paths: ${flow(answers['blocked-paths'])}
required_evidence: ${flow(answers['required-evidence'])} # policies/evidence.yaml says what proves each

# Who may receive a packet; a packet names a part of this, and nobody else ever gets it. Ids count, names are for people.
audience:
  repositories: ${flow([repository])}
  teams: ${flow([team])}
# Who may read this repository, where packets are written. Anybody else who can holds every packet.
workspace: ${flow({ people: readers(answers), teams: answers['reader-team'] })}
council_repository: ${flow({ ...repository, mention: team.name })}
`;
}

/** Who must read the repository to do what the policies ask of them, and whom the answers let in beside them. */
function readers(answers: Answers): string[] {
  const { owners, members, sovereigns } = answers;
  return [...new Set([...answers['rule-owners'], ...owners, ...members, ...sovereigns, ...answers.readers])];
}

function ledger(key: string): string {
  return `# By which keys the ledger is to be believed. A lost or stolen key gets a \`last\`, the number of the last entry that is
# still good, and the next key follows.
schema: governance.v1.LedgerPolicy
keys:
  - ${flow({ key, first: 0 })}
`;
}

const EVIDENCE = `# What proves evidence that a packet cites. A kind that is not here cannot be proven, and a council that requires it takes
# no packet. Write each as in policies/evidence.yaml of Countersign.
schema: governance.v1.EvidencePolicy
kinds: {}
`;

function seal(answers: Answers): string {
  const { repository } = answers;
  const made =
    answers.seal === 'workflow'
      ? {
          identity: `https://github.com/${repository.name}/.github/workflows/seal.yml@refs/heads/main`,
          issuer: 'https://token.actions.githubusercontent.com',
          workflow: { file: 'seal.yml', repository: repository.id },
          signing_config: 'signing-config.json',
        }
      : { identity: answers['seal-identity'], issuer: answers['seal-issuer'] };
  const lines = Object.entries(made).map(([key, value]) => `${key}: ${flow(value)}\n`);
  return `# Whose seal counts, exactly, and by which roots it is verified. There are no patterns.
schema: governance.v1.SealPolicy
profile: ${flow(answers.profile)}
${lines.join('')}trusted_root: trusted-root.json
`;
}

function account({ name, id }: Numbered) {
  return { login: name, id };
}

/** A value in one line of YAML, quoted where it needs to be: an answer never becomes more than a value. */
function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
