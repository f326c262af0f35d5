/**
 * Is the stand-in honest? Reads what it answered and sent while the tests ran (files of JSON lines, one `{method, path,
 * status, body}` or `{event, payload}` each, in the folder that is the argument) and holds each against the description
 * that GitHub publishes. Exit 1 when anything differs, and when there was nothing to check.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GAPS } from './gaps.ts';
import type { Answer, Sent } from './judged.ts';
import { restJudge } from './rest.ts';
import { webhookJudge } from './webhooks.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: check.ts <folder of recorded answers>');
  process.exit(2);
}
const judgeAnswer = restJudge();
const judgeSent = webhookJudge();

const checked = new Map<string, number>();
const failures = new Map<string, string>();
const excused = new Set<string>();
for (const line of recorded(folder)) {
  const record = JSON.parse(line) as Answer | Sent;
  const { what, complaints } = 'event' in record ? judgeSent(record) : judgeAnswer(record);
  checked.set(what, (checked.get(what) ?? 0) + 1);
  for (const complaint of complaints.map((each) => `${what}: ${each}`)) {
    const gap = GAPS.find((known) => known.complaint.test(complaint));
    if (gap !== undefined) excused.add(`${what}: ${gap.because}`);
    else if (!failures.has(complaint)) failures.set(complaint, line);
  }
}

for (const [what, times] of [...checked].sort()) console.log(`${String(times).padStart(6)}  ${what}`);
for (const gap of excused) console.log(`\nknown  ${gap}`);
for (const [failure, line] of failures) console.log(`\nFAILED ${failure}\n  first seen in ${line.slice(0, 600)}`);
const webhooks = [...checked.keys()].filter((what) => what.startsWith('webhook ')).length;
const answers = checked.size - webhooks;
console.log(`\n${answers} kinds of answer and ${webhooks} kinds of webhook held against GitHub's description`);
console.log(`${failures.size} differences, and ${excused.size} known gaps of the description`);
if (answers === 0 || webhooks === 0) console.log('the tests recorded no answers or no webhooks: nothing was proven');
process.exit(failures.size > 0 || answers === 0 || webhooks === 0 ? 1 : 0);

/** Each distinct line of each file; many tests record the same answer. */
function recorded(where: string): Set<string> {
  const files = readdirSync(where).filter((name) => name.endsWith('.jsonl'));
  return new Set(
    files.flatMap((name) =>
      readFileSync(join(where, name), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    ),
  );
}
