import type { Link } from '../ledger/chain.ts';
import { entryPath } from '../ledger/entry.ts';
import { checkClaims, claimsNamed } from './claims.ts';
import { checkConclusions } from './conclusions.ts';
import { type AuditOptions, type Ground, groundOf } from './ground.ts';
import type { AuditProblem } from './problem.ts';
import { disagreements } from './references.ts';
import { type AuditReport, verdictOf } from './report.ts';
import { writeVerified } from './resume.ts';
import type { Rulebook } from './rulebook.ts';
import { follow, type Run } from './run.ts';
import { checkSeals } from './seals.ts';
import { checkSignatures } from './signatures.ts';
import { checkWitness } from './witness.ts';

/**
 * Verifies the ledger of a clone, offline: chain, numbers, signatures, form, what entries say of each other, files of
 * claims, seals, and what witnesses remember. Where the chain breaks the entries before are checked none the less: an
 * earlier one may be wrong in another way. Throws `WrongArgument` for what the caller named wrongly, `GitFailed` when
 * git cannot read the clone.
 */
export async function verifyClone(dir: string, options: AuditOptions): Promise<AuditReport> {
  return (await readClone(dir, options)).report;
}

/** The same, with what was read: the entries whose chain holds, which are worth as much as the report says. */
export async function readClone(
  dir: string,
  options: AuditOptions,
): Promise<{ readonly report: AuditReport; readonly links: readonly Link[]; readonly rules: Rulebook }> {
  const ground = await groundOf(dir, options);
  const run = await follow(ground);
  const open = new Set(ground.earlier?.open);
  const named = claimsNamed(run.links);
  const claims = await checkClaims(dir, ground.ledger.commit, named);
  const seals = await checkSeals(run.links, run.lookup, run.repository ?? 0, ground.rules);
  const signatures = await checkSignatures(run.links, run.lookup, run.repository ?? 0, ground.rules);
  const conclusions = await checkConclusions(run.links, run.lookup, ground.rules);
  const checked = [...seals, ...signatures, ...conclusions];
  const good = seals.flatMap(({ intent, found }) => (found.state === 'good' ? [intent] : []));
  const remembered = await Promise.all(ground.witnesses.map((one) => checkWitness(dir, ground.ledger.commit, one)));
  const report: AuditReport = {
    ledger: ground.ledger,
    head: run.head,
    repository: run.repository,
    from: ground.earlier === null ? 0 : ground.earlier.number + 1,
    keysFrom: ground.keysFrom,
    rulesFrom: ground.rules.name,
    seams: run.seams,
    claims: named.size - claims.length,
    seals: good.length,
    signatures: signatures.filter(({ found }) => found.state === 'good').length,
    sealed: highest([ground.earlier?.sealed ?? null, ...good]),
    witnesses: ground.witnesses.filter((_, index) => remembered[index] === null),
    problems: [
      ...(run.problem === null ? [] : [run.problem]),
      ...otherFirstKey(run.links, ground),
      ...disagreements(run.links, run.lookup, open),
      ...claims,
      ...checked.flatMap(({ found }) => (found?.state === 'wrong' ? [found.problem] : [])),
      ...remembered.flatMap((wrong) => (wrong === null ? [] : [wrong.problem])),
    ].toSorted(byNumber),
    unchecked: checked.flatMap(({ number, found }) =>
      found?.state === 'unchecked' ? [{ number, why: found.why }] : [],
    ),
  };
  if (options.resume !== undefined && verdictOf(report) === 'whole')
    await remember(options.resume, report, run, ground, open);
  return { report, links: run.links, rules: ground.rules };
}

/** Only an audit that found nothing is gone on from. */
async function remember(file: string, report: AuditReport, run: Run, ground: Ground, open: ReadonlySet<number>) {
  if (run.head === null || run.repository === null) return;
  await writeVerified(file, {
    schema: 'governance.v1.VerifiedLedger',
    commit: ground.ledger.commit,
    repository: run.repository,
    ...run.head,
    keys: [...ground.keys],
    seams: [...run.seams],
    open: [...open],
    sealed: report.sealed,
  });
}

/** The first key of the policies is the one with which the ledger began: else somebody swapped the beginning of one. */
function otherFirstKey([first]: readonly Link[], { keys, ask, keysFrom }: Ground): AuditProblem[] {
  if (first?.entry.kind !== 'genesis' || ask !== 'every head' || first.entry.body.key === keys[0]?.key) return [];
  const hint = 'compare both with what `countersign ledger init` printed when the ledger was begun';
  const expected = `the first key of ${keysFrom}, ${keys[0]?.key}`;
  return [{ code: 'ledger-broken', number: 0, path: entryPath(0), expected, seen: first.entry.body.key, hint }];
}

/** What concerns no single entry goes first: nothing else can be believed then. */
function byNumber(a: AuditProblem, b: AuditProblem): number {
  return (a.number ?? -1) - (b.number ?? -1);
}

function highest(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce<number | null>((most, number) => (number === null ? most : Math.max(most ?? 0, number)), null);
}
