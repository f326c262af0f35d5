import { z } from 'zod';
import type { Claims } from '../claims/claims.ts';
import type { PacketProblem } from '../claims/packet.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import { councilOf } from '../council/branch.ts';
import { CODE_NAMES } from '../finding/code.ts';
import { type Branch, obstacles, type Undetermined, type Unmet } from '../finding/finding.ts';
import { PACKET_FILE } from '../packet/packet.ts';
import { problemsFor } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { visible } from './markdown.ts';

const position = z.int().min(1);

/**
 * One reason why a folder is held, at one place of one file: what every form of a report shows. Texts are without
 * control characters, since they may quote the packet.
 */
export const holdSchema = z.strictObject({
  code: z.enum(CODE_NAMES),
  rule: z.string().meta({ description: 'the rule of the finding that holds' }),
  grade: z
    .enum(['held', 'denied', 'undecided'])
    .meta({ description: 'denied: for good; undecided: it could not be told, and may hold or not' }),
  path: z.string().meta({ description: 'from the root of the repository' }),
  line: position,
  column: position,
  message: z.string(),
  mend: z.string(),
});
export type Hold = Readonly<z.infer<typeof holdSchema>>;

/** Where things stand: the folder as the caller sees it, and the keys of its packet.yaml. */
export interface Places {
  /** The folder's path, as reports name it. */
  readonly folder: string;
  readonly key: (name: string) => { readonly line: number; readonly column: number };
}

/** The key of packet.yaml that a rule is about; a rule that is not here is about the whole file. */
const KEY_OF: Readonly<Record<string, string>> = {
  council: 'council',
  revision: 'revision',
  policy: 'council',
  options: 'options',
  'blocked-paths': 'blocked_paths',
  legible: 'summary',
  audience: 'audience',
  window: 'review_window',
  'required-evidence': 'evidence',
  evidence: 'evidence',
  proposers: 'requester',
};

/** What stands in the way, as a list of places: each problem of the packet or of a policy is a hold of its own. */
export function holdsOf(finding: Branch, claims: Claims, rules: LoadedRules, places: Places): Hold[] {
  return obstacles(finding).flatMap((leaf) => {
    const inPacket = leaf.rule === 'packet' ? packetProblems(claims) : [];
    if (inPacket.length > 0) return inPacket.map((problem) => packetHold(leaf, problem, claims, places));
    const inPolicy = leaf.rule === 'policy' ? problemsFor(rules, councilOf(claims.pull.base)) : [];
    if (inPolicy.length > 0)
      return inPolicy.map(({ path, line, column, message, hint }) => ({
        ...holdOf(leaf, { path, line, column }),
        message: visible(message),
        mend: visible(hint),
      }));
    if (leaf.rule !== 'codeowners') return [holdOf(leaf, keyPlace(leaf.rule, places))];
    // Of a file that is not there no line can be shown.
    if (rules.ok && rules.rules.codeowners.missing)
      return [{ ...holdOf(leaf, keyPlace(leaf.rule, places)), mend: NO_CODEOWNERS }];
    return [holdOf(leaf, ownersPlace(rules))];
  });
}

const NO_CODEOWNERS =
  'put .github/CODEOWNERS on `main`; or is this no clone of a governance repository? `--policies DIR` names one';

function holdOf(leaf: Unmet | Undetermined, place: Pick<Hold, 'path' | 'line' | 'column'>): Hold {
  const { code, rule, wanted, seen, mend } = leaf;
  const grade = leaf.status === 'undetermined' ? 'undecided' : leaf.denies ? 'denied' : 'held';
  return { code, rule, grade, ...place, message: visible(`expected ${wanted}, seen ${seen}`), mend: visible(mend) };
}

function packetHold(leaf: Unmet | Undetermined, problem: PacketProblem, claims: Claims, places: Places): Hold {
  const { code, message, hint, place } = problem;
  const id = 'known' in claims.change && claims.change.known.kind === 'packet' ? claims.change.known.packet : '';
  const path = place?.path.replace(`packets/${id}/`, `${places.folder}/`) ?? `${places.folder}/${PACKET_FILE}`;
  const { line, column } = place ?? { line: 1, column: 1 };
  return { ...holdOf(leaf, { path, line, column }), code, message: visible(message), mend: visible(hint) };
}

function packetProblems({ packet }: Claims): readonly PacketProblem[] {
  return 'known' in packet && !packet.known.valid ? packet.known.problems : [];
}

function ownersPlace(rules: LoadedRules) {
  const [first] = rules.ok ? rules.rules.codeowners.problems : [];
  return { path: CODEOWNERS, line: first?.line ?? 1, column: first?.column ?? 1 };
}

function keyPlace(rule: string, { folder, key }: Places) {
  const name = KEY_OF[rule];
  return { path: `${folder}/${PACKET_FILE}`, ...(name === undefined ? { line: 1, column: 1 } : key(name)) };
}
