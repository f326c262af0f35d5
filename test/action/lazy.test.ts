import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStep } from './step.ts';

const folder = mkdtempSync(join(tmpdir(), 'lazy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loaded before the Action; says at the end which modules of Node it made the process load. */
const WATCH = `const before = new Set(process.moduleLoadList);
process.once('exit', () => {
  const loaded = process.moduleLoadList.filter((name) => !before.has(name));
  process._rawDebug('loaded ' + loaded.map((name) => name.replace('NativeModule ', '')).join(' '));
});`;

interface Coverage {
  result: { url: string; functions: { ranges: { count: number }[] }[] }[];
}

/** Runs the Action and gives the modules of Node that it loaded, and how many functions of its file were called. */
async function watched(name: string, inputs: Record<string, string>) {
  const coverage = join(folder, name);
  const ended = await runStep({
    inputs,
    env: { NODE_V8_COVERAGE: coverage },
    node: ['--import', `data:text/javascript,${encodeURIComponent(WATCH)}`],
  });
  const [file = ''] = readdirSync(coverage);
  const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as Coverage;
  const action = result.find(({ url }) => url.endsWith('/action.js'));
  return {
    ...ended,
    loaded: /^loaded (.*)$/m.exec(ended.log)?.[1]?.split(' ') ?? [],
    called: action?.functions.filter(({ ranges }) => ranges.some(({ count }) => count > 0)).length ?? 0,
  };
}

describe('the bundle', () => {
  const heavy = ['crypto', 'http', 'https', 'net', 'tls', 'stream', 'child_process', 'internal/deps/undici/undici'];
  let refused: Awaited<ReturnType<typeof watched>>;
  beforeAll(async () => {
    refused = await watched('refused', { command: 'verify' });
  });

  it('checks the inputs before it loads any module of Node that takes time', () => {
    expect(refused.exit).toBe(2);
    expect(refused.loaded).toContain('module');
    expect(refused.loaded.filter((name) => heavy.includes(name))).toEqual([]);
  });

  it('checks the inputs before any package in it runs', async () => {
    const identity = { identity: 'a', issuer: 'b', profile: 'public' };
    const begun = await watched('begun', {
      command: 'verify',
      subject: 'a',
      bundle: 'b',
      'trusted-root': 'c',
      ...identity,
    });
    expect(begun.error).toContain('input-file');
    expect(begun.loaded).toContain('crypto');
    expect(begun.called).toBeGreaterThan(200);
    expect(refused.called).toBeGreaterThan(5);
    expect(refused.called).toBeLessThan(60);
  });
});
