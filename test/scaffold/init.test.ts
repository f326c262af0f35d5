import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCouncil } from '../../src/council/council.ts';
import { readSealPolicy } from '../../src/policy/seal-policy.ts';
import { QUESTIONS, type Question } from '../../src/scaffold/question.ts';
import { newFolder, ROOT, ran } from '../cli/ran.ts';
import { answersIn, flags, IN_PROCESS, LEDGER_PEM } from './questions.ts';

type Change = Readonly<Record<string, string | readonly string[] | undefined>>;
const COUNCIL = 'policies/councils/release-integrity.yaml';
const PERSONS = ['ann=ann:1001', 'ben=ben:1002', 'cyd=cyd:1003', 'dan=dan:1004', 'gus=gus:1007', 'root=admin:4001'];
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** Runs it with an answer to everything, but for what is changed. */
async function init(change: Change = {}, folder = newFolder()) {
  const dir = join(folder, 'governance');
  const done = await ran('init', dir, ...flags({ ...answersIn(folder), ...IN_PROCESS, ...change }));
  return { ...done, dir, read: (path: string) => readFileSync(join(dir, path), 'utf8') };
}
const byWorkflow = (folder: string) => {
  writeFileSync(join(folder, 'signing.json'), '{"caUrls": [{"url": "https://fulcio.acme.example"}]}');
  const unasked = { 'seal-identity': undefined, 'seal-issuer': undefined };
  return {
    ...unasked,
    seal: 'workflow',
    action: `acme/countersign@${COMMIT}`,
    'signing-config': join(folder, 'signing.json'),
  };
};
/** The questions to which nobody but a person knows the answer. */
const needed = Object.entries<Question>(QUESTIONS).flatMap(([name, { optional, of }]) =>
  optional || of ? [] : [name],
);

