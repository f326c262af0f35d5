import type { AuditOptions } from '../audit/ground.ts';
import { auditText, verdictOf } from '../audit/report.ts';
import { verifyClone } from '../audit/verify.ts';
import { EXITS } from './answer-of-clone.ts';

/** Prints the report of an audit and gives its exit code. */
export async function ledgerVerify(
  clone: string,
  options: AuditOptions,
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  const report = await verifyClone(clone, options);
  const verdict = verdictOf(report);
  say(json ? JSON.stringify({ verdict, ...report }, null, 2) : auditText(report));
  return EXITS[verdict];
}
