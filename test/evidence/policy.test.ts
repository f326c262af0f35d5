import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { EVIDENCE_KINDS } from '../../src/evidence/kind.ts';
import { loadRules } from '../../src/policy/rules.ts';
import { bytesOf, edited as changed, fileText, policyFiles, rulesOf } from '../nouns/sample.ts';
import { edited, pathsOf } from '../seal/sealing.ts';

const EVIDENCE = 'policies/evidence.yaml';
const ROOT = 'policies/trusted-root.json';
const without = (path: string) => policyFiles().filter((file) => file.path !== path);
const rulesWith = (text: string) => rulesOf([...without(EVIDENCE), { path: EVIDENCE, bytes: bytesOf(text) }]);

/** The policy for one kind, written out. */
const one = (kind: string, ...lines: readonly string[]) =>
  rulesWith(
    ['schema: governance.v1.EvidencePolicy', 'kinds:', `  ${kind}:`, ...lines.map((line) => `    ${line}`), ''].join(
      '\n',
    ),
  );
const signer = (changed: object = {}) => {
  const good = {
    identity: 'https://evidence.acme.example/x',
    issuer: 'https://login.acme.example',
    profile: 'private',
  };
  return `signers: [${JSON.stringify({ ...good, trusted_root: 'trusted-root.json', ...changed })}]`;
};
const complaintsOf = ({ broken }: ReturnType<typeof rulesWith>) => broken[EVIDENCE] ?? [];

describe('the policy for evidence', () => {
  it('of the reference says what proves each kind, and comes with its roots', () => {
    const rules = rulesOf();
    expect(rules.broken).toEqual({});
    expect(Object.keys(rules.evidence.kinds).sort()).toEqual([...EVIDENCE_KINDS].sort());
    expect(rules.roots).toEqual({ 'trusted-root.json': fileText(ROOT) });
    expect(rules.evidence.kinds['slsa-provenance']).toMatchObject({ hosts: [], check_runs: [], workflow_runs: [] });
  });

  it('is not needed; without it nothing is proven', () => {
    const rules = rulesOf(without(EVIDENCE));
    expect([rules.evidence.kinds, rules.broken]).toEqual([{}, {}]);
  });

  it('that is broken proves nothing, and stops nothing else', () => {
    const rules = rulesOf([
      ...without(EVIDENCE),
      { path: EVIDENCE, bytes: changed(EVIDENCE, ['threshold: 3', 'threshold: 1']) },
    ]);
    expect(rules.evidence.kinds).toEqual({});
    expect(Object.keys(rules.councils)).toHaveLength(2);
    const line = fileText(EVIDENCE).slice(0, fileText(EVIDENCE).indexOf('threshold: 3')).split('\n').length;
    expect(complaintsOf(rules)).toMatchObject([{ path: EVIDENCE, line, code: 'schema' }]);
  });

  it('names trusted roots that are there, each a file beside it', () => {
    const rules = one('docs', signer({ trusted_root: 'other-root.json' }));
    expect(rules.evidence.kinds).toEqual({});
    expect(complaintsOf(rules)).toMatchObject([
      { line: 4, code: 'missing-file', message: expect.stringContaining('other-root.json') },
    ]);
    for (const trusted_root of ['../trusted-root.json', '/etc/root.json', 'trusted-root.yaml', ''])
      expect(complaintsOf(one('docs', signer({ trusted_root }))), trusted_root).toMatchObject([{ code: 'schema' }]);
  });

  it('brings roots of its own, which are no unknown files, and must be JSON', () => {
    const path = 'policies/other-root.json';
    const files = (text: string) => [
      ...without(EVIDENCE),
      { path: EVIDENCE, bytes: changed(EVIDENCE, [OF_LINEAGE, OF_LINEAGE.replace('trusted-root', 'other-root')]) },
      { path, bytes: bytesOf(text) },
    ];
    const rules = rulesOf(files('{}'));
    expect([rules.broken, rules.roots['other-root.json']]).toEqual([{}, '{}']);
    const broken = rulesOf(files('{'));
    expect(broken.evidence.kinds).toEqual({});
    expect(complaintsOf(broken)).toMatchObject([{ path, code: 'syntax' }]);
  });

  it('is one of the files that are known', () => {
    const stray = { path: 'policies/evidense.yaml', bytes: bytesOf('') };
    const loaded = loadRules([...policyFiles(), stray], '');
    expect(loaded.ok && loaded.rules.broken[stray.path]).toMatchObject([
      { code: 'unknown-file', hint: expect.stringContaining(EVIDENCE) },
    ]);
  });
});

