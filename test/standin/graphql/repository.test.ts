import { describe, expect, it } from 'vitest';
import { newRepository } from '../../../src/standin/github/acts/new-repository.ts';
import { Acme, GRANTED } from './organization.ts';

describe('a repository', () => {
  it('shows how far it is spread', async () => {
    const acme = new Acme();
    const fork = newRepository(acme.world, {
      owner: acme.id('ann'),
      name: 'gov',
      parent: acme.gov,
      visibility: 'public',
    });
    const fields = 'databaseId nameWithOwner visibility isPrivate isFork forkCount forkingAllowed';
    expect(
      await acme.governance(`${fields} forks(first: 10) { totalCount nodes { nameWithOwner isFork parent { name } } }`),
    ).toEqual({
      databaseId: 9001,
      nameWithOwner: 'acme/gov',
      visibility: 'PRIVATE',
      isPrivate: true,
      isFork: false,
      forkCount: 1,
      forkingAllowed: true,
      forks: { totalCount: 1, nodes: [{ nameWithOwner: 'ann/gov', isFork: true, parent: { name: 'gov' } }] },
    });
    expect(fork.parent).toBe(acme.gov.id);
  });

  it('that is private does not exist for who cannot see it', async () => {
    const acme = new Acme();
    const { data, errors } = await acme.ask(
      '{ repository(owner: "acme", name: "gov") { id } }',
      {},
      acme.person('outsider'),
    );
    expect(data).toEqual({ repository: null });
    expect(errors).toMatchObject([{ type: 'NOT_FOUND' }]);
  });

  it('keeps its files from an App without `contents`', async () => {
    const acme = new Acme();
    const { contents: _, ...less } = GRANTED;
    const { data, errors } = await acme.ask(
      '{ repository(owner: "acme", name: "gov") { name object(expression: "main") { oid } } }',
      {},
      acme.bot(less),
    );
    expect(data).toEqual({ repository: { name: 'gov', object: null } });
    expect(errors).toMatchObject([{ type: 'FORBIDDEN' }]);
  });

  it('lists who reaches it, how far and by what, to an App and to those who can push', async () => {
    const acme = new Acme();
    acme.gov.collaborators.clear();
    acme.gov.collaborators.set(acme.id('outsider'), 'read');
    acme.gov.teams.set(acme.id('owners'), 'maintain');
    const collaborators = `collaborators(first: 10) { totalCount edges { permission node { login }
      permissionSources { permission roleName source { __typename ... on Team { slug } ... on Repository { name } } } } }`;
    const team = { permission: 'WRITE', roleName: 'maintain', source: { __typename: 'Team', slug: 'owners' } };
    expect(await acme.governance(collaborators)).toEqual({
      collaborators: {
        totalCount: 3,
        edges: [
          { permission: 'MAINTAIN', node: { login: 'ann' }, permissionSources: [team] },
          { permission: 'MAINTAIN', node: { login: 'ben' }, permissionSources: [team] },
          {
            permission: 'READ',
            node: { login: 'outsider' },
            permissionSources: [
              { permission: 'READ', roleName: 'read', source: { __typename: 'Repository', name: 'gov' } },
            ],
          },
        ],
      },
    });
    expect(await acme.governance('collaborators(first: 5, affiliation: OUTSIDE) { nodes { login } }')).toEqual({
      collaborators: { nodes: [{ login: 'outsider' }] },
    });
    expect(await acme.governance('collaborators(first: 5) { totalCount }', acme.person('outsider'))).toEqual({
      collaborators: null,
    });
  });
});

describe('the CODEOWNERS file of a ref', () => {
  it('says what is wrong with each line, and is null where there is none', async () => {
    const acme = new Acme();
    const without = acme.gov.git.branch('main');
    acme.push('ann', 'main', { '.github/CODEOWNERS': '* @ann\n/policies/ @nobody\n!/x @ben\n' });
    const errors = '{ errors { line column kind path source message suggestion } }';
    const { present, before } = await acme.governance(
      `present: codeowners(refName: "main") ${errors} before: codeowners(refName: "${without}") ${errors}`,
    );
    expect(present).toMatchObject({
      errors: [
        { line: 2, column: 12, kind: 'Unknown owner', path: '.github/CODEOWNERS', source: '/policies/ @nobody' },
        { line: 3, column: 1, kind: 'Invalid pattern', path: '.github/CODEOWNERS' },
      ],
    });
    expect(before).toBeNull();
  });
});

describe('rulesets', () => {
  const withFloor = () => {
    const acme = new Acme();
    acme.seed.ruleset({
      repository: 'acme/gov',
      name: 'floor',
      id: 31,
      include: ['refs/heads/main'],
      rules: [
        { type: 'non_fast_forward' },
        {
          type: 'required_status_checks',
          parameters: {
            strict_required_status_checks_policy: false,
            required_status_checks: [{ context: 'gate', integration_id: 77 }],
          },
        },
      ],
      bypass: [{ actor_id: 77, actor_type: 'Integration', bypass_mode: 'always' }],
    });
    return acme;
  };
  const bypass =
    'bypassActors(first: 5) { nodes { bypassMode deployKey organizationAdmin actor { ... on App { databaseId } } } }';

  it('are shown with their rules to whoever can read the repository', async () => {
    const acme = withFloor();
    const asked = `rulesets(first: 5) { nodes { databaseId name target enforcement conditions { refName { include exclude } }
      rules(first: 5) { nodes { type parameters { ... on RequiredStatusChecksParameters { requiredStatusChecks { context integrationId } } } } } } }
      ref(qualifiedName: "main") { rules(first: 5) { nodes { type repositoryRuleset { name } } } }`;
    expect(await acme.governance(asked, acme.person('eve'))).toEqual({
      rulesets: {
        nodes: [
          {
            databaseId: 31,
            name: 'floor',
            target: 'BRANCH',
            enforcement: 'ACTIVE',
            conditions: { refName: { include: ['refs/heads/main'], exclude: [] } },
            rules: {
              nodes: [
                { type: 'NON_FAST_FORWARD', parameters: null },
                {
                  type: 'REQUIRED_STATUS_CHECKS',
                  parameters: { requiredStatusChecks: [{ context: 'gate', integrationId: 77 }] },
                },
              ],
            },
          },
        ],
      },
      ref: {
        rules: {
          nodes: [
            { type: 'NON_FAST_FORWARD', repositoryRuleset: { name: 'floor' } },
            { type: 'REQUIRED_STATUS_CHECKS', repositoryRuleset: { name: 'floor' } },
          ],
        },
      },
    });
  });

  it('show who may pass over them only to who may change them', async () => {
    const acme = withFloor();
    const asked = `ruleset(databaseId: 31) { ${bypass} }`;
    expect(await acme.governance(asked)).toEqual({ ruleset: { bypassActors: null } });
    expect(await acme.governance(asked, acme.bot({ ...GRANTED, administration: 'write' }))).toEqual({
      ruleset: {
        bypassActors: {
          nodes: [{ bypassMode: 'ALWAYS', deployKey: false, organizationAdmin: false, actor: { databaseId: 77 } }],
        },
      },
    });
  });
});
