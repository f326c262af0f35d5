import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/document/json.ts';
import { readSigned } from '../../src/sigstore/statement.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** Keys that collide easily, and some that JavaScript treats in its own way. */
const key = fc.oneof(
  fc.constantFrom('a', 'b', '', '__proto__', 'constructor', '0', 'é', '\u{1f600}', '"', '\\'),
  fc.string(),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 0 }).map((json) => (Object.is(json, -0) ? 0 : json)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
/** Every character as an escape, as any JSON writer may spell it. */
const escaped = (text: string) =>
  `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;

describe('JSON from strangers', () => {
  it('is what it says, however it is spaced', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (json, space) => {
        expect(readJson(bytes(JSON.stringify(json, null, space)))).toEqual(json);
      }),
      // `JSON.parse` of Node 24.21 fails this within some hundred runs.
      { numRuns: 1000 },
    );
  });

  it('is refused with a key that comes twice, wherever it stands and however it is spelled', () => {
    fc.assert(
      fc.property(
        key,
        value,
        value,
        fc.array(fc.constantFrom('[', '{'), { maxLength: 20 }),
        (name, one, two, around) => {
          const [first, second] = [JSON.stringify(one), JSON.stringify(two)];
          const twice = `{${JSON.stringify(name)}:${first},"other key":0,${escaped(name)} : ${second}}`;
          const open = around.map((kind) => (kind === '{' ? '{"in":' : '[0,')).join('');
          const close = around
            .toReversed()
            .map((kind) => (kind === '{' ? '}' : ']'))
            .join('');
          expect(() => readJson(bytes(`${open}${twice}${close}`))).toThrow(/duplicate key/);
        },
      ),
    );
  });

  it('may have one key in many objects, and a key that is a value elsewhere', () => {
    fc.assert(
      fc.property(key, (name) => {
        const json = [{ [name]: { [name]: name } }, { [name]: [name, { [name]: 1 }] }];
        expect(readJson(bytes(JSON.stringify(json)))).toEqual(json);
      }),
    );
  });

  it('is refused, and nothing else happens, when it is any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
        try {
          const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(any);
          expect(readJson(any)).toEqual(JSON.parse(text));
        } catch (error) {
          expect(error).toSatisfy((thrown) => thrown instanceof SyntaxError || thrown instanceof TypeError);
        }
      }),
    );
    expect(() => readJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(new SyntaxError('not UTF-8'));
  });

  it('is refused when it nests deeper than anybody means', () => {
    expect(readJson(bytes(`${'['.repeat(200)}${']'.repeat(200)}`))).toBeDefined();
    expect(() => readJson(bytes(`${'['.repeat(201)}${']'.repeat(201)}`))).toThrow(/nested deeper/);
    expect(() => readJson(bytes('{"a":'.repeat(100_000)))).toThrow(SyntaxError);
  });
});

describe('a signed statement', () => {
  const base = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: 'aa' } }],
    predicateType: 'https://example.com/x',
    predicate: {},
  };
  const read = (json: unknown) => readSigned('application/vnd.in-toto+json', bytes(JSON.stringify(json)));

  it('gives what was signed, and passes over fields that nobody knows', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), fc.string(), (predicate, more) => {
        const signed = { ...base, predicate };
        expect(read({ ...signed, [`x-${more}`]: more })).toEqual(signed);
      }),
    );
  });

  it('is refused when any of its fields is something else', () => {
    const wrong = fc.oneof(fc.constant(null), fc.integer(), fc.boolean(), fc.constant([]), fc.constant(''));
    fc.assert(
      fc.property(fc.constantFrom('_type', 'subject', 'predicateType', 'predicate'), wrong, (field, json) => {
        expect(() => read({ ...base, [field]: json })).toThrow(/attestation-invalid/);
      }),
    );
  });
});
