import { describe, expect, it } from 'vitest';
import { parseCodeowners } from '../../src/codeowners/codeowners.ts';
import type { PullSeen } from '../../src/verify/observation/pull.ts';
import type { CodeownersError } from '../../src/verify/observation/rules.ts';
import { ownersClaim } from '../../src/verify/owners.ts';
import { rulesWith } from '../judge/claims.ts';

const pull = { base: 'council/release-integrity', baseCodeowners: 'a', mainCodeowners: 'a' } as PullSeen;
const claim = (change: { errors?: CodeownersError[] | null; strays?: string[]; pull?: PullSeen } = {}) =>
  ownersClaim(['packets/bpe-1/packet.yaml'], rulesWith(), { errors: [], strays: [], teams: [], pull, ...change });

describe('the owners of a packet', () => {
  it('are the accounts of the people that the last matching line names', () => {
    expect(claim()).toMatchObject({ problems: [], accounts: [1001, 1002], lines: [{ line: 1 }] });
  });

  it.each<[string, Parameters<typeof claim>[0]]>([
    ['GitHub finds an error', { errors: [{ line: 1, column: 1, kind: 'Unknown owner', message: 'who' }] }],
    ['GitHub does not say whether there are errors', { errors: null }],
    ['a second CODEOWNERS exists', { strays: ['docs/CODEOWNERS'] }],
    ['the council branch holds another one than main', { pull: { ...pull, baseCodeowners: 'b' } }],
    ['the council branch holds none', { pull: { ...pull, baseCodeowners: null } }],
  ])('are a problem when %s', (_, change) => {
    expect(claim(change).problems).toHaveLength(1);
  });

  it('are people where a workflow seals: its token cannot read who is in a team', () => {
    const problems = (codeowners: string, workflow: { file: string; repository: number } | undefined) => {
      const loaded = rulesWith();
      if (!loaded.ok) throw new Error('the reference policies do not load');
      const seal = { ...loaded.rules.seal, ...(workflow && { workflow }) };
      const rules = { ok: true, rules: { ...loaded.rules, seal, codeowners: parseCodeowners(codeowners) } } as const;
      return ownersClaim(['packets/bpe-1/packet.yaml'], rules, { errors: [], strays: [], teams: [], pull }).problems;
    };
    const workflow = { file: 'seal.yml', repository: 9001 };
    const people = '/packets/ @ann @ben\n/decisions/ @cyd\n';
    expect(problems(`/policies/ @acme/rulers\n${people}`, workflow)).toEqual([]);
    expect(problems(`${people}/packets/ @acme/owners @ann\n`, workflow)).toEqual([
      'line 3: a team; where a workflow seals, it must name people',
    ]);
    expect(problems(`* @acme/owners\n/packets/ @ann @ben\n`, workflow)).toHaveLength(1);
    expect(problems('/packets/ @acme/owners\n/decisions/ @acme/members\n', workflow)).toHaveLength(2);
    expect(problems('/packets/ @acme/owners\n', undefined)).toEqual([]);
  });
});
