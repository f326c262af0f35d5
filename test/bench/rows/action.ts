import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Measurement, median } from '../figure.ts';

const TIMES = 100;

/** What a step of a workflow costs before it does anything: Node, and the Action's file read until an input is missed. */
export const actionStart: Measurement = async () => {
  const file = join(process.cwd(), 'dist/action.js');
  // Each beside one of Node's own, so that a busy machine is busy for both.
  const times = Array.from({ length: TIMES }, () => {
    const node = timed(['-e', '0'], 0);
    return timed([file], 2) / node;
  });
  const what = `the Action's file, whole process until a missing input is refused, median of ${TIMES}`;
  const mb = statSync(file).size / 1e6;
  return [
    { what, unit: 'times', measured: median(times), beside: { what: '`node -e 0`', value: 1 }, aim: 3, better: 'less' },
    { what: "the Action's file", unit: 'MB', measured: mb, beside: { what: 'aim', value: 2.5 }, better: 'less' },
  ];
};

function timed(words: readonly string[], exit: number): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, words, { env: { INPUT_COMMAND: 'verify' } });
  const taken = performance.now() - began;
  if (status !== exit) throw new Error(`expected exit ${exit} of node ${words.join(' ')}, seen ${status}`);
  return taken;
}
