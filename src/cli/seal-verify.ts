import { sealText, sealVerdict } from '../audit/seal-text.ts';
import { verifySeals } from '../audit/verify-seals.ts';

const EXITS = { good: 0, wrong: 1, undecided: 3 } as const;

/** Prints what the seals of a clone's ledger prove and gives the exit code. */
export async function sealVerify(
  clone: string,
  options: { readonly packet?: string | undefined; readonly policies?: string | undefined },
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  const report = await verifySeals(clone, options);
  const verdict = sealVerdict(report);
  say(json ? JSON.stringify({ verdict, ...report }, null, 2) : sealText(report));
  return EXITS[verdict];
}
