import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../src/cli/doctor-examine.ts';
import type { Answer, GitHub } from '../../src/github/client.ts';
import { readAdministered } from '../../src/observe/administered.ts';
import { inspectClassic } from '../../src/protection/classic.ts';
import { type Inspection, inspect } from '../../src/protection/inspect.ts';
import { rulesetsFor } from '../../src/protection/ruleset.ts';
import type { Examination } from '../../src/report/doctor.ts';
import type { Ruleset } from '../../src/standin/github/world.ts';
import { places, without } from '../protection/cut.ts';
import { type Acme, startAcme } from '../standin/github/acme.ts';

const COUNCIL = 'council/release';
const APP = 77;

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
  const files = { '.github/CODEOWNERS': 'packets/ @ann @ben\n' };
  acme.seed.commit({ repository: 'acme/gov', branch: COUNCIL, by: 'admin', files });
  acme.seed.commit({ repository: 'acme/gov', branch: 'ledger', by: 'admin', files: { head: '0' } });
});
afterAll(() => acme.close());
beforeEach(() => {
  repository().rulesets.splice(0);
  for (const { name, conditions, rules, bypass_actors } of rulesetsFor(APP)) {
    const { include } = conditions.ref_name;
    acme.seed.ruleset({ repository: 'acme/gov', name, include, rules: [...rules], bypass: bypass_actors });
  }
  for (const method of ['merge', 'squash', 'rebase'] as const) repository().mergeMethods.add(method);
});

