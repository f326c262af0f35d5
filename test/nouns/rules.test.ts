import { describe, expect, it } from 'vitest';
import { councilNamed, loadRules } from '../../src/policy/rules.ts';
import { bytesOf, edited, policyFiles, rulesOf } from './sample.ts';

const RELEASE = 'policies/councils/release-integrity.yaml';
const ENTERPRISE = 'policies/councils/enterprise.yaml';
const without = (path: string) => policyFiles().filter((file) => file.path !== path);
const withFile = (path: string, bytes: Uint8Array) => [...without(path), { path, bytes }];
const broken = (path: string, ...changes: Parameters<typeof edited>[1][]) => {
  const found = rulesOf(withFile(path, edited(path, ...changes))).broken;
  return Object.entries(found).map(([file, problems]) => [file, problems.map(({ code }) => code)]);
};

describe('the rules on main', () => {
  it('are those of the reference policies, whole', () => {
    const rules = rulesOf();
    expect(Object.keys(rules.councils).sort()).toEqual(['enterprise', 'release-integrity']);
    expect(rules.broken).toEqual({});
    expect(rules.codeowners.problems).toEqual([]);
    expect(councilNamed(rules, 'release-integrity')?.owners).toEqual(['ann', 'ben']);
    expect(['constructor', '__proto__', 'finance'].map((name) => councilNamed(rules, name))).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('of one council can be broken without stopping another', () => {
    const rules = rulesOf(withFile(ENTERPRISE, edited(ENTERPRISE, ['quorum: 2', 'quorum: 1'])));
    expect(Object.keys(rules.councils)).toEqual(['release-integrity']);
    expect(rules.broken[ENTERPRISE]).toMatchObject([{ path: ENTERPRISE, code: 'policy-weakened' }]);
  });

  it('name only people that there are', () => {
    expect(broken(RELEASE, ['owners: [ann, ben]', 'owners: [ann, zoe]'])).toEqual([[RELEASE, ['unknown-name']]]);
    expect(broken(RELEASE, ['members: [cyd, dan, eve]', 'members: [cyd, constructor]'])).toEqual([
      [RELEASE, ['unknown-name']],
    ]);
    expect(
      broken(RELEASE, ['sovereigns: []', 'sovereigns: [zoe]'], ['people: [ann, ben, fay]', 'people: [yan]']),
    ).toEqual([[RELEASE, ['unknown-name', 'unknown-name']]]);
  });

  it('of a council stand in the file of its name', () => {
    expect(broken(RELEASE, ['council: release-integrity #', 'council: enterprise #'])).toEqual([
      [RELEASE, ['council-mismatch']],
    ]);
  });

  it('do not load without people, ledger, seal and trusted root, and say all that is missing', () => {
    for (const path of [
      'policies/people.yaml',
      'policies/ledger.yaml',
      'policies/seal.yaml',
      'policies/trusted-root.json',
    ])
      expect(loadRules(without(path), '* @ann\n')).toMatchObject({
        ok: false,
        problems: [{ path, code: 'missing-file' }],
      });
    const loaded = loadRules([], undefined);
    expect(loaded.ok ? [] : loaded.problems).toHaveLength(3);
  });

  it('do not load with a trusted root that is no JSON', () => {
    const root = 'policies/trusted-root.json';
    for (const bytes of [bytesOf('{'), bytesOf(''), Uint8Array.of(0xff)])
      expect(loadRules(withFile(root, bytes), '')).toMatchObject({
        ok: false,
        problems: [{ path: root, code: 'syntax' }],
      });
  });

  it('B03: own nothing without CODEOWNERS, and say so', () => {
    const loaded = loadRules(policyFiles(), undefined);
    expect(loaded.ok && loaded.rules.codeowners).toMatchObject({ lines: [], problems: [{ line: 1 }] });
  });

  it('K29: have no file whose name nobody knows: a misspelt one would silently not count', () => {
    const path = 'policies/council/finance.yaml';
    expect(rulesOf([...policyFiles(), { path, bytes: bytesOf('') }]).broken).toMatchObject({
      [path]: [{ code: 'unknown-file' }],
    });
    expect(rulesOf([...policyFiles(), { path: 'policies/README.md', bytes: bytesOf('') }]).broken).toEqual({});
  });
});

describe('sealing by workflow', () => {
  const SEAL = 'policies/seal.yaml';
  const CONFIG = 'policies/signing-config.json';
  const lines = {
    identity: 'https://github.com/acme/governance/.github/workflows/seal.yml@refs/heads/main',
    issuer: 'https://token.actions.githubusercontent.com',
    trusted_root: 'trusted-root.json',
    workflow: '{file: seal.yml, repository: 9001}',
    signing_config: 'signing-config.json',
  };
  const load = (change: Partial<Record<keyof typeof lines, string | undefined>> = {}, config: string | null = '{}') => {
    const written = Object.entries({ ...lines, ...change }).filter(([, value]) => value !== undefined);
    const text = [
      'schema: governance.v1.SealPolicy',
      'profile: private',
      ...written.map(([key, value]) => `${key}: ${value}`),
    ];
    const extra = config === null ? [] : [{ path: CONFIG, bytes: bytesOf(config) }];
    return loadRules([...withFile(SEAL, bytesOf(text.join('\n'))), ...extra], '* @ann\n');
  };
  const problems = (...how: Parameters<typeof load>) => {
    const loaded = load(...how);
    return loaded.ok ? [] : loaded.problems.map(({ path, line, code }) => `${path}:${line} ${code}`);
  };

  it('loads with the workflow, the id of its repository and the services that it asks', () => {
    expect(load()).toMatchObject({
      ok: true,
      rules: { seal: { workflow: { file: 'seal.yml', repository: 9001 } }, signingConfig: '{}', broken: {} },
    });
    expect(rulesOf().signingConfig).toBe(null);
  });

  it('has the identity of exactly that workflow on main', () => {
    for (const end of ['seal.yml@refs/heads/feature', 'other.yml@refs/heads/main', 'seal.yml@refs/tags/v1'])
      expect(problems({ identity: `https://github.com/acme/governance/.github/workflows/${end}` })).toEqual([
        `${SEAL}:3 schema`,
      ]);
    expect(problems({ workflow: '{file: other.yml, repository: 9001}' })).toEqual([`${SEAL}:3 schema`]);
  });

  it('names its signing configuration, which is there and is JSON', () => {
    expect(problems({ signing_config: undefined })).toEqual([`${SEAL}:6 schema`]);
    expect(problems({}, null)).toEqual([`${CONFIG}:1 missing-file`]);
    expect(problems({}, '{')).toEqual([`${CONFIG}:1 syntax`]);
  });

  it('has no signing configuration where the bot seals: that one would be read by nobody', () => {
    expect(problems({ workflow: undefined })).toEqual([`${SEAL}:6 schema`]);
  });

  it('names a file of .github/workflows/ and a repository by its id', () => {
    for (const workflow of ['{file: ../seal.yml, repository: 9001}', '{file: seal.yml, repository: acme/governance}'])
      expect(problems({ workflow })).toContain(`${SEAL}:6 schema`);
  });
});

describe('the keys of the ledger', () => {
  const LEDGER = 'policies/ledger.yaml';
  const key = 'RVhBTVBMRTogcmVwbGFjZSB0aGlzIGF0IHNldC11cCE=';
  const loads = (...keys: string[]) =>
    loadRules(
      withFile(
        LEDGER,
        bytesOf(`schema: governance.v1.LedgerPolicy\nkeys:\n${keys.map((line) => `  - {${line}}\n`).join('')}`),
      ),
      '',
    ).ok;

  it('follow each other from entry 0 on, without gap or overlap, and the last is the present one', () => {
    expect(loads(`key: ${key}, first: 0`)).toBe(true);
    expect(loads(`key: ${key}, first: 0, last: 41`, `key: ${key}, first: 42`)).toBe(true);
    expect(loads(`key: ${key}, first: 1`)).toBe(false);
    expect(loads(`key: ${key}, first: 0, last: 41`, `key: ${key}, first: 43`)).toBe(false);
    expect(loads(`key: ${key}, first: 0, last: 41`, `key: ${key}, first: 41`)).toBe(false);
    expect(loads(`key: ${key}, first: 0`, `key: ${key}, first: 42`)).toBe(false);
    expect(loads(`key: ${key}, first: 0, last: 41`, `key: ${key}, first: 42, last: 40`)).toBe(false);
    expect(loads()).toBe(false);
  });

  it('are 32 bytes, each written in one way only', () => {
    for (const other of [
      key.slice(0, -1),
      `${key.slice(0, -2)}F=`,
      `${key}=`,
      key.replace('=', ''),
      `"${key} "`,
      'AAAA',
    ])
      expect(loads(`key: ${other}, first: 0`), other).toBe(false);
  });
});
