import { describe, expect, it } from 'vitest';
import { EVIDENCE_KINDS } from '../../src/evidence/kind.ts';
import { PREDICATES } from '../../src/evidence/predicates/table.ts';
import { sourceOf } from '../../src/evidence/source.ts';
import { readEvidencePolicy } from '../../src/policy/evidence-policy.ts';
import { bytesOf, fileText, valueIn } from '../nouns/sample.ts';

const page = fileText('docs/evidence.md');
const cellsOf = (first: RegExp) =>
  page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => first.test(cells[1] ?? ''));
const quoted = (cell: string | undefined) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, text]) => text);

describe('docs/evidence.md', () => {
  it('has every kind, with its predicate types and what it must say', () => {
    const kinds = cellsOf(/^`[a-z-]+`$/);
    expect(kinds.map((cells) => quoted(cells[1])[0])).toEqual(EVIDENCE_KINDS);
    for (const [, kind, types, says] of kinds) {
      const { types: known } = PREDICATES[EVIDENCE_KINDS.find((one) => quoted(kind)[0] === one) ?? 'docs'];
      expect(quoted(types).sort()).toEqual([...known].sort());
      expect(says).not.toBe('');
    }
  });

  it('has a form of address for every source, which is one', () => {
    const filled = cellsOf(/^`(?:https|git)/).map((cells) =>
      (quoted(cells[1])[0] ?? '')
        .replace('sha256:<digest>', `sha256:${'a'.repeat(64)}`)
        .replace('<ref or commit>', 'refs/heads/main')
        .replace('<host>', 'evidence.acme.example')
        .replace('<id>', '7')
        .replaceAll(/<[a-z]+>/g, 'acme'),
    );
    const github = { apiUrl: 'https://api.github.com', webUrl: 'https://github.com' };
    const sources = filled.map((uri) => sourceOf(uri, github));
    expect(sources.map((source) => ('from' in source ? source.from : source.refused))).toEqual([
      'file',
      'git',
      'attestations',
      'check-run',
      'workflow-run',
    ]);
  });

  it('has a policy that is read', () => {
    const [, block] = /```yaml\n(schema: governance.v1.EvidencePolicy\n[^`]+)```/.exec(page) ?? [];
    const { kinds } = valueIn(readEvidencePolicy('policies/evidence.yaml', bytesOf(block ?? '')));
    expect(kinds).toMatchObject({ 'vulnerability-scan': { demands: { worst_allowed: 'medium' }, check_runs: [] } });
  });
});