function repository() {
  const found = acme.world.repositories.get(9001);
  if (found === undefined) throw new Error('a world without its repository');
  return found;
}
function ruleset(name: string): Ruleset {
  const found = repository().rulesets.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ruleset ${name}`);
  return found;
}

/** What the command said in JSON, and its exit code. */
async function examined(as = 'admin', app: number | null = APP): Promise<{ exit: number } & Examination> {
  const lines: string[] = [];
  const options = { repository: { owner: 'acme', name: 'gov' }, api: `${acme.origin}/api/v3`, json: true } as const;
  const env = { GITHUB_TOKEN: acme.seed.token(as) };
  const exit = await examine({ ...options, ...(app && { app }) }, env, (line) => void lines.push(line));
  return { exit, ...JSON.parse(lines.join('\n')) };
}
const named = (inspections: readonly Inspection[], status: Inspection['status']) =>
  inspections
    .filter((one) => one.status === status)
    .map(({ branch, protection }) => `${branch ?? 'repository'} ${protection}`);

describe('`doctor`', () => {
  it('finds everything fine where the rulesets of the table are in force, and answers 0', async () => {
    const { exit, inspections, mends } = await examined();
    expect(inspections.filter(({ status }) => status !== 'fine')).toEqual([]);
    expect([exit, mends]).toEqual([0, []]);
    const branches = new Set(inspections.map(({ branch }) => branch));
    expect([...branches]).toEqual(['main', COUNCIL, 'lanes', 'ledger', null]);
  });

  it('says what anybody may pass over, and answers 1', async () => {
    ruleset('lock').bypass.push({ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' });
    ruleset('main').bypass.push({ actor_id: APP, actor_type: 'Integration', bypass_mode: 'always' });
    const { exit, inspections } = await examined();
    expect(exit).toBe(1);
    expect(named(inspections, 'wrong')).toEqual([
      'main main.bypass',
      `${COUNCIL} lock.bypass`,
      'lanes lock.bypass',
      'ledger lock.bypass',
    ]);
    expect(inspections.find(({ protection }) => protection === 'lock.bypass')?.seen).toContain('role 5 (pull_request)');
  });

  it('counts for nothing a ruleset that is evaluated only, and changes it rather than making another', async () => {
    ruleset('floor').enforcement = 'evaluate';
    const { exit, inspections, mends } = await examined();
    expect(exit).toBe(1);
    expect(named(inspections, 'wrong')).toContain('ledger floor.non_fast_forward');
    expect(mends.map(({ what, command }) => [what, command])).toEqual([
      [
        'ruleset `floor`, which is there and evaluate',
        `gh api --method PUT repos/acme/gov/rulesets/${ruleset('floor').id} --input -`,
      ],
    ]);
  });

  it.each(['lock', 'floor', 'councils'])(
    'names what is missing of %s, blames no other ruleset, and asks for no other token',
    async (name) => {
      ruleset(name).enforcement = 'disabled';
      const { exit, inspections } = await examined();
      expect([exit, named(inspections, 'unseen')]).toEqual([1, []]);
      expect(named(inspections, 'wrong').every((one) => one.includes(` ${name}.`))).toBe(true);
      const bypass = inspections.find((one) => one.branch === COUNCIL && one.protection === `${name}.bypass`);
      expect(bypass).toMatchObject({
        status: 'wrong',
        seen: expect.stringMatching(/^no active rule `/),
      });
    },
  );

  it('prints the very request that mends: sent, all is fine again', async () => {
    repository().rulesets.splice(0, 1);
    ruleset('main').rules.splice(0);
    ruleset('councils').bypass.push({ actor_id: null, actor_type: 'OrganizationAdmin', bypass_mode: 'always' });
    const { mends } = await examined();
    expect(mends).toHaveLength(3);
    for (const { command, body } of mends) {
      const [, method, path] = /--method (\w+) (\S+)/.exec(command) ?? [];
      await acme.as('admin').request(`${method} /${path}`, { ...body });
    }
    expect((await examined()).exit).toBe(0);
  });

  it('wants the check from this App, and from no other', async () => {
    const [app, other] = [await examined('admin', APP), await examined('admin', 78)];
    expect(app.exit).toBe(0);
    expect(named(other.inspections, 'wrong')).toContain(
      `${COUNCIL} councils.required_status_checks.required_status_checks`,
    );
    expect(named(other.inspections, 'wrong')).toContain('ledger lock.app');
  });

  it('leaves open what depends on the App where nobody says which it is, and mends nothing for it', async () => {
    ruleset('main').enforcement = 'disabled';
    const { inspections, mends } = await examined('admin', null);
    expect(named(inspections, 'unseen')).toContain('ledger lock.app');
    expect(named(inspections, 'fine')).not.toContain('ledger lock.bypass');
    expect(mends).toEqual([]);
  });

  it('sees a repository that takes no merge commits', async () => {
    repository().mergeMethods.delete('merge');
    const { inspections, mends } = await examined();
    expect(named(inspections, 'wrong')).toEqual(['repository merge.commits']);
    expect(mends[0]?.command).toBe('gh api --method PATCH repos/acme/gov -F allow_merge_commit=true');
  });

  it('with a token that does not administer sees no bypass list, says so, and answers 3', async () => {
    const { exit, inspections } = await examined('ann');
    expect(exit).toBe(3);
    expect(named(inspections, 'wrong')).toEqual([]);
    expect(named(inspections, 'unseen')).toContain('main main.bypass');
    expect(named(inspections, 'unseen')).toContain('main classic.unhindered');
  });

  it('prints each protection, each command and the sum for people, quoted so that a shell takes it', async () => {
    ruleset('floor').enforcement = 'disabled';
    const lines: string[] = [];
    const options = { repository: { owner: 'acme', name: 'gov' }, api: `${acme.origin}/api/v3`, app: APP };
    await examine(options, { GITHUB_TOKEN: acme.seed.token('admin') }, (line) => void lines.push(line));
    const text = lines.join('\n');
    expect(text).toContain('  WRONG   floor.non_fast_forward: no force push - no active rule `non_fast_forward`');
    expect(text).toMatch(/\d+ fine, \d+ wrong, 0 could not be seen$/);
    const command = text.split('\n').find((line) => line.includes('gh api')) ?? '';
    const shell = spawnSync('bash', ['-c', `gh() { cat; }\n${command}`], { encoding: 'utf8' });
    expect(JSON.parse(shell.stdout)).toMatchObject({ name: 'floor', enforcement: 'active' });
  });

  it('names a missing token, and a repository that is not there', async () => {
    const at = (name: string) => ({ repository: { owner: 'acme', name }, api: `${acme.origin}/api/v3`, app: APP });
    const quiet = () => undefined;
    await expect(examine(at('gov'), {}, quiet)).rejects.toThrow('expected GITHUB_TOKEN, seen nothing');
    const env = { GITHUB_TOKEN: acme.seed.token('admin') };
    await expect(examine(at('none'), env, quiet)).rejects.toThrow('expected a repository acme/none, seen none');
    await expect(examine(at('gov'), { GITHUB_TOKEN: 'wrong' }, quiet)).rejects.toThrow(
      /^expected a GITHUB_TOKEN that GitHub takes .* 401: .*\nhint: /,
    );
    const { app: _, ...unnamed } = at('gov');
    await expect(examine(unnamed, { ...env, APP_ID: 'x' }, quiet)).rejects.toThrow('expected APP_ID');
    expect(await examine(unnamed, { ...env, APP_ID: '77' }, quiet)).toBe(0);
  });
});

