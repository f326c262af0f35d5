// Writes docs/threats.md: every known way around Countersign, what comes of it, and the rehearsals and tests that show
// it. With --check it writes nothing and exits 1 where the page is stale. In both cases it exits 1 where a threat is
// shown by no test, a test names a threat that nobody listed, or no test asserts a code that the page would promise.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from './threats/catalogue.ts';
import { pageOf } from './threats/page.ts';
import { problemsOf } from './threats/problems.ts';
import { readShowings } from './threats/showing.ts';

const root = join(import.meta.dirname, '..');
const path = join(root, 'docs/threats.md');
const catalogue = readCatalogue(readFileSync(join(root, 'test/threats.yaml')));
const showings = readShowings(root);
const problems = problemsOf(catalogue, showings);
const page = pageOf(catalogue, showings);
const before = readFileSync(path, 'utf8');

if (process.argv.includes('--check')) {
  if (page !== before) problems.push('docs/threats.md is stale: run npm run threats');
} else if (page !== before) {
  writeFileSync(path, page);
}
for (const problem of problems) console.error(problem);
console.log(
  `${catalogue.threats.length} threats, ${showings.length} rehearsals and tests, ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
