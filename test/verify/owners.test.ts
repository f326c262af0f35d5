import { describe, expect, it } from 'vitest';
import type { CodeownersError, PullSeen } from '../../src/verify/observation.ts';
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
});
