import { z } from 'zod';
import { evidenceKind } from '../../evidence/kind.ts';
import { PACKET_FILE, readPacket } from '../../packet/packet.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';

const host = z.enum(['unreachable', 'reachable']);
const file = z.enum(['gone', 'altered']);

/** What happens to the host on which evidence stands, or to one piece of it. */
export const evidence = stepKind(
  z.union([
    z.strictObject({ host: host.meta({ description: 'the host on which the cited evidence stands' }) }),
    z.strictObject({ kind: evidenceKind, becomes: file.meta({ description: 'the file that stands there' }) }),
  ]),
  {
    tell: (step) =>
      'host' in step
        ? `the host of the evidence becomes ${step.host}`
        : `${step.kind}, which the packet cites, is ${step.becomes}`,
    play: ({ stage }, step) => {
      if ('host' in step) {
        stage.files.down = step.host === 'unreachable';
        return;
      }
      const path = pathOf(stage, step.kind);
      if (step.becomes === 'gone') stage.files.files.delete(path);
      else stage.files.files.set(path, Buffer.from('{}\n'));
    },
  },
);

function pathOf({ reference }: Stage, kind: z.infer<typeof evidenceKind>): string {
  const described = readPacket(PACKET_FILE, Buffer.from(reference.packet.get(PACKET_FILE) ?? ''));
  const cited = described.ok ? described.value.evidence.find((one) => one.kind === kind) : undefined;
  if (cited === undefined) throw new RangeError(`the example packet cites no ${kind}`);
  return new URL(cited.uri).pathname;
}
