import { createHmac, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { publicHalf, signatureHeader, type WebhookKey, webhookKeys } from '../../src/notice/signature.ts';

/** The message that the reference libraries of Standard Webhooks sign in their own tests. */
const MESSAGE = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: Buffer.from('{"test": 2432232314}'),
};
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PRIVATE = 'whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=';

const newKey = () => {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { key: `whsk_${Buffer.from(d, 'base64url').toString('base64')}`, x };
};
/** As a receiver would that has read nothing but the specification. */
const verifies = (header: string, x: string): boolean => {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.concat([Buffer.from(`${MESSAGE.id}.${MESSAGE.timestamp}.`), MESSAGE.body]);
  return header
    .split(' ')
    .some((one) => one.startsWith('v1a,') && verify(null, signed, key, Buffer.from(one.slice(4), 'base64')));
};

describe('a signature of Standard Webhooks', () => {
  it('with a shared secret is what the reference libraries make of the same message', () => {
    expect(signatureHeader(MESSAGE, webhookKeys(SECRET, 'v1'))).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('with an Ed25519 key is what the reference libraries make of the same message', () => {
    expect(signatureHeader(MESSAGE, webhookKeys(PRIVATE, 'v1a'))).toBe(
      'v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==',
    );
  });

  it('verifies by the public half, and by no other key, text, id or time', () => {
    const { key, x } = newKey();
    const keys = webhookKeys(key, 'v1a');
    expect(verifies(signatureHeader(MESSAGE, keys), x)).toBe(true);
    expect(verifies(signatureHeader(MESSAGE, keys), newKey().x)).toBe(false);
    const others = [{ id: 'msg_other' }, { timestamp: 1614265331 }, { body: Buffer.from('{"test":2432232314}') }];
    for (const other of others) expect(verifies(signatureHeader({ ...MESSAGE, ...other }, keys), x)).toBe(false);
    const [made] = keys as readonly [Extract<WebhookKey, { version: 'v1a' }>];
    expect(publicHalf(made.key)).toBe(`whpk_${Buffer.from(x, 'base64url').toString('base64')}`);
  });

  it('is made by both keys while one is being replaced, so that receivers may have either', () => {
    const [old, next] = [newKey(), newKey()];
    const header = signatureHeader(MESSAGE, webhookKeys(`${old.key} ${next.key}\n`, 'v1a'));
    expect(header.split(' ')).toHaveLength(2);
    expect([verifies(header, old.x), verifies(header, next.x)]).toEqual([true, true]);
  });

  it('over a body of any bytes is over these bytes', () => {
    const body = Buffer.from([0xff, 0x00, 0x2e]);
    const signed = Buffer.concat([Buffer.from(`${MESSAGE.id}.${MESSAGE.timestamp}.`), body]);
    const secret = Buffer.from(SECRET.slice(6), 'base64');
    const wanted = createHmac('sha256', secret).update(signed).digest('base64');
    expect(signatureHeader({ ...MESSAGE, body }, webhookKeys(SECRET, 'v1'))).toBe(`v1,${wanted}`);
  });
});

describe('a key is refused, and never repeated,', () => {
  const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
  it.each<[string, string, WebhookKey['version']]>([
    ['when it is empty', '', 'v1a'],
    ['without its prefix', base64(32), 'v1a'],
    ['with the prefix of a secret', `whsec_${base64(32)}`, 'v1a'],
    ['with the prefix of a public key', `whpk_${base64(32)}`, 'v1a'],
    ['when it is too short', `whsk_${base64(31)}`, 'v1a'],
    ['when it is too long', `whsk_${base64(64)}`, 'v1a'],
    ['when it is not base64', 'whsk_?', 'v1a'],
    ['when it is base64url', `whsk_${Buffer.alloc(32, 255).toString('base64url')}`, 'v1a'],
    ['when there are three', [1, 2, 3].map(() => `whsk_${base64(32)}`).join(' '), 'v1a'],
    ['when a secret is shorter than 24 bytes', `whsec_${base64(23)}`, 'v1'],
    ['when a secret is longer than 64 bytes', `whsec_${base64(65)}`, 'v1'],
    ['when a secret is a key', `whsk_${base64(32)}`, 'v1'],
  ])('%s', (_, text, version) => {
    expect(() => webhookKeys(text, version)).toThrow(/^expected /);
    try {
      webhookKeys(text, version);
    } catch (error) {
      if (text.length > 12) expect(String(error)).not.toContain(text.slice(6));
    }
  });
});
