import { groundOf } from '../../../src/audit/ground.ts';
import { follow } from '../../../src/audit/run.ts';
import { figuresOf } from '../../../src/insight/figures.ts';
import { Writer } from '../../insight/writer.ts';
import { KEY, KEY_TEXT, REPOSITORY } from '../../ledger/sample.ts';
import { withLedger } from '../clone.ts';
import { type Measurement, median } from '../figure.ts';

const RELEASES = 3000;
const TIMES = 5;

/** What the figures cost beside what must be done before: the entries are read from git and their chain is verified. */
export const figuresComputed: Measurement = async () => {
  const { links } = manyReleases();
  return withLedger({ key: KEY, repository: REPOSITORY, links }, async (clone) => {
    const ground = await groundOf(clone, { witnesses: [], key: KEY_TEXT, policies: 'policies' });
    const began = performance.now();
    const run = await follow(ground);
    const readMs = performance.now() - began;
    const measured = median(
      Array.from({ length: TIMES }, () => {
        const start = performance.now();
        const { exact } = figuresOf(run.links, { since: null, until: null, council: null });
        if (exact.exact !== RELEASES) throw new Error(`expected ${RELEASES} exact releases, seen ${exact.exact}`);
        return performance.now() - start;
      }),
    );
    const what = `the four figures of ${RELEASES} releases (${run.links.length} entries)`;
    const beside = { what: 'reading that ledger and verifying its chain', value: readMs };
    return [{ what, unit: 'ms', measured, beside, better: 'less' }];
  });
};

/** Each held once as stale before it was approved, and released after some minutes. */
function manyReleases(): Writer {
  const writer = new Writer();
  for (let pull = 1; pull <= RELEASES; pull++) {
    const told = { packet: `bpe-${pull}`, pull, head: String(pull).padStart(40, '0') };
    writer.proposed(told, ['owner-approvals', 'window'], ['approval-stale', 'window-invalid']);
    writer.held(told, ['owner-approvals'], ['approval-missing']);
    writer.pass(pull % 100);
    writer.released(told);
  }
  return writer;
}
