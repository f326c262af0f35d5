/**
 * Our readers and digests against test data that nobody here wrote: one line a set, `passed of total`, and the names of
 * what failed. Exit 1 when a case fails or a set is empty. The data stays where it is, in the folder that is the argument.
 */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ownersOf, parseCodeowners } from '../src/codeowners/codeowners.ts';
import { canonicalJson, sha256 } from '../src/digest/digest.ts';
import { readDocument } from '../src/document/document.ts';
import { listing } from '../src/packet/revision.ts';
import { Stage } from '../src/rehearse/stage/stage.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: npm run conformance -- <folder of test vectors>');
  process.exit(2);
}

/** A case by name, and whether it came out as its authors say. It may throw, which is a failure. */
type Cases = [name: string, holds: () => boolean][];

const SETS: Record<string, () => Cases | Promise<Cases>> = {
  codeowners,
  dirhash,
  'jcs files': jcsFiles,
  'jcs numbers': jcsNumbers,
  'yaml errors': yamlErrors,
  webhooks,
};

let bad = false;
for (const [set, read] of Object.entries(SETS)) {
  const cases = await read();
  const failed = cases.filter(([, holds]) => !attempt(holds)).map(([name]) => name);
  console.log(`${set.padEnd(12)} ${cases.length - failed.length} of ${cases.length}`);
  for (const name of failed) console.log(`  failed: ${name}`);
  bad ||= failed.length > 0 || cases.length === 0;
}
process.exit(bad ? 1 : 0);

/** hmarr/codeowners, patterns.json. GitHub refuses `[ ]`, so such a line must be a problem and own nothing. */
function codeowners(): Cases {
  const shape = z.array(z.object({ pattern: z.string(), path: z.string(), match: z.boolean(), name: z.string() }));
  return json(shape, 'codeowners', 'hmarr-patterns.json').map(({ pattern, path, match, name }) => {
    const { lines, problems } = parseCodeowners(`${pattern} @owner\n`);
    const owned = ownersOf(lines, path).kind === 'owned';
    const holds = /[[\]]/.test(pattern) ? problems.length === 1 && !owned : problems.length === 0 && owned === match;
    return [`${name}: ${pattern} on ${path}`, () => holds];
  });
}

/** golang.org/x/mod, dirhash: the digest of a revision is `h1:` and base64 there, and names have no prefix. */
function dirhash(): Cases {
  const file = z.object({ name: z.string(), contentBase64: z.base64() });
  const shape = z.array(z.object({ source: z.string(), expected: z.string().optional(), files: z.array(file) }));
  return json(shape, 'dirhash', 'h1-vectors.json').map(({ source, expected, files }) => {
    const entries = files.map(({ name, contentBase64 }) => ({
      name,
      sha256: sha256(Buffer.from(contentBase64, 'base64')),
    }));
    const sums = () => listing('x', entries).replaceAll('  packets/x/', '  ');
    const h1 = () => `h1:${Buffer.from(sha256(sums()).slice('sha256:'.length), 'hex').toString('base64')}`;
    return [source, () => (expected === undefined ? refuses(h1) : h1() === expected)];
  });
}

/** cyberphone/json-canonicalization: input, and the exact bytes that RFC 8785 makes of it. */
function jcsFiles(): Cases {
  return list('jcs-rfc8785', 'input').map((path) => {
    const output = text('jcs-rfc8785', 'outhex', basename(path).replace(/\.json$/, '.txt')).replaceAll(/\s/g, '');
    return [
      basename(path),
      () => Buffer.from(canonicalJson(JSON.parse(readFileSync(path, 'utf8')))).toString('hex') === output,
    ];
  });
}

/** The same source: the bits of a double in hexadecimal, and how it is written. */
function jcsNumbers(): Cases {
  const lines = text('jcs-rfc8785', 'es6-numbers-1000.txt')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [bits = '', written] = line.split(',');
    const number = Buffer.from(bits.padStart(16, '0'), 'hex').readDoubleBE();
    return [line, () => canonicalJson(number) === written];
  });
}

/** yaml-test-suite: what is no YAML must not be read as some. */
function yamlErrors(): Cases {
  const shape = z.array(z.object({ id: z.string(), label: z.string(), yamlBase64: z.base64() }));
  return json(shape, 'parsing', 'yaml-test-suite.errors.json').map(({ id, label, yamlBase64 }) => {
    return [`${id} ${label}`, () => !readDocument(id, Buffer.from(yamlBase64, 'base64'), z.unknown()).ok];
  });
}

/** octokit/webhooks: each is answered 2xx and, since it is of no repository of ours, followed by nothing. */
async function webhooks(): Promise<Cases> {
  const faults: string[] = [];
  const log = (line: string) => line.startsWith('ignored: ') || faults.push(line);
  const stage = await Stage.begin({ start: '2026-11-22T10:00:00Z', world: {}, log });
  const { url = '', secret } = stage.github.webhook;
  const done = () => canonicalJson([stage.interruptions.count, stage.record.entries.length, faults]);
  const before = done();
  const send = async (event: string, body: string) => {
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const headers = { 'x-github-event': event, 'x-github-delivery': event, 'x-hub-signature-256': signature };
    const { ok } = await fetch(url, { method: 'POST', headers, body });
    await stage.settle();
    return ok && done() === before;
  };
  const cases: Cases = [];
  for (const event of list('webhooks', 'api.github.com').map((path) => basename(path))) {
    for (const path of list('webhooks', 'api.github.com', event)) {
      const held = await send(event, readFileSync(path, 'utf8'));
      cases.push([`${event} ${basename(path)}`, () => held]);
    }
  }
  await stage.close();
  return cases;
}

function attempt(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false;
  }
}

function refuses(digest: () => unknown): boolean {
  try {
    digest();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}

function text(...path: string[]): string {
  return readFileSync(join(folder ?? '', ...path), 'utf8');
}

function json<T>(shape: z.ZodType<T>, ...path: string[]): T {
  return shape.parse(JSON.parse(text(...path)));
}

function list(...path: string[]): string[] {
  const where = join(folder ?? '', ...path);
  return readdirSync(where).map((name) => join(where, name));
}