const KIM = '{identity: kim@acme.example, issuer: https://login.acme.example}';
const OF_LINEAGE = `identity: https://evidence.acme.example/lineage
        issuer: https://login.acme.example
        profile: private
        trusted_root: trusted-root.json`;

describe('a policy is never weaker than exact', () => {
  it.each([
    ['no identity', { identity: undefined }],
    ['an empty identity', { identity: '' }],
    ['a wildcard', { identity: 'https://github.com/acme/*' }],
    ['a pattern', { identity: '^https://github.com/acme/.+$' }],
    ['one of two', { identity: '(a|b)@acme.example' }],
    ['an identity with spaces', { identity: 'a@acme.example b@acme.example' }],
    ['no issuer', { issuer: undefined }],
    ['an empty issuer', { issuer: '' }],
    ['an issuer with a wildcard', { issuer: 'https://*.acme.example' }],
    ['an issuer without encryption', { issuer: 'http://login.acme.example' }],
    ['no profile', { profile: undefined }],
    ['no trusted root', { trusted_root: undefined }],
    ['a misspelt guard', { repositories: 1 }],
    ['a ref that is short', { ref: 'main' }],
    ['a ref with a wildcard', { ref: 'refs/heads/*' }],
    ['a repository by name', { repository: 'acme/payments' }],
    ['any runner', { runner: 'any' }],
    ['any trigger', { trigger: '*' }],
  ])('about who signs: %s', (_, changed) => {
    expect(complaintsOf(one('docs', signer(changed)))).toMatchObject([
      { line: 4, code: 'schema', hint: expect.stringMatching(/./) },
    ]);
  });

  it('F03: about a workflow of GitHub Actions without the id of its repository', () => {
    for (const issuer of [
      'https://token.actions.githubusercontent.com',
      'https://token.actions.acme.ghe.com',
      'https://ghe.acme.example/_services/token',
    ]) {
      expect(complaintsOf(one('docs', signer({ issuer }))), issuer).toMatchObject([
        { message: expect.stringContaining('`repository`'), hint: expect.stringContaining('reusable workflow') },
      ]);
      expect(one('docs', signer({ issuer, repository: 8101 })).broken).toEqual({});
    }
  });

  it.each([
    '127.0.0.1',
    '10.0.0.7',
    '1.1.1.1',
    '[::1]',
    '::1',
    'localhost',
    'evidence',
    'evidence.localhost',
    'evidence.internal',
    'evidence.local',
    'evidence.corp',
    'evidence.lan',
    'metadata.google.internal',
    'Evidence.acme.example',
    'evidence.acme.example.',
    'evidence.acme.example:8443',
    '*.acme.example',
    '.acme.example',
    'https://evidence.acme.example',
    'user@evidence.acme.example',
    'evidence..example',
    '-evidence.example',
    'evidence.ex_ample',
    'ev\u0456dence.example',
    '0x7f.1',
    '',
  ])('about hosts: `%s` is none', (host) => {
    const complaints = complaintsOf(one('docs', `hosts: [${JSON.stringify(host)}]`, signer()));
    expect(complaints[0]).toMatchObject({
      line: 4,
      code: 'schema',
      hint: expect.stringContaining('evidence.acme.example'),
    });
  });

  it.each([
    ['no hosts at all where it lists hosts', ['hosts: []', signer()]],
    ['no signers', ['hosts: [evidence.acme.example]']],
    ['an empty list of signers', ['signers: []']],
    ['nothing', ['{}']],
    [
      'a check of GitHub Actions, whose names anybody chooses',
      ['check_runs: [{app: 15368, name: build, repository: 1}]'],
    ],
    ['a check without an App', ['check_runs: [{name: build, repository: 1}]']],
    ['a check of any repository', ['check_runs: [{app: 1, name: build}]']],
    ['a workflow that is no workflow file', ['workflow_runs: [{path: ci.yml, repository: 1}]']],
    ['a workflow by a pattern', ['workflow_runs: [{path: .github/workflows/*.yml, repository: 1}]']],
    ['an unknown key', [signer(), 'any_signer: true']],
  ])('about a kind: %s', (_, lines) => {
    expect(complaintsOf(one('docs', ...lines)).length).toBeGreaterThan(0);
  });

  it('about kinds that there are not', () => {
    expect(complaintsOf(one('anything', signer()))).toMatchObject([
      { hint: expect.stringContaining('slsa-provenance') },
    ]);
  });

  it('about anything: no list of the reference may be empty, and no field unknown', () => {
    const reference: object = parse(fileText(EVIDENCE));
    const loads = (path: string, value: unknown) =>
      Object.keys(rulesWith(stringify(edited(reference, path, value))).broken);
    for (const path of pathsOf(reference)) {
      const value = path.split('.').reduce((place: unknown, key) => Reflect.get(Object(place), key), reference);
      if (Array.isArray(value)) expect(loads(path, []), path).toEqual([EVIDENCE]);
      else if (typeof value === 'object') expect(loads(`${path}.unknown`, 1), path).toEqual([EVIDENCE]);
    }
    expect(loads('unknown', 1)).toEqual([EVIDENCE]);
    expect(loads('schema', 'governance.v1.EvidencePolicy')).toEqual([]);
  });

  it.each([
    ['slsa-provenance', 'demands: {builders: [], build_types: ["https://x.example/y"]}'],
    ['slsa-provenance', 'demands: {builders: ["https://x.example/y"]}'],
    ['vsa', 'demands: {verifiers: ["https://x.example/y"], levels: []}'],
    ['vulnerability-scan', 'demands: {longest_age: P7D}'],
    ['vulnerability-scan', 'demands: {worst_allowed: any}'],
    ['reproducible-build', 'demands: {builders: ["https://a.example/x"]}'],
    ['reproducible-build', 'demands: {builders: ["https://a.example/x", "https://a.example/x"]}'],
    ['signer-quorum', 'demands: {threshold: 1, signers: []}'],
    ['signer-quorum', `demands: {threshold: 2, signers: [${KIM}, ${KIM}]}`],
    ['signer-quorum', `demands: {threshold: 2, signers: [${KIM}]}`],
    ['artifact-lineage', 'demands: {repositories: []}'],
    ['acceptance', 'demands: {roles: []}'],
    ['review', 'demands: {}'],
    ['docs', 'demands: {builders: []}'],
  ])('about what %s must say: %s', (kind, demands) => {
    expect(complaintsOf(one(kind, signer(), demands)).length).toBeGreaterThan(0);
  });

  it.each([
    'slsa-provenance',
    'vsa',
    'vulnerability-scan',
    'reproducible-build',
    'signer-quorum',
    'artifact-lineage',
    'review',
  ])('and says what evidence of kind %s must say, since its signers alone do not', (kind) => {
    expect(complaintsOf(one(kind, signer()))).toMatchObject([{ message: expect.stringContaining('`demands`') }]);
  });

  it.each(EVIDENCE_KINDS.filter((kind) => !['test-result', 'preview', 'docs'].includes(kind)))(
    'and lets no run of GitHub stand for %s, which says more than that something went well',
    (kind) => {
      const runs = 'check_runs: [{app: 1, name: build, repository: 1}]';
      expect(complaintsOf(one(kind, signer(), runs)).map(({ message }) => message)).toContainEqual(
        expect.stringContaining('`check_runs`'),
      );
    },
  );
});