describe('`init`', () => {
  it('asks for everything at once where it was told nothing, and writes nothing', async () => {
    const dir = join(newFolder(), 'governance');
    const { exit, err } = await ran('init', dir);
    expect(exit).toBe(2);
    expect(Array.from(err.matchAll(/^expected --(\S+)/gm), ([, name]) => name)).toEqual(needed);
    expect(err.match(/^ {2}hint: ./gm)).toHaveLength(needed.length);
    expect(existsSync(dir)).toBe(false);
  });

  it.each(needed)('has no default for --%s', async (name) => {
    const { exit, err, dir } = await init({ [name]: undefined });
    expect([exit, err]).toEqual([2, expect.stringContaining(`expected --${name} `)]);
    expect(existsSync(dir)).toBe(false);
  });

  it('writes what it was told, each value as the policy that reads it takes it', async () => {
    const { exit, read } = await init();
    expect(exit).toBe(0);
    const council = readCouncil(COUNCIL, Buffer.from(read(COUNCIL)));
    expect(council).toMatchObject({
      ok: true,
      value: {
        title: 'Release integrity: the council',
        owners: ['ann', 'ben'],
        owner_approvals: 2,
        quorum: 2,
        owner_may_sign: false,
        blocked_paths: ['unsigned-direct-promotion'],
        required_evidence: [],
        audience: { repositories: [{ name: 'acme/release-integrity-council', id: 9002 }], teams: [{ id: 501 }] },
        workspace: { people: ['ann', 'ben', 'gus', 'cyd', 'dan', 'root'], teams: [{ name: 'acme/agents', id: 502 }] },
      },
    });
    expect(parse(read('policies/people.yaml'))).toMatchObject({
      people: {
        ann: {
          accounts: [
            { login: 'ann', id: 1001 },
            { login: 'ann-on-call', id: 1101 },
          ],
        },
      },
      agents: [{ login: 'packet-agent', id: 2001 }],
    });
    expect(read('.github/CODEOWNERS')).toMatch(/^\/packets\/ @ann @ann-on-call @ben$/m);
  });

  it('names nobody who was not named to it: no example is left', async () => {
    const { dir } = await init(byWorkflow(newFolder()));
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(texts.filter((text) => /EXAMPLE|\.example\b(?!"}\]})/.test(text))).toEqual([]);
  });

  it('names the workflow as its certificates will, and pins the Action that was reviewed', async () => {
    const folder = newFolder();
    const action = `acme/release-governor@${'a'.repeat(40)}`;
    const { exit, read } = await init({ ...byWorkflow(folder), action }, folder);
    expect(exit).toBe(0);
    expect(readSealPolicy('policies/seal.yaml', Buffer.from(read('policies/seal.yaml')))).toMatchObject({
      ok: true,
      value: {
        identity: 'https://github.com/acme/governance/.github/workflows/seal.yml@refs/heads/main',
        workflow: { file: 'seal.yml', repository: 9001 },
        signing_config: 'signing-config.json',
      },
    });
    const example = readFileSync(join(ROOT, 'docs/examples/seal.yml'), 'utf8');
    expect(read('.github/workflows/seal.yml')).toBe(example.replace(/acme\/countersign@[0-9a-f]{40}/, action));
    expect(read('policies/signing-config.json')).toBe('{"caUrls": [{"url": "https://fulcio.acme.example"}]}');
  });

  it('writes the rulesets for the App that was named, and the command that applies each', async () => {
    const { dir, read, out } = await init();
    const files = readdirSync(join(dir, '.github/rulesets')).sort();
    expect(files).toEqual(['councils.json', 'floor.json', 'lanes.json', 'lock.json', 'main.json']);
    for (const file of files)
      expect(out).toContain(`gh api --method POST repos/acme/governance/rulesets --input .github/rulesets/${file}\n`);
    expect(JSON.parse(read('.github/rulesets/lock.json'))).toMatchObject({
      bypass_actors: [{ actor_id: 77, actor_type: 'Integration', bypass_mode: 'always' }],
    });
    for (const file of files.filter((name) => name !== 'lock.json'))
      expect(JSON.parse(read(`.github/rulesets/${file}`))).toMatchObject({ bypass_actors: [] });
  });

  it('sends who goes on into its folder, and to no package of npm that has our name', async () => {
    const parent = newFolder();
    const folder = join(parent, "ann's place");
    mkdirSync(folder);
    const { out, dir } = await init({}, folder);
    const lines = out.split('\n').filter((line) => line.startsWith('     '));
    const [first = ''] = lines;
    expect(
      execFileSync('bash', ['-c', `mkdir -p governance && ${first.trim()} && pwd`], { encoding: 'utf8', cwd: parent }),
    ).toBe(`${dir}\n`);
    for (const line of lines.filter((line) => line.includes('npx')))
      expect(line).toContain(`npx --prefix ${ROOT} countersign `);
    const written = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of written)
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toMatch(/npx|countersign check/);
  });

  it('writes templates that GitHub reads: issue forms with a name, and something to fill in', async () => {
    const { dir, read } = await init();
    const forms = readdirSync(join(dir, '.github/ISSUE_TEMPLATE'));
    expect(forms).toHaveLength(2);
    for (const form of forms)
      expect(parse(read(`.github/ISSUE_TEMPLATE/${form}`))).toMatchObject({
        name: expect.any(String),
        description: expect.any(String),
        body: expect.arrayContaining([expect.objectContaining({ type: 'textarea' })]),
      });
    expect(read('.github/pull_request_template.md')).toContain('packets/<id>/');
  });

  it.each<[string, Change | ((folder: string) => Change), string]>([
    ['a floor that is too low', { quorum: '1' }, 'at least 2'],
    ['no approval at all', { 'owner-approvals': '0' }, 'at least 1'],
    ['a number in words', { 'owner-approvals': 'two' }, 'at least 1'],
    ['an owner whom nobody knows', { owners: 'ann,zoe' }, '`zoe`'],
    ['more approvals than owners', { 'owner-approvals': '3' }, 'at least 3 owners'],
    ['a rule owner whom nobody knows', { 'rule-owners': 'ann,zoe' }, '`zoe`'],
    ['one rule owner, who could approve nothing of theirs', { 'rule-owners': 'ann,ann' }, 'at least two people'],
    ['a window that is none', { 'shortest-window': 'an hour' }, 'expected a duration'],
    ['a person twice', { person: ['ann=ann:1001', 'ann=ben:1002'] }, 'each person once'],
    ['a person without an id', { person: ['ann=ann'] }, 'expected --person'],
    ['an App that is called a person', { person: ['ann=robot[bot]:5'] }, 'robot[bot]'],
    ['an account of two people', { person: ['ann=ann:1001', 'ben=ben:1001'], owners: 'ann,ben' }, '1001'],
    ['a repository in words that a shell would run', { repository: 'acme/$(id):1' }, 'expected --repository'],
    ['a council that leads out of its folder', { council: '../../x' }, 'expected --council'],
    ['a title of two lines', { title: 'a\nquorum: 1' }, 'title'],
    ['a kind of evidence that there is none of', { 'required-evidence': 'rumour' }, 'rumour'],
    ['an Action by tag', (folder) => ({ ...byWorkflow(folder), action: 'acme/countersign@v1' }), 'expected --action'],
    [
      'the identity of a bot that does not seal',
      (folder) => ({ ...byWorkflow(folder), 'seal-identity': 'x' }),
      'expected no --seal-identity',
    ],
    ['a kind of option that there is none of', { 'option-kinds': 'perhaps' }, 'perhaps'],
  ])('refuses %s, and writes nothing', async (_, change, told) => {
    const folder = newFolder();
    const { exit, err, dir } = await init(typeof change === 'function' ? change(folder) : change, folder);
    expect([exit, err]).toEqual([2, expect.stringContaining(told)]);
    expect(err).toContain('hint: ');
    expect(existsSync(dir)).toBe(false);
  });

  it('refuses a file that is not there, a trusted root that is no JSON, and the private half of the ledger key without repeating it', async () => {
    const folder = newFolder();
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    expect(await init({ 'trusted-root': '/nowhere' })).toMatchObject({
      exit: 2,
      err: expect.stringMatching(
        /^--trusted-root: expected a readable file .*\/nowhere.*\n {2}hint: whose certificates/,
      ),
    });
    const root = await init({ 'trusted-root': file('root.jsonl', '{}\n{}\n') });
    expect([root.exit, root.err]).toEqual([2, expect.stringContaining('--trusted-root: expected JSON')]);
    const pem = await init({ 'ledger-key': file('ledger.pem', LEDGER_PEM) });
    expect([pem.exit, pem.err]).toEqual([2, expect.stringContaining('seen a private key')]);
    expect(pem.err + pem.out).not.toContain(LEDGER_PEM.split('\n')[1]);
  });

  it.each<[Change, string]>([
    [{ owners: 'ann,zed' }, '--owners: expected people whom --person names, seen `zed`'],
    [{ 'rule-owners': 'ann,packet-agent' }, '--rule-owners: expected people whom --person names, seen `packet-agent`'],
    [{ readers: 'zed' }, '--readers: expected people whom --person names, seen `zed`'],
    [{ person: [...PERSONS, 'ann=x:9'] }, '--person: expected each person once, with all accounts, seen `ann=x:9`'],
    [{ person: [...PERSONS, 'zoe=zoe'] }, 'expected --person <key=login:id,...>, seen `zoe=zoe`'],
    [{ quorum: '1' }, '--quorum: expected at least 2, seen `1`'],
    [{ 'longest-window': 'x' }, '--longest-window: expected a duration, seen `"x"`'],
    [{ 'shortest-window': 'x' }, '--shortest-window: expected a duration, seen `"x"`'],
    [
      { 'option-kinds': 'perhaps' },
      '--option-kinds: expected one of `wait`, `exception`, `escalate`, `other`, seen `"perhaps"`',
    ],
    [{ 'required-roles': 'king' }, '--required-roles: expected one of `human`, `council`, `sovereign`, seen `"king"`'],
    [{ 'seal-issuer': 'x' }, '--seal-issuer: expected the exact issuer, seen `"x"`'],
    [{ profile: 'x' }, '--profile: expected one of `private`, `public`, seen `"x"`'],
  ])('names the option of %j once, and no file: there is none yet', async (change, told) => {
    const { exit, err } = await init(change);
    const [first, hint, ...more] = err.trimEnd().split('\n');
    expect([exit, first, more]).toEqual([2, told, []]);
    expect(hint).toMatch(/^ {2}hint: (?!see the documented example)/);
  });

  it('refuses Sigstore files by which no seal could be verified or made', async () => {
    const folder = newFolder();
    const empty = join(folder, 'empty.json');
    writeFileSync(empty, '{}');
    const change = { ...byWorkflow(folder), 'trusted-root': empty, 'signing-config': empty };
    const { exit, err, dir } = await init(change, folder);
    expect(exit).toBe(2);
    expect(err).toMatch(/^--trusted-root: expected a trusted root with a certificate authority, seen none\n {2}hint: /);
    expect(err).toMatch(
      /^--signing-config: expected a signing configuration whose `caUrls` name a service, seen none\n/m,
    );
    expect(existsSync(dir)).toBe(false);
  });

  it('overwrites nothing, and then writes nothing else either', async () => {
    const folder = newFolder();
    const own = join(folder, 'governance/policies/seal.yaml');
    mkdirSync(join(folder, 'governance/policies'), { recursive: true });
    writeFileSync(own, 'mine\n');
    const { exit, out, dir } = await init({}, folder);
    expect([exit, out]).toEqual([1, expect.stringContaining('policies/seal.yaml')]);
    expect(readFileSync(own, 'utf8')).toBe('mine\n');
    expect(readdirSync(dir, { recursive: true }).sort()).toEqual(['policies', 'policies/seal.yaml']);
  });

  it('writes through no link, and beside no CODEOWNERS that GitHub would read instead', async () => {
    const [folder, elsewhere] = [newFolder(), newFolder()];
    mkdirSync(join(folder, 'governance'));
    symlinkSync(elsewhere, join(folder, 'governance/policies'));
    expect((await init({}, folder)).exit).toBe(1);
    expect(readdirSync(elsewhere)).toEqual([]);
    const other = newFolder();
    mkdirSync(join(other, 'governance/docs'), { recursive: true });
    writeFileSync(join(other, 'governance/docs/CODEOWNERS'), '* @mallory\n');
    expect(await init({}, other)).toMatchObject({ exit: 1, out: expect.stringContaining('docs/CODEOWNERS') });
  });
});
