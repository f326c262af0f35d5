import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isConfigured, readSettings } from '../../src/serve/settings.ts';
import { newFolder, ROOT, ran } from '../cli/ran.ts';
import { answersIn } from '../scaffold/questions.ts';

const page = readFileSync(join(ROOT, 'docs/operate.md'), 'utf8');
const table = page.slice(page.indexOf('## Settings'), page.indexOf('## Running'));
const listed = Array.from(table.matchAll(/^\| `([A-Z_<>]+)` \|/gm), ([, name]) => name);

describe('docs/operate.md', () => {
  it('lists every setting that the bot reads, and no other', () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const config = join(newFolder(), 'signing.json');
    writeFileSync(config, '{}');
    const endpoint = 'WEBHOOK_SIGNING_SECRET_AUDIT';
    const given: Record<string, string | undefined> = {
      ...{
        APP_ID: '7',
        PRIVATE_KEY: pem,
        LEDGER_KEY: pem,
        WEBHOOK_SECRET: 'x',
        GOVERNANCE_REPOSITORY: 'acme/governance',
      },
      ...{ SIGSTORE_ID_TOKEN_FILE: '/run/token', SIGSTORE_SIGNING_CONFIG: config, GHE_HOST: 'git.acme.example' },
      [endpoint]: 'no secret',
    };
    const read = new Set<string>([endpoint]);
    const env = new Proxy(given, {
      get: (all, name) => {
        read.add(String(name));
        return all[String(name)];
      },
    });
    expect(readSettings(env)).toMatchObject({ ok: false, problems: [{ name: endpoint }] });
    expect(readSettings({ ...given, [endpoint]: undefined }).ok).toBe(true);
    delete given[endpoint];
    expect(readSettings(env).ok).toBe(true);
    isConfigured(env);
    const names = [...read].map((name) => name.replace(/_AUDIT$/, '_<ENDPOINT>'));
    expect([...listed].sort()).toEqual([...new Set(names)].sort());
  });

  it('shows a call of `init` that writes a repository whose policies load', async () => {
    const folder = newFolder();
    const dir = join(folder, 'governance');
    const files = answersIn(folder);
    const call = /^ {0}npx --prefix .* countersign (init [^`]*)```/ms.exec(page)?.[1]?.replaceAll('\\\n', ' ') ?? '';
    const words = Array.from(call.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare = '']) => quoted ?? bare);
    const name = (word: string, before: string | undefined) =>
      before === '--ledger-key' || before === '--trusted-root' ? String(files[before.slice(2)]) : word;
    const argv = words.map((word, index) => (index === 1 ? dir : name(word, words[index - 1])));
    const done = await ran(...argv);
    expect([done.exit, done.err]).toEqual([0, '']);
    expect((await ran('policy', 'explain', '--policies', dir)).exit).toBe(0);
  });

  it('leads to pages that are there', () => {
    const links = Array.from(page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g), ([, path = '']) => path);
    expect(links.length).toBeGreaterThan(10);
    for (const path of new Set(links)) expect(() => readFileSync(join(ROOT, 'docs', path))).not.toThrow();
  });
});
