import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../.ci/kinds.ts';
import { parseCodeowners } from '../../src/codeowners/codeowners.ts';
import { readDocument } from '../../src/document/document.ts';
import { fileNames, readPacket } from '../../src/packet/packet.ts';
import { bytesOf, filesBelow, fileText, PACKET_FOLDER, problemsOf, rulesOf, valueIn } from './sample.ts';

describe('the examples', () => {
  it.each(KINDS)('of $kind: $example is read without a problem', ({ kind, schema, example }) => {
    const bytes = bytesOf(fileText(example));
    expect(problemsOf(readDocument(example, bytes, schema))).toEqual([]);
    const value = valueIn(readDocument(example, bytes, schema));
    expect(Object.entries(Object(value))[0]).toEqual(['schema', `governance.v1.${kind}`]);
  });

  it('are all read here: none is left over that nothing keeps right', () => {
    const read = [...KINDS.map(({ example }) => example), ...packetFiles(), 'docs/examples/CODEOWNERS'];
    expect(filesBelow('docs/examples').filter((path) => !read.includes(path))).toEqual([]);
  });

  it('of a packet: the folder holds exactly the files that it names', () => {
    expect(packetFiles()).toEqual(filesBelow(PACKET_FOLDER));
  });

  it('of a packet: it is what its council takes', () => {
    const packet = valueIn(readPacket('packet.yaml', bytesOf(fileText(`${PACKET_FOLDER}/packet.yaml`))));
    const council = rulesOf().councils[packet.council];
    expect(council?.blocked_paths).toEqual(packet.blocked_paths.map(({ id }) => id));
    expect(council?.required_evidence).toEqual(packet.evidence.map(({ kind }) => kind));
    expect(packet.options.every(({ kind }) => council?.option_kinds.includes(kind))).toBe(true);
  });

  it('of CODEOWNERS: no line of it is a problem', () => {
    expect(parseCodeowners(fileText('docs/examples/CODEOWNERS')).problems).toEqual([]);
  });

  it('have a JSON Schema each that says what kind it is for', () => {
    for (const { kind } of KINDS) {
      const path = join(import.meta.dirname, '../../schemas', `${kind}.schema.json`);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ title: `governance.v1.${kind}` });
    }
  });
});

function packetFiles(): string[] {
  const packet = valueIn(readPacket('packet.yaml', bytesOf(fileText(`${PACKET_FOLDER}/packet.yaml`))));
  return fileNames(packet)
    .map((name) => `${PACKET_FOLDER}/${name}`)
    .sort();
}
