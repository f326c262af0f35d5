import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout, clone, newFolder, ROOT, ran } from './ran.ts';

const COUNCIL = 'policies/councils/release-integrity.yaml';
const reference = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Explained {
  readonly sections: { readonly title: string; readonly sentences: { text: string; path: string; line: number }[] }[];
  readonly problems: { readonly path: string; readonly line: number; readonly code: string }[];
}
async function explained(
  change: Record<string, string | null> = {},
  ...argv: string[]
): Promise<Explained & { exit: number }> {
  const { exit, out } = await ran('policy', 'explain', '--json', '--policies', checkout(change), ...argv);
  return { exit, ...JSON.parse(out) };
}
const sentences = ({ sections }: Explained) => sections.flatMap((section) => section.sentences);
const texts = (explanation: Explained) => sentences(explanation).map(({ text }) => text);

describe('policy explain', () => {
  it('says of the reference policies who approves, how many, who decides, when, to whom, on what', async () => {
    const { exit, out } = await ran('policy', 'explain', '--policies', checkout());
    expect(exit).toBe(0);
    for (const said of [
      'A packet goes to it only after at least 2 owners approved that exact revision by review.',
      "Its owners are ann (Ann, release governance) and ben (Ben, release governance); nobody else's approval counts.",
      'Its decisions are made by cyd (Cyd, supply chain security), dan (Dan, site reliability) and eve (Eve, product security).',
      'A decision needs the signatures of at least 2 different people for one and the same outcome.',
      'There is no sovereign: nobody stands above the members.',
      'A packet is open for 1 hour at least and 14 days at most.',
      'A released packet may go to acme/release-integrity-council and the team @acme/release-integrity, and to nobody else.',
      'Every packet must cite evidence of kind reproducible-build and signer-quorum.',
      'Only a seal by exactly https://countersign.acme.example/sealer counts.',
      'no seal can be verified, so nothing can be released',
      'So cyd (Cyd, supply chain security), dan (Dan, site reliability) and hal (Hal, internal audit) cannot sign now',
      'Entries of the ledger from 0 on must be signed by',
      'Agents, which may propose and never approve or sign, are @packet-agent (2001) and @second-agent (2002)',
    ])
      expect(out).toContain(said);
  });

  it('counts nobody as able to sign who has only the GitHub account once more', async () => {
    const people = reference('policies/people.yaml');
    const login = (key: string, issuer: string) =>
      `identities: [{issuer: '${issuer}', subject: ${key}@acme.example}]\n    name: ${key}`;
    const listed = people
      .replace('name: Cyd, supply chain security', login('cyd', 'https://github.com/login/oauth'))
      .replace('name: Dan, site reliability', login('dan', 'https://login.acme.example'));
    const { out } = await ran('policy', 'explain', '--policies', checkout({ 'policies/people.yaml': listed }));
    expect(out).toContain('So cyd (cyd) and hal (Hal, internal audit) cannot sign now');
  });

  it('names with every sentence the line that says it', async () => {
    const found = sentences(await explained());
    expect(found.length).toBeGreaterThan(40);
    for (const { path, line } of found)
      expect(line).toBeLessThanOrEqual(
        (path.startsWith('policies/') ? reference(path) : reference('docs/examples/CODEOWNERS')).split('\n').length,
      );
    const row = ({ path, line }: { path: string; line: number }) => reference(path).split('\n')[line - 1];
    const of = (text: string) => found.filter((one) => one.path === COUNCIL && one.text.includes(text)).map(row);
    expect(of('only after at least 2')).toEqual(['owner_approvals: 2']);
    expect(of('nobody stands above')).toEqual(['sovereigns: []']);
    expect(of('one and the same outcome')).toEqual(['quorum: 2']);
  });

  it('explains one council and no other', async () => {
    const titles = (await explained({}, 'enterprise')).sections.map(({ title }) => title);
    expect(titles[0]).toMatch(/^enterprise: /);
    expect(titles.filter((title) => title.startsWith('release-integrity'))).toEqual([]);
  });

  it('says what is not asked for, too', async () => {
    const empty = reference(COUNCIL)
      .replace(/^blocked_paths: .*$/m, 'blocked_paths: []')
      .replace(/^required_evidence: .*$/m, 'required_evidence: []');
    const said = texts(await explained({ [COUNCIL]: empty }, 'release-integrity'));
    expect(said).toContain('No course of action must be shown as blocked by every packet.');
    expect(said).toContain('A packet needs to cite no evidence.');
  });

  it('says by whom each kind of evidence must be signed, and what happens to kinds that nobody may prove', async () => {
    const said = texts(await explained());
    expect(
      said.some((text) => /^reproducible-build counts when exactly \S+ signed it, as https:\S+ says/.test(text)),
    ).toBe(true);
    const { exit, ...none } = await explained({ 'policies/evidence.yaml': null });
    expect(exit).toBe(0);
    expect(texts(none)).toContain(
      'Nothing says what proves signer-quorum: no packet can go to this council until policies/evidence.yaml does.',
    );
  });

  it('says which owner cannot approve, since CODEOWNERS does not name that person', async () => {
    const said = texts(await explained({ '.github/CODEOWNERS': '* @ann\n' }));
    expect(
      said.filter((text) => text.startsWith('ben (Ben, release governance) cannot approve now: line 1 of CODEOWNERS')),
    ).toHaveLength(1);
    const unowned = texts(await explained({ '.github/CODEOWNERS': '/docs/ @ann\n' }));
    expect(unowned.some((text) => text.endsWith('cannot approve now: CODEOWNERS gives packets/ no owner.'))).toBe(true);
  });

  it.each<[string, Record<string, string | null>, string, number, string]>([
    [
      'a floor that was lowered',
      { [COUNCIL]: reference(COUNCIL).replace('quorum: 2', 'quorum: 1') },
      COUNCIL,
      15,
      'policy-weakened',
    ],
    [
      'people that do not load',
      { 'policies/people.yaml': 'schema: governance.v1.Peple\n' },
      'policies/people.yaml',
      1,
      'schema',
    ],
    ['no policy for seals', { 'policies/seal.yaml': null }, 'policies/seal.yaml', 1, 'missing-file'],
    [
      'a file with a name that nothing reads',
      { 'policies/peoples.yaml': 'a: 1\n' },
      'policies/peoples.yaml',
      1,
      'unknown-file',
    ],
    [
      'a line of CODEOWNERS',
      { '.github/CODEOWNERS': '* @ann\n!x @ann\n' },
      '.github/CODEOWNERS',
      2,
      'codeowners-invalid',
    ],
    ['a second CODEOWNERS', { CODEOWNERS: '* @ann\n' }, 'CODEOWNERS', 1, 'codeowners-invalid'],
  ])('ends with 1 and names the line of %s', async (_, change, path, line, code) => {
    const { exit, problems } = await explained(change);
    expect(exit).toBe(1);
    expect(problems).toContainEqual(expect.objectContaining({ path, line, code }));
  });

  it('reads origin/main of the clone in which it is run, and says so', () => {
    const { dir, git } = clone();
    const commit = git('rev-parse', 'HEAD').trim();
    rmSync(join(dir, 'policies'), { recursive: true });
    const main = join(ROOT, 'src/cli.ts');
    const out = execFileSync(process.execPath, [main, 'policy', 'explain'], {
      cwd: join(dir, '.github'),
      encoding: 'utf8',
    });
    expect(out).toContain(`policies of origin/main (${commit}): nothing is broken`);
  });

  it.each<[string, () => string[]]>([
    ['a council that is not there', () => ['--policies', checkout(), 'others']],
    ['a folder without policies', () => ['--policies', newFolder()]],
    ['no folder', () => ['--policies', join(newFolder(), 'none')]],
  ])('ends with 2 for %s', async (_, argv) => {
    expect(await ran('policy', 'explain', ...argv())).toMatchObject({ exit: 2, out: '' });
  });
});
