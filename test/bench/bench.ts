/**
 * Prints the one table of figures; every number that docs or changelog name comes from here. With words as arguments
 * only those measurements run: `npm run bench -- judge`. Exit 1 when a figure is not reached.
 */
import { type Figure, isReached, type Measurement, table } from './figure.ts';
import { actionStart } from './rows/action.ts';
import { figuresComputed } from './rows/figures.ts';
import { judgeThroughput } from './rows/judge.ts';
import { webhookToCheck } from './rows/latency.ts';
import { ledgerVerified } from './rows/ledger.ts';
import { writesPerRelease } from './rows/release.ts';
import { requestsPerLook } from './rows/requests.ts';
import { sealsVerified } from './rows/seals.ts';
import { freshTests } from './rows/tests.ts';

const MEASUREMENTS: Record<string, Measurement> = {
  requests: requestsPerLook,
  release: writesPerRelease,
  latency: webhookToCheck,
  judge: judgeThroughput,
  ledger: ledgerVerified,
  figures: figuresComputed,
  seals: sealsVerified,
  action: actionStart,
  tests: freshTests,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(MEASUREMENTS, name));
if (unknown.length > 0) {
  console.error(`expected some of ${Object.keys(MEASUREMENTS).join(', ')}, seen ${unknown.join(', ')}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`measuring ${name}...`);
  figures.push(...(await measure()));
}
console.log(table(figures));
process.exit(figures.every(isReached) ? 0 : 1);
