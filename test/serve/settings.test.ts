import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isConfigured, readSettings } from '../../src/serve/settings.ts';
import { keysFor } from '../../src/serve/webhook-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const config = join(folder, 'signing.json');
writeFileSync(config, '{"a": 1}');
const key = join(folder, 'key.pem');
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
writeFileSync(key, pem);
const env = {
  APP_ID: '7',
  PRIVATE_KEY: 'line one\\nline two',
  WEBHOOK_SECRET: 'hidden-webhook-secret',
  LEDGER_KEY_PATH: key,
  GOVERNANCE_REPOSITORY: 'acme/governance',
  SIGSTORE_ID_TOKEN_FILE: '/run/token',
  SIGSTORE_SIGNING_CONFIG: config,
};
const problems = (change: Record<string, string | undefined>) => {
  const read = readSettings({ ...env, ...change });
  return read.ok ? [] : read.problems.map(({ code, name }) => `${code} ${name}`);
};

describe('the settings', () => {
  it('are read, keys from a file or with written-out line ends', () => {
    const read = readSettings(env);
    expect(read).toMatchObject({
      ok: true,
      settings: {
        appId: 7,
        privateKey: 'line one\nline two',
        ledgerKey: pem,
        signing: { idTokenFile: '/run/token', config: { a: 1 } },
      },
    });
  });

  it('go to GitHub, or to the Enterprise Server that is named', () => {
    expect(readSettings(env)).toMatchObject({
      settings: { apiUrl: 'https://api.github.com', webUrl: 'https://github.com' },
    });
    expect(readSettings({ ...env, GHE_HOST: 'git.acme.example' })).toMatchObject({
      settings: { apiUrl: 'https://git.acme.example/api/v3', webUrl: 'https://git.acme.example' },
    });
  });

  it.each(Object.keys(env))('refuse to start without %s', (name) => {
    expect(problems({ [name]: undefined })).toEqual([`setting-missing ${name.replace(/_PATH$/, '')}`]);
    expect(problems({ [name]: ' ' })).toHaveLength(1);
  });

  it('have keys for webhooks only where they are given, one or two, by endpoint where they are shared', () => {
    expect(readSettings(env)).toMatchObject({ settings: { webhookKeys: { own: [], shared: new Map() } } });
    const own = `whsk_${Buffer.alloc(32, 1).toString('base64')}`;
    const shared = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;
    const file = join(folder, 'webhook.key');
    writeFileSync(file, `${own}\n${own}\n`);
    const read = readSettings({ ...env, WEBHOOK_SIGNING_KEY_PATH: file, WEBHOOK_SIGNING_SECRET_THE_DESK: shared });
    if (!read.ok) throw new Error('expected settings');
    const { webhookKeys } = read.settings;
    const asked = (id: string, signature: 'v1' | 'v1a') => keysFor(webhookKeys, { id, url: '', signature });
    expect(asked('the-desk', 'v1a')).toHaveLength(2);
    expect(asked('the-desk', 'v1')).toMatchObject([{ version: 'v1' }]);
    // No other key stands in for one that is not there.
    expect(asked('pager', 'v1')).toEqual([]);
  });

  it('refuse to start with a key for webhooks that is none, and do not repeat it', () => {
    for (const [name, text] of [
      ['WEBHOOK_SIGNING_KEY', 'whsec_c2VjcmV0LXRoYXQtaXMtbm90LWEta2V5'],
      ['WEBHOOK_SIGNING_SECRET_DESK', 'secret-that-is-too-plain'],
    ] as const) {
      const read = readSettings({ ...env, [name]: text });
      expect(read).toMatchObject({ ok: false, problems: [{ code: 'setting-invalid', name }] });
      expect(JSON.stringify(read)).not.toContain(text);
    }
  });

  it('name everything that is missing in one go', () => {
    const read = readSettings({ APP_ID: '7' });
    expect(read).toMatchObject({ ok: false, problems: { length: 4 } });
  });

  it('leave out how the bot seals by itself, both or none: a workflow may seal', () => {
    const neither = { SIGSTORE_ID_TOKEN_FILE: undefined, SIGSTORE_SIGNING_CONFIG: undefined };
    expect(readSettings({ ...env, ...neither })).toMatchObject({ ok: true, settings: { signing: null } });
  });

  it.each([
    ['APP_ID', 'seven'],
    ['GOVERNANCE_REPOSITORY', 'https://github.com/acme/governance'],
    ['SIGSTORE_SIGNING_CONFIG', key],
    ['SIGSTORE_SIGNING_CONFIG', join(folder, 'absent')],
    ['LEDGER_KEY_PATH', join(folder, 'absent')],
    ['PORT', '70000'],
  ])('refuse %s when it is %s', (name, value) => {
    expect(problems({ [name]: value })).toContain(`setting-invalid ${name}`);
  });

  it('J13: refuse a ledger key that is none, without repeating it', () => {
    const read = readSettings({ ...env, LEDGER_KEY_PATH: undefined, LEDGER_KEY: 'hidden-no-key' });
    expect(read).toMatchObject({ ok: false, problems: [{ code: 'setting-invalid', name: 'LEDGER_KEY' }] });
    expect(JSON.stringify(read)).not.toContain('hidden');
  });

  it('J13: never repeat a secret', () => {
    const read = readSettings({ ...env, APP_ID: '', PRIVATE_KEY: 'hidden-private-key' });
    expect(JSON.stringify(read)).not.toContain('hidden');
  });

  it('say whether the bot is meant to run at all', () => {
    expect(isConfigured({})).toBe(false);
    expect(isConfigured({ WEBHOOK_SECRET: 'x' })).toBe(true);
  });
});
