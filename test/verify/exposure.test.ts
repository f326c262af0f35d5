import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/ledger/entry.ts';
import type { LoadedRules } from '../../src/policy/rules.ts';
import type { Exposure, GovernanceSeen, Heard, ReaderSeen, WayIn } from '../../src/verify/exposure.ts';
import { exposureCauses } from '../../src/verify/incidents/exposure.ts';
import { rulesWith } from '../judge/claims.ts';
import { oid, recorded, sum, terms } from './record.ts';

const repository = { id: 9001, owner: 'acme', name: 'governance' };
const teams = [
  { name: 'acme/enterprise-supply-chain', id: 503, members: [] },
  { name: 'acme/release-engineering', id: 502, members: [3001] },
  { name: 'acme/release-integrity', id: 501, members: [1003, 1004] },
];
const audience = [
  { id: 9002, name: 'acme/release-integrity-council' },
  { id: 9003, name: 'acme/enterprise-council' },
].map((named) => ({ ...named, seen: { ...named, visibility: 'private' as const } }));

const reader = (account: number, ...by: WayIn[]): ReaderSeen => ({ account, login: `user-${account}`, by });
const invited: WayIn = { way: 'invitation' };
const inTeam = (id: number, name: string): WayIn => ({ way: 'team', id, name });
const inOrganization = (owner: boolean): WayIn => ({ way: 'organization', name: 'acme', owner });

const release: Draft = {
  kind: 'released',
  body: {
    pull: 1,
    packet: 'bpe-1',
    revision: 1,
    council: 'release-integrity',
    digests: terms.digests,
    terms: sum('a'),
    approvers: [{ person: 'ann', account: 1001, review: 1 }],
    audience: { repositories: [9002], teams: [501] },
    review_window: terms.review_window,
    merge: oid('a'),
    deliveries: [{ repository: 9002, issue: 1 }],
    seal: 1,
  },
};

interface World {
  readonly accounts?: readonly ReaderSeen[];
  readonly visibility?: 'private' | 'internal' | 'public';
  readonly governance?: Partial<GovernanceSeen>;
  readonly exposure?: Partial<Exposure>;
  readonly released?: boolean;
  readonly rules?: LoadedRules;
}

function causes({ accounts = [], visibility = 'private', governance = {}, exposure = {}, ...more }: World) {
  const { released = true, rules = rulesWith() } = more;
  const seen: Exposure = {
    governance: {
      name: 'acme/governance',
      readers: { read: { visibility, accounts } },
      forkCount: 0,
      forks: [],
      ...governance,
    },
    teams,
    audience,
    copies: { read: [] },
    heard: [],
    ...exposure,
  };
  return exposureCauses({
    exposure: { read: seen },
    rules: { read: { loaded: rules, strayCodeowners: [] } },
    ledger: { read: released ? recorded(release) : recorded() },
    repository,
  });
}
const keys = (world: World) => causes(world).map(({ key }) => key);

