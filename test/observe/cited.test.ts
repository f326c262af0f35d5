import { describe, expect, it } from 'vitest';
import type { Citation } from '../../src/evidence/citation.ts';
import type { Reading } from '../../src/evidence/material.ts';
import { CitedEvidence } from '../../src/observe/cited.ts';
import { readPacket } from '../../src/packet/packet.ts';
import { fileText, PACKET_FOLDER, rulesOf, valueIn } from '../nouns/sample.ts';

const { evidence } = rulesOf();
const citations = valueIn(readPacket('packet.yaml', Buffer.from(fileText(`${PACKET_FOLDER}/packet.yaml`)))).evidence;
const READ: Reading = { read: { from: 'file', bytes: Buffer.from('{}') } };

/** Evidence that counts how often it is asked for. */
function counting(answer: (citation: Citation) => Reading = () => READ) {
  const asked: string[] = [];
  const cited = new CitedEvidence(async (citation) => {
    asked.push(citation.kind);
    return answer(citation);
  });
  return { cited, asked };
}

const at = (clock: string, anew = false) => ({ at: `2026-11-22T${clock}Z`, anew });

describe('cited evidence', () => {
  it('is read once for ten minutes, and then again: nobody tells of a check that was run anew', async () => {
    const { cited, asked } = counting();
    const seen = await cited.look(citations, evidence, at('09:00:00'));
    expect(await cited.look(citations, evidence, at('09:09:59'))).toEqual(seen);
    expect(asked).toEqual(['reproducible-build', 'signer-quorum']);
    await cited.look(citations, evidence, at('09:10:00'));
    expect(asked).toHaveLength(4);
  });

  it('is read anew between seal and merge, however fresh', async () => {
    const { cited, asked } = counting();
    await cited.look(citations, evidence, at('09:00:00'));
    await cited.look(citations, evidence, at('09:00:00', true));
    expect(asked).toHaveLength(4);
  });

  it('is asked for at every look while it cannot be read', async () => {
    const { cited, asked } = counting(({ kind }) => (kind === 'signer-quorum' ? { unread: 'no answer' } : READ));
    await cited.look(citations, evidence, at('09:00:00'));
    await cited.look(citations, evidence, at('09:00:30'));
    expect(asked).toEqual(['reproducible-build', 'signer-quorum', 'signer-quorum']);
  });

  it('is kept as far as it is small: what is large is read again sooner than it fills the memory', async () => {
    const bytes = Buffer.alloc(40 * 1024 * 1024);
    const { cited, asked } = counting(() => ({ read: { from: 'file', bytes } }));
    await cited.look(citations, evidence, at('09:00:00'));
    await cited.look(citations, evidence, at('09:00:30'));
    expect(asked).toEqual(['reproducible-build', 'signer-quorum', 'reproducible-build']);
  });

  it('is read anew when policy names other hosts for its kind', async () => {
    const { cited, asked } = counting();
    await cited.look(citations, evidence, at('09:00:00'));
    const { 'signer-quorum': quorum, ...kinds } = evidence.kinds;
    if (quorum === undefined) throw new Error('expected a policy for signer-quorum');
    const other = { ...evidence, kinds: { ...kinds, 'signer-quorum': { ...quorum, hosts: ['quorum.acme.example'] } } };
    await cited.look(citations, other, at('09:00:00'));
    expect(asked).toEqual(['reproducible-build', 'signer-quorum', 'signer-quorum']);
  });
});
