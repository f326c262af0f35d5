import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyId, privateKeys, publicKeyText, verifierKey } from '../../src/ledger/key.ts';
import { checkNote, type Head, type KeyRange, origin, parseNote, signNote, verifierOf } from '../../src/ledger/note.ts';
import { KEY, KEY_TEXT, KEYS, ledgerKey, REPOSITORY, sum } from './sample.ts';

const head: Head = { number: 41, hash: sum('6') };
const bytes = signNote(REPOSITORY, head, [KEY]);
const text = new TextDecoder().decode(bytes);
const read = (note: string | Uint8Array) => parseNote(typeof note === 'string' ? new TextEncoder().encode(note) : note);

/** Whose signatures a note has, or what was wrong with it. */
function signersOf(note: string | Uint8Array, keys: readonly KeyRange[] = KEYS): readonly string[] | string {
  const parsed = read(note);
  if ('fault' in parsed) return `not read: expected ${parsed.fault.expected}, seen ${parsed.fault.seen}`;
  const checked = checkNote(parsed.note, keys.map(verifierOf));
  return 'fault' in checked ? `expected ${checked.fault.expected}, seen ${checked.fault.seen}` : checked.signers;
}

describe('a signed head', () => {
  it('is a C2SP signed note of three lines', () => {
    const [first, second, third, empty, signature, end] = text.split('\n');
    expect([first, second, empty, end]).toEqual(['countersign/9001', '41', '', '']);
    expect(Buffer.from(third ?? '', 'base64').toString('hex')).toBe('6'.repeat(64));
    expect(signature).toMatch(/^— countersign\/9001 [A-Za-z0-9+/]{90,92}={0,2}$/);
  });

  it('has key ids and verifier keys as golang.org/x/mod/sumdb/note computes them', () => {
    // note.NewEd25519VerifierKey("countersign/9001", pub) of that package, the seed 32 times 0x01.
    expect(verifierKey(origin(REPOSITORY), KEY_TEXT)).toBe(
      'countersign/9001+37d203e7+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c',
    );
    expect(keyId(origin(REPOSITORY), KEY_TEXT)).toBe('37d203e7');
  });

  it('is read back as it was signed, for any head', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 48 }), fc.nat(99_999_999), hex, (repository, number, hash) => {
        const any: Head = { number, hash: `sha256:${hash}` };
        const note = signNote(repository, any, [KEY]);
        expect(read(note)).toMatchObject({ note: { repository, head: any } });
        expect(signersOf(note)).toEqual([KEY_TEXT]);
      }),
      { numRuns: 50 },
    );
  });

  it('with any byte changed is no longer signed by the key', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (index, byte) => {
        if (byte !== bytes[index]) expect(signersOf(bytes.with(index, byte))).toBeTypeOf('string');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['no signature', text.slice(0, text.indexOf('—'))],
    ['no empty line', text.replace('\n\n', '\n')],
    ['another origin', text.replace('countersign', 'countermand')],
    ['a leading zero', text.replace('\n41\n', '\n041\n')],
    ['a plus sign', text.replace('\n41\n', '\n+41\n')],
    ['a hash of 31 bytes', text.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(31).toString('base64')}\n`)],
    ['a fourth line', text.replace('\n\n', '\nmore\n\n')],
    ['line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['text after the signatures', `${text}more\n`],
    ['no last line end', text.slice(0, -1)],
    ['the same signature twice', `${text}${text.slice(text.indexOf('—'))}`],
    ['base64 with bits that do not count', text.replace(/ZmZmY=\n\n/, 'ZmZmZ=\n\n')],
    ['more than 4096 bytes', `${text}${'— x AAAA\n'.repeat(500)}`],
    ['bytes that are no UTF-8', Uint8Array.of(...bytes, 0xff)],
  ])('is not read with %s', (_, note) => {
    expect(signersOf(note)).toMatch(/^not read: /);
  });
});

describe('the keys of policies/ledger.yaml', () => {
  const next = ledgerKey(2);
  const nextText = publicKeyText(next);
  const rotated: KeyRange[] = [
    { key: KEY_TEXT, first: 0, last: 41 },
    { key: nextText, first: 42 },
  ];
  const at = (number: number, keys = [KEY]) => signNote(REPOSITORY, { number, hash: sum('6') }, keys);

  it('must have signed the numbers that are theirs', () => {
    expect(signersOf(at(41), rotated)).toEqual([KEY_TEXT]);
    expect(signersOf(at(42, [next]), rotated)).toEqual([nextText]);
    expect(signersOf(at(42), rotated)).toBe(
      `expected a signature of key ${keyId('countersign/9001', nextText)}, seen none`,
    );
    expect(signersOf(at(41, [next]), rotated)).toBe(
      `expected a signature of key ${keyId('countersign/9001', KEY_TEXT)}, seen none`,
    );
  });

  it('both sign while one takes the place of the other', () => {
    expect(signersOf(at(42, [KEY, next]), rotated)).toEqual([KEY_TEXT, nextText]);
  });

  it('sign nothing past the last number of the last key', () => {
    expect(signersOf(at(42), [{ key: KEY_TEXT, first: 0, last: 41 }])).toMatch(
      /^expected a key in policies\/ledger.yaml/,
    );
  });

  it('are not replaced by a key that nobody listed, which does no harm beside them', () => {
    const stranger = generateKeyPairSync('ed25519').privateKey;
    expect(signersOf(at(41, [stranger]))).toMatch(/seen none$/);
    expect(signersOf(at(41, [stranger, KEY]))).toEqual([KEY_TEXT]);
  });

  it('refuse a forged line of a listed key, even beside a good one', () => {
    const [, forged = ''] = new TextDecoder().decode(at(40, [next])).split('\n\n');
    const good = new TextDecoder().decode(at(42, [next]));
    expect(signersOf(`${good}`, rotated)).toEqual([nextText]);
    expect(signersOf(new TextDecoder().decode(at(41)) + forged, rotated)).toMatch(/seen a forged one$/);
  });
});

describe('LEDGER_KEY', () => {
  const pem = (key = KEY) => String(key.export({ format: 'pem', type: 'pkcs8' }));

  it('is one Ed25519 key in PEM, or two while one is replaced', () => {
    expect(privateKeys(pem()).map(publicKeyText)).toEqual([KEY_TEXT]);
    expect(privateKeys(`${pem()}\n${pem(ledgerKey(2))}`)).toHaveLength(2);
  });

  it.each([
    ['nothing', ''],
    ['text', 'secret'],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----'],
    ['a key of another kind', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
    ['a key and more', `${pem()}secret`],
    ['a broken key', pem().replace('MC4', 'MC5')],
  ])('is refused when it is %s, without being repeated', (_, value) => {
    expect(() => privateKeys(value)).toThrow(/^expected Ed25519 private keys in PEM/);
    expect(() => privateKeys(value)).not.toThrow('secret');
  });
});