describe('a reader of the governance repository', () => {
  it.each<[string, ReaderSeen]>([
    ['of a workspace, by whichever account', reader(1101, invited)],
    ['in a team of a workspace, though invited', reader(3001, invited)],
    ['in a team of another council’s audience', reader(1003, invited)],
    ['by a team of an audience, however large', reader(5000, inTeam(503, 'acme/enterprise-supply-chain'))],
    ['who has one way in that is named, and another', reader(5000, invited, inTeam(501, 'acme/release-integrity'))],
  ])('%s is named', (_, one) => {
    expect(keys({ accounts: [one] })).toEqual([]);
  });

  it.each<[string, ReaderSeen, string, string]>([
    ['who was invited', reader(66, invited), 'collaborator:66:9001', 'repos/acme/governance/collaborators/user-66'],
    ['by a team', reader(66, inTeam(7, 'acme/sales')), 'team:7:9001', 'orgs/acme/teams/sales/repos/acme/governance'],
    [
      'by a team that took the name of a named one',
      reader(66, inTeam(7, 'acme/release-integrity')),
      'team:7:9001',
      'orgs/acme/teams/release-integrity/repos/acme/governance',
    ],
    ['who owns the organization', reader(66, inOrganization(true)), 'owner:66:9001', 'orgs/acme/memberships/user-66'],
    [
      'as every member may',
      reader(66, inOrganization(false)),
      'members:9001',
      'orgs/acme -f default_repository_permission=none',
    ],
    ['by no way that GitHub tells', reader(66), 'reader:66:9001', 'repos/acme/governance/collaborators/user-66'],
    ['of people.yaml whom no workspace names', reader(1008, invited), 'collaborator:1008:9001', 'collaborators'],
    ['that is an agent', reader(2001, invited), 'collaborator:2001:9001', 'collaborators'],
  ])('%s is not, and one command ends it', (_, one, key, undo) => {
    expect(causes({ accounts: [one] })).toMatchObject([
      {
        council: null,
        halts: true,
        codes: ['forwarding-blocked'],
        key,
        lasting: false,
        undo: expect.stringContaining(undo),
      },
    ]);
  });

  it('is nothing that halts before anything was released', () => {
    const [cause] = causes({ accounts: [reader(66, invited)], released: false });
    expect(cause).toMatchObject({ halts: false, codes: ['audience-mismatch'] });
  });

  it('comes with as many causes as there are ways in, and all who use one are in one', () => {
    const sales = inTeam(7, 'acme/sales');
    const accounts = [reader(66, invited, sales), ...Array.from({ length: 150 }, (_, n) => reader(100 + n, sales))];
    const found = causes({ accounts });
    expect(found.map(({ key }) => key)).toEqual(['collaborator:66:9001', 'team:7:9001']);
    expect(found[1]?.who).toHaveLength(100);
    expect(found[1]?.what).toContain('and 131 more may read');
  });

  it('is accused by nobody while a policy that may name them does not load', () => {
    const broken = rulesWith({ 'policies/councils/enterprise.yaml': () => 'nonsense' });
    expect(keys({ accounts: [reader(66, invited)], rules: broken })).toEqual([]);
    expect(keys({ accounts: [reader(66, invited)], rules: { ok: false, problems: [] } })).toEqual([]);
  });

  it('is named beside whoever let them in, where a webhook told', () => {
    const by = { id: 4001, login: 'admin', type: 'User' };
    const heard: Heard[] = [{ what: 'collaborator', repository: 9001, about: 66, by, fork: null }];
    const other: Heard[] = [{ what: 'collaborator', repository: 9002, about: 66, by, fork: null }];
    const who = (told: Heard[]) => causes({ accounts: [reader(66, invited)], exposure: { heard: told } })[0]?.who;
    expect(who(heard)).toEqual([
      { account: 4001, login: 'admin' },
      { account: 66, login: 'user-66' },
    ]);
    expect(who(other)).toEqual([{ account: 66, login: 'user-66' }]);
  });
});

describe('the governance repository', () => {
  it.each(['public', 'internal'] as const)('that is %s halts everything, whatever the rules', (visibility) => {
    const rules: LoadedRules = { ok: false, problems: [] };
    expect(causes({ visibility, rules, released: false })).toMatchObject([
      { council: null, halts: true, codes: ['forwarding-blocked'], lasting: false, where: 'acme/governance' },
    ]);
  });

  it('that belongs to somebody else halts everything; one that was only renamed does not', () => {
    expect(keys({ governance: { name: 'Acme/rules' } })).toEqual([]);
    expect(causes({ governance: { name: 'oscar/governance' } })).toMatchObject([
      { key: 'transfer:9001:oscar', lasting: true, undo: 'gh api repos/oscar/governance/transfer -f new_owner=acme' },
    ]);
  });
});

