import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRehearsal } from '../src/rehearse/format.ts';
import type { Audience } from '../src/rehearse/play.ts';
import { outcomeText, rehearse } from '../src/rehearse/rehearse.ts';
import { reference } from '../src/rehearse/stage/reference.ts';
import { actionFile } from './action/bundle.ts';
import { recordAnswer, recordDeliveries } from './standin/recorder.ts';

/** The threats that this version must have an answer to, each shown by a rehearsal. */
const ANSWERED = [
  ...['A00', 'A01', 'A03', 'A04', 'A05', 'A07', 'A09', 'A10', 'A12', 'A16', 'A18', 'A25'],
  ...['B01'],
  ...['C01', 'C03', 'C05', 'C08', 'C09', 'C12', 'C14', 'C17', 'C18', 'C23'],
  ...['D01', 'D06', 'D08', 'D10', 'D13'],
  ...['E01', 'E02', 'E03', 'E04', 'E05', 'E09', 'E11', 'E12'],
  ...['F03', 'F07', 'F25'],
  ...['H01', 'H08', 'H10'],
  ...['I01', 'I03', 'I05', 'I06', 'I10'],
];
const OUTCOMES = ['released', 'hold', 'denied', 'stopped', 'ignored'];

// The Action as the sources have it, not as it was bundled last.
const world = { ...reference(), action: await actionFile() };
const folder = join(import.meta.dirname, 'rehearsals');
const files = readdirSync(folder).sort();
const bytesOf = (file: string) => readFileSync(join(folder, file));

describe('the rehearsals', () => {
  it.concurrent.each([...files, '../../docs/examples/story.yaml'])('%s', async (file) => {
    const audience: Audience = {
      answered: recordAnswer,
      ends: ({ github }) => recordDeliveries(github.outbox.deliveries),
    };
    const outcome = await rehearse(file, bytesOf(file), audience, world);
    expect(outcomeText(outcome)).toMatch(/^as expected /);
  });

  it('are named by their outcome', () => {
    expect(files.filter((file) => !new RegExp(`^(${OUTCOMES.join('|')})--[a-z0-9-]+\\.yaml$`).test(file))).toEqual([]);
  });

  it('leave no threat out that this version must answer', () => {
    const about = files.flatMap((file) => {
      const read = readRehearsal(file, bytesOf(file));
      return read.ok ? (read.value.about ?? []) : [];
    });
    expect(ANSWERED.filter((threat) => !about.includes(threat))).toEqual([]);
  });
});
