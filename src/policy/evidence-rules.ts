import { type Problem, placeComplaint } from '../document/document.ts';
import { EVIDENCE_KINDS } from '../evidence/kind.ts';
import { type EvidencePolicy, NO_EVIDENCE, readEvidencePolicy } from './evidence-policy.ts';
import { readJsonText } from './json-text.ts';
import type { RuleFile } from './rules.ts';

export const EVIDENCE = 'policies/evidence.yaml';

export interface EvidenceRules {
  readonly evidence: EvidencePolicy;
  /** The texts of the trusted roots that it names, by file name. */
  readonly roots: Readonly<Record<string, string>>;
  /** What is wrong; then nothing is proven by it. */
  readonly problems: readonly Problem[];
}

/** The policy for evidence and the trusted roots that it names, all of them files beside it. */
export function loadEvidence(files: readonly RuleFile[]): EvidenceRules {
  const fileAt = (path: string) => files.find((file) => file.path === path);
  const file = fileAt(EVIDENCE);
  if (file === undefined) return { evidence: NO_EVIDENCE, roots: {}, problems: [] };
  const read = readEvidencePolicy(EVIDENCE, file.bytes);
  if (!read.ok) return { evidence: NO_EVIDENCE, roots: {}, problems: read.problems };

  const problems: Problem[] = [];
  const roots: Record<string, string> = {};
  for (const kind of EVIDENCE_KINDS)
    for (const [index, { trusted_root: name }] of (read.value.kinds[kind]?.signers ?? []).entries()) {
      if (Object.hasOwn(roots, name)) continue;
      const path = `policies/${name}`;
      const root = fileAt(path);
      const text = root && readJsonText(path, root.bytes);
      if (text?.ok) roots[name] = text.value;
      else if (text) problems.push(...text.problems);
      else
        problems.push(
          placeComplaint(EVIDENCE, read.places, {
            at: ['kinds', kind, 'signers', index, 'trusted_root'],
            code: 'missing-file',
            message: `expected the file ${path}, seen none`,
            hint: 'put the trusted root of that Sigstore there',
          }),
        );
    }
  return { evidence: problems.length === 0 ? read.value : NO_EVIDENCE, roots, problems };
}
