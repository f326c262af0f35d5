import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAttestation } from '../../src/evidence/attestation.ts';
import { citation } from '../../src/evidence/citation.ts';
import { readPacket } from '../../src/packet/packet.ts';
import { bytesOf, edited, fileText, PACKET_FOLDER, problemsOf, valueIn } from '../nouns/sample.ts';
import { ARTIFACT, COMMIT } from './good.ts';
import { citationOf } from './proving.ts';

const PACKET = `${PACKET_FOLDER}/packet.yaml`;
const URI = 'uri: https://evidence.acme.example/rebuilds/2026.47/comparison.json';
const SUBJECTS = `subjects: [${ARTIFACT}]\n    produced_by_run`;
const problems = (...change: [from: string, to: string]) =>
  problemsOf(readPacket(PACKET, edited(PACKET, change))).map(({ line, column, message, hint }) => ({
    line,
    column,
    message,
    hint,
  }));
const lineOf = (text: string) => fileText(PACKET).slice(0, fileText(PACKET).indexOf(text)).split('\n').length;

describe('evidence that a packet cites', () => {
  it('may speak of artifacts and of commits', () => {
    expect(problems(SUBJECTS, `subjects: [${ARTIFACT}, gitCommit:${COMMIT}]\n    produced_by_run`)).toEqual([]);
  });

  it.each([
    'sha256:abc',
    `sha512:${'a'.repeat(64)}`,
    ARTIFACT.toUpperCase(),
    COMMIT,
    `gitCommit:${COMMIT.toUpperCase()}`,
    `gitCommit:${COMMIT.slice(1)}`,
    `gitTree:${COMMIT}`,
  ])('speaks of nothing that is called %s', (subject) => {
    expect(problems(SUBJECTS, `subjects: [${subject}]\n    produced_by_run`)).toMatchObject([
      {
        line: lineOf(SUBJECTS),
        message: expect.stringContaining('a subject'),
        hint: expect.stringContaining('gitCommit:'),
      },
    ]);
  });

  it('speaks of something, and of nothing twice', () => {
    expect(problems(SUBJECTS, 'subjects: []\n    produced_by_run')).toHaveLength(1);
    expect(problems(SUBJECTS, `subjects: [${ARTIFACT}, ${ARTIFACT}]\n    produced_by_run`)).toHaveLength(1);
  });

  it.each([
    ['http://evidence.acme.example/x', 'lower-case host, no credentials'],
    ['https://Evidence.acme.example/x', 'lower-case host'],
    ['https://evidence.acme.example/a/../b', 'write `https://evidence.acme.example/b`'],
    ['https://evidence.acme.example/a#b', 'write `https://evidence.acme.example/a`'],
    ['https://evidence.acme.example:443/a', 'write `https://evidence.acme.example/a`'],
    ['git+https://github.com/acme/evidence.git@main#a', 'full ref or commit'],
  ])('has an address of one form: %s is told with its place and its mend', (uri, hint) => {
    expect(problems(URI, `uri: '${uri}'`)).toMatchObject([
      { line: lineOf(URI), column: 5, hint: expect.stringContaining(hint) },
    ]);
  });

  it('is taken or refused, whatever it says', () => {
    const parts = fc.record({
      kind: fc.constantFrom('docs', 'x', null),
      uri: fc.oneof(fc.string(), fc.webUrl({ validSchemes: ['https'] })),
      checksum: fc.constantFrom(ARTIFACT, 'sha256:', 7),
      subjects: fc.array(fc.oneof(fc.string(), fc.constantFrom(ARTIFACT, `gitCommit:${COMMIT}`))),
    });
    fc.assert(
      fc.property(parts, (value) => {
        const read = citation.safeParse(value);
        // What is taken is taken as it is: its canonical JSON is what terms bind.
        if (read.success) expect(read.data).toEqual(value);
      }),
    );
  });
});

describe('an entry of the evidence registry', () => {
  const EXAMPLE = 'docs/examples/evidence/rebuild-2026-47.yaml';
  const read = (...change: [from: string, to: string]) => readAttestation(EXAMPLE, edited(EXAMPLE, change));

  it('says what was cited, and who had signed it', () => {
    expect(valueIn(readAttestation(EXAMPLE, bytesOf(fileText(EXAMPLE))))).toEqual({
      schema: 'governance.v1.Attestation',
      ...citationOf('reproducible-build'),
      uri: 'https://evidence.acme.example/rebuilds/2026.47/comparison.json',
      checksum: 'sha256:9b2cf535f27731c974343645a3985328b4e0a1d5a5f0b7b0a3a9d1f0c6e2d4b8',
      produced_by_run: 'acme/rebuilder run 8812',
      signer: { identity: 'https://evidence.acme.example/rebuild-comparison', issuer: 'https://login.acme.example' },
    });
  });

  it('may be without a signer only where it says so', () => {
    const signer = fileText(EXAMPLE).slice(fileText(EXAMPLE).indexOf('signer:'));
    expect(read(signer, 'signer: null\n').ok).toBe(true);
    expect(problemsOf(read(signer, ''))).toMatchObject([
      { code: 'schema', message: expect.stringContaining('signer') },
    ]);
  });

  it.each([
    ['kind: reproducible-build', 'kind: rebuild'],
    ['uri: https', 'uri: http'],
    ['checksum: sha256:', 'checksum: sha1:'],
    [`subjects: [${ARTIFACT}]`, 'subjects: []'],
    ['  identity: https://evidence.acme.example/rebuild-comparison', '  identity: ""'],
    ['  issuer: https://login.acme.example', '  issuer: login'],
    ['produced_by_run:', 'run:'],
  ])('is refused with its place where `%s` is `%s`', (from, to) => {
    const line = fileText(EXAMPLE).slice(0, fileText(EXAMPLE).indexOf(from)).split('\n').length;
    expect(problemsOf(read(from, to))).toMatchObject([{ path: EXAMPLE, line, code: 'schema' }]);
  });
});
