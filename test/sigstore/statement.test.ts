import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { namesSubject } from '../../src/sigstore/attestation.ts';
import { check, outcome, STATEMENT, SUBJECT, saying, statement } from './attested.ts';

const hex = SUBJECT.slice('sha256:'.length);

describe('the statement', () => {
  it.each([
    ['a duplicate key', statement.replace('{', '{"subject":[],')],
    ['a duplicate key inside', statement.replace('"runDetails"', '"runDetails": 1, "runDetails"')],
    ['a duplicate key that is spelled otherwise', statement.replace('{', '{"subj\\u0065ct":[],')],
    ['another type', statement.replace('Statement/v1', 'Statement/v2')],
    ['no type', statement.replace('_type', 'type')],
    ['no subject', statement.replace('"subject"', '"subjects"')],
    ['an empty list of subjects', JSON.stringify({ ...STATEMENT, subject: [] })],
    ['a subject without digests', JSON.stringify({ ...STATEMENT, subject: [{ name: 'app.tar' }] })],
    ['a digest that is a number', JSON.stringify({ ...STATEMENT, subject: [{ digest: { sha256: 1 } }] })],
    ['a predicate that is a list', JSON.stringify({ ...STATEMENT, predicate: [] })],
    ['no predicate type', JSON.stringify({ ...STATEMENT, predicateType: '' })],
    ['a byte order mark', `\ufeff${statement}`],
    ['text after the JSON', `${statement} x`],
    ['no JSON', 'app.tar'],
    ['nesting without end', '['.repeat(200_000)],
    [
      'a predicate without end',
      statement.replace('"https://builder.example"', `${'['.repeat(9999)}${']'.repeat(9999)}`),
    ],
  ])('is refused with %s, however good the signature is', (_, text) => {
    expect(outcome(saying(text))).toBe('attestation-invalid');
  });

  it('may be large: several megabytes are little work', () => {
    const packages = Array.from({ length: 60_000 }, (_, index) => ({ name: `package-${index}`, sha: 'x'.repeat(40) }));
    const large = saying(JSON.stringify({ ...STATEMENT, predicate: { packages } }));
    const before = process.cpuUsage();
    expect(outcome(large)).toBe('ok');
    // Work done, not time gone by: what else the machine does is no matter. It takes a tenth of this.
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
  });
});

describe('a subject', () => {
  const names = (digest: object, asked = SUBJECT) => {
    const answer = check(saying(JSON.stringify({ ...STATEMENT, subject: [{ name: 'x', digest }] })));
    return answer.ok && namesSubject(answer.statement, asked);
  };

  it('is named by its sha256, whatever stands beside it', () => {
    expect(names({ sha256: hex })).toBe(true);
    expect(names({ sha512: 'aa', sha256: hex })).toBe(true);
  });

  it.each([
    ['another sum', { sha256: sha256('other').slice(7) }],
    ['upper case', { sha256: hex.toUpperCase() }],
    ['40 digits', { sha256: hex.slice(0, 40) }],
    ['sha1', { sha1: hex.slice(0, 40) }],
    ['sha512 alone', { sha512: hex + hex }],
    ['gitCommit alone', { gitCommit: hex.slice(0, 40) }],
    ['the sum under another algorithm', { sha512_256: hex }],
    ['a prefix of the algorithm', { sha256: `sha256:${hex}` }],
    ['nothing', {}],
  ])('is not named by %s', (_, digest) => {
    expect(names(digest)).toBe(false);
  });

  it('is never named where the question is no sha256', () => {
    const asked = ['sha256:', `sha256:${hex.toUpperCase()}`, `sha256:${hex}0`] as const;
    for (const digest of asked) expect(names({ sha256: digest.slice('sha256:'.length) }, digest)).toBe(false);
  });
});
