import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../.ci/kinds.ts';
import { linesFor, parseCodeowners } from '../../src/codeowners/codeowners.ts';
import { conclusionDigest } from '../../src/conclusion/conclusion.ts';
import { conclusionStatementSchema } from '../../src/conclusion/statement.ts';
import { readDecision } from '../../src/decision/decision.ts';
import { sha256 } from '../../src/digest/digest.ts';
import { readDocument } from '../../src/document/document.ts';
import { fileNames, readPacket } from '../../src/packet/packet.ts';
import { revisionDigest } from '../../src/packet/revision.ts';
import { termsOf } from '../../src/terms/terms-of.ts';
import { bytesOf, filesBelow, fileText, PACKET_FOLDER, problemsOf, rulesOf, valueIn } from './sample.ts';

describe('the examples', () => {
  it.each(KINDS)('of $kind: $example is read without a problem', ({ schema, example }) => {
    const bytes = bytesOf(fileText(example));
    expect(problemsOf(readDocument(example, bytes, schema))).toEqual([]);
  });

  it.each(KINDS.filter(({ example }) => example.endsWith('.yaml')))(
    'of $kind begins with its schema',
    ({ kind, example }) => {
      const [first] = fileText(example)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
      expect(first).toBe(`schema: governance.v1.${kind}`);
    },
  );

  it('are all read here: none is left over that nothing keeps right', () => {
    // The workflow is read in test/action/seal-example.test.ts, and runs in rehearsals.
    const others = ['docs/examples/CODEOWNERS', 'docs/examples/seal.yml'];
    const read = [...KINDS.map(({ example }) => example), ...packetFiles(), ...others];
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

  it('of a packet, its terms and its manifest fit together', () => {
    const packet = valueIn(readPacket('packet.yaml', bytesOf(fileText(`${PACKET_FOLDER}/packet.yaml`))));
    const rules = rulesOf();
    const { councils, codeowners } = rules;
    const council = councils[packet.council];
    if (council === undefined) throw new Error('expected the council of the example');
    const names = fileNames(packet);
    const listed = names.map((name) => ({ name, sha256: sha256(fileText(`${PACKET_FOLDER}/${name}`)) }));
    const codeownersLines = linesFor(
      codeowners.lines,
      names.map((name) => `packets/${packet.id}/${name}`),
    );
    const revision = revisionDigest(packet.id, listed);
    // Where GitHub's own word is the proof there is no statement to name, and an example cannot be signed.
    const evidence = packet.evidence.map(() => ({ state: 'verified', statement: null }) as const);
    const terms = termsOf({ packet, evidence, revisionDigest: revision, council, rules, codeownersLines });
    expect(terms).toEqual(JSON.parse(fileText('docs/examples/terms.json')));
    expect(JSON.parse(fileText('docs/examples/manifest.json'))).toMatchObject({
      subject: [{ digest: { sha256: revision.slice('sha256:'.length) } }, { name: `packets/${packet.id}/terms.json` }],
      predicate: { terms },
    });
  });

  it('of a decision and its conclusion fit together, and are about the packet', () => {
    const packet = valueIn(readPacket('packet.yaml', bytesOf(fileText(`${PACKET_FOLDER}/packet.yaml`))));
    const path = 'decisions/bpe-2026-014/r1-d1.yaml';
    const text = fileText(`docs/examples/${path}`);
    const { manifest, requester } = valueIn(readDecision(path, bytesOf(text)));
    const { subject, predicate } = conclusionStatementSchema.parse(
      JSON.parse(fileText('docs/examples/conclusion.json')),
    );
    const { conclusion } = predicate;
    expect(conclusion).toMatchObject({ file: sha256(text), manifest, requester, packet: packet.id });
    expect(packet.options).toContainEqual(conclusion.option);
    expect(subject.map(({ name, digest }) => `sha256:${digest.sha256} ${name}`)).toEqual([
      `${sha256(text)} ${path}`,
      `${conclusionDigest(conclusion)} ${path.replace('.yaml', '.conclusion.json')}`,
    ]);
  });

  it('of CODEOWNERS: no line of it is a problem', () => {
    expect(parseCodeowners(fileText('docs/examples/CODEOWNERS')).problems).toEqual([]);
  });

  it('have a JSON Schema each that says what kind it is for', () => {
    for (const { kind } of KINDS) {
      const path = join(import.meta.dirname, '../../schemas', `${kind}.schema.json`);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ title: kind });
    }
  });
});

function packetFiles(): string[] {
  const packet = valueIn(readPacket('packet.yaml', bytesOf(fileText(`${PACKET_FOLDER}/packet.yaml`))));
  return fileNames(packet)
    .map((name) => `${PACKET_FOLDER}/${name}`)
    .sort();
}
