import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Audience } from '../../src/rehearse/play.ts';
import { outcomeText, rehearse } from '../../src/rehearse/rehearse.ts';
import { referenceAt } from '../../src/rehearse/stage/reference.ts';
import { actionFile } from '../action/bundle.ts';
import { newFolder, ran } from '../cli/ran.ts';
import { recordAnswer, recordDeliveries } from '../standin/recorder.ts';
import { answersIn, flags, IN_PROCESS } from './questions.ts';

const STORY = `
schema: governance.v1.Rehearsal
title: A first packet
steps:
  - open: {pull: ask, by: packet-agent, change: {requester: gus, evidence: []}}
  - review: {pull: ask, by: ann, state: approve}
  - expect: {pull: ask, finding: hold, codes: [approval-missing]}
  - review: {pull: ask, by: ben, state: approve}
  - expect: {pull: ask, finding: released}
`;

it.each(['in-process', 'workflow'] as const)(
  'what `init` writes can be rehearsed, and releases a packet with seals made %s',
  async (seal) => {
    const folder = newFolder();
    const dir = join(folder, 'governance');
    writeFileSync(join(folder, 'signing.json'), '{"caUrls": [{}]}');
    const action = `acme/countersign@${'a'.repeat(40)}`;
    const byWorkflow = { seal: 'workflow', action, 'signing-config': join(folder, 'signing.json') };
    const sealing = seal === 'workflow' ? byWorkflow : IN_PROCESS;
    expect((await ran('init', dir, ...flags({ ...answersIn(folder), ...sealing }))).exit).toBe(0);
    const read = referenceAt(dir);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const audience: Audience = {
      answered: recordAnswer,
      ends: ({ github }) => recordDeliveries(github.outbox.deliveries),
    };
    const world = { ...read.reference, action: await actionFile() };
    expect(outcomeText(await rehearse('first.yaml', Buffer.from(STORY), audience, world))).toMatch(/^as expected /);
  },
);