describe('a fork', () => {
  const fork = (id: number, account: number, type = 'User') => ({
    id,
    name: `user-${account}/governance`,
    owner: { id: account, login: `user-${account}`, type },
  });
  const heard = (id: number, account: number): Heard => ({
    what: 'fork',
    repository: 9001,
    about: id,
    by: { id: account, login: `user-${account}`, type: 'User' },
    fork: fork(id, account),
  });

  it('of somebody who may read it anyway is none of anybody’s business', () => {
    expect(keys({ governance: { forkCount: 2, forks: [fork(1, 1001), fork(2, 3001)] } })).toEqual([]);
    expect(keys({ governance: { forkCount: 1 }, exposure: { heard: [heard(1, 1006)] } })).toEqual([]);
  });

  it('of an organization or of anybody else is told of for ever', () => {
    const forks = [fork(1, 1001, 'Organization'), fork(2, 66)];
    expect(causes({ governance: { forkCount: 2, forks } })).toMatchObject([
      { key: 'fork:9001:1', lasting: true },
      { key: 'fork:9001:2', lasting: true, who: [{ account: 66, login: 'user-66' }], where: 'user-66/governance' },
    ]);
  });

  it('that GitHub counts and does not show is named by the webhook, or else told of by the count', () => {
    const counted = (forkCount: number, ...told: Heard[]) =>
      keys({ governance: { forkCount }, exposure: { heard: told } });
    expect(counted(1, heard(2, 66))).toEqual(['fork:9001:2']);
    expect(counted(1)).toEqual(['forks:9001:1']);
    expect(counted(3, heard(2, 66))).toEqual(['fork:9001:2', 'forks:9001:3']);
    expect(counted(1, { ...heard(2, 1006), repository: 9002 })).toEqual(['forks:9001:1']);
  });

  it('that a webhook told of and GitHub does not count was deleted again', () => {
    expect(keys({ exposure: { heard: [heard(2, 66)] } })).toEqual([]);
  });
});

describe('a repository of an audience', () => {
  const recipient = (seen: Exposure['audience'][number]['seen']): World => ({
    exposure: { audience: [{ id: 9002, name: 'acme/release-integrity-council', seen }] },
  });
  const as = (id: number, name: string, visibility: 'public' | 'private' = 'private') => ({ id, name, visibility });

  it.each([
    ['that is public', as(9002, 'acme/release-integrity-council', 'public'), ['visibility:9002:release-integrity']],
    ['that was renamed', as(9002, 'acme/council'), []],
    ['that was transferred', as(9002, 'oscar/council'), ['recipient:9002:release-integrity:oscar']],
    ['whose name another took', as(7, 'acme/release-integrity-council'), ['recipient:9002:release-integrity:gone']],
    ['that is gone', null, ['recipient:9002:release-integrity:gone']],
  ])('%s concerns the council that sends there', (_, seen, expected) => {
    expect(keys(recipient(seen))).toEqual(expected);
  });

  it('to which nothing was sent may go', () => {
    expect(keys({ ...recipient(null), released: false })).toEqual([]);
  });
});

describe('a copy', () => {
  const copy = (path: string | null): World => ({
    exposure: {
      copies: {
        read: [
          {
            repository: { id: 5, name: 'acme/notes' },
            packet: 'bpe-1',
            revision: 1,
            council: 'release-integrity',
            oid: oid('b'),
            path,
          },
        ],
      },
    },
  });

  it('halts the council whose packet it is, and the command takes the file out', () => {
    expect(causes(copy('notes/packet.yaml'))).toMatchObject([
      {
        council: 'release-integrity',
        key: 'copy:5:bpe-1:r1',
        lasting: true,
        where: 'acme/notes:notes/packet.yaml',
        undo: expect.stringContaining('gh api -X DELETE repos/acme/notes/contents/notes/packet.yaml'),
      },
    ]);
  });

  it.each(['$(reboot)', "x' ; reboot '", 'a b', '-rf', '../../../user', 'a/../../../../user'])(
    'under a name that means something to a shell or leads elsewhere, `%s`, gets no command',
    (path) => {
      expect(causes(copy(path))[0]?.undo).toBeNull();
    },
  );

  it('that stands on no default branch is told of all the same', () => {
    expect(causes(copy(null))).toMatchObject([{ where: 'acme/notes', undo: null }]);
  });
});