/** Each field by which something is judged: without it, something is no longer fine. */
const READ = [
  '/git/matching-refs/heads/council/ ref',
  '/rules/branches/{branch} parameters',
  '/rules/branches/{branch} parameters.allowed_merge_methods',
  '/rules/branches/{branch} parameters.dismiss_stale_reviews_on_push',
  '/rules/branches/{branch} parameters.require_code_owner_review',
  '/rules/branches/{branch} parameters.require_last_push_approval',
  '/rules/branches/{branch} parameters.required_approving_review_count',
  '/rules/branches/{branch} parameters.required_status_checks',
  '/rules/branches/{branch} parameters.required_status_checks.context',
  '/rules/branches/{branch} parameters.required_status_checks.integration_id',
  '/rules/branches/{branch} ruleset_id',
  '/rules/branches/{branch} type',
  '/rulesets/{id} bypass_actors',
  '/rulesets/{id} bypass_actors.actor_id',
  '/rulesets/{id} bypass_actors.actor_type',
  '/rulesets/{id} bypass_actors.bypass_mode',
  '/rulesets/{id} enforcement',
  '/rulesets/{id} name',
  'allow_merge_commit',
];

describe('an answer with a field missing', () => {
  const place = { owner: 'acme', name: 'gov' };
  async function inspected(github: GitHub): Promise<Inspection[]> {
    const { protection, classic } = await readAdministered(github, place, APP);
    return [...inspect(protection), ...classic.map((one) => inspectClassic(one, APP))];
  }

  it('never makes anything fine that was not, and makes everything that is read from it other than fine', async () => {
    const octokit = acme.as('admin');
    const answers = new Map<string, Answer>();
    const recording: GitHub = {
      request: async (route, parameters) => {
        const answer = await octokit.request(route, parameters);
        answers.set(`${route} ${JSON.stringify(parameters)}`, answer);
        return answer;
      },
    };
    const whole = named(await inspected(recording), 'fine');
    expect(answers.size).toBeGreaterThan(9);
    const noticed = new Set<string>();
    for (const [asked, answer] of answers) {
      for (const path of places(answer.data)) {
        const cut: GitHub = {
          request: async (route, parameters) => {
            const key = `${route} ${JSON.stringify(parameters)}`;
            const known = answers.get(key);
            if (known === undefined) return recording.request(route, parameters);
            return key === asked ? { ...known, data: without(known.data, path) } : known;
          },
        };
        const fine = named(await inspected(cut), 'fine');
        expect(fine.filter((one) => !whole.includes(one))).toEqual([]);
        const field = path.filter((step) => typeof step === 'string').join('.');
        const answered = asked.split(' ')[1]?.replace('/repos/{owner}/{repo}', '');
        if (fine.length < whole.length) noticed.add(`${answered} ${field}`.trim());
      }
    }
    expect([...noticed].sort()).toEqual(READ);
  });
});
