import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Audience } from '../src/rehearse/play.ts';
import { outcomeText, rehearse } from '../src/rehearse/rehearse.ts';
import { reference } from '../src/rehearse/stage/reference.ts';
import { actionFile } from './action/bundle.ts';
import { recordAnswer, recordDeliveries } from './standin/recorder.ts';

const OUTCOMES = ['released', 'concluded', 'hold', 'denied', 'halt', 'stopped', 'ignored'];

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
});
