import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CODE_NAMES } from '../../src/finding/code.ts';
import { checkout, newFolder, packetIn, ran } from './ran.ts';

/** A packet that does all it can to be more than an annotation. */
const HOSTILE = [`::error file=x::"`, '%0A::add-mask::x', '##[add-matcher]x', '##[stop-commands]', ':,%25'];
async function hostile(format: string) {
  const keys = HOSTILE.map((key) => `${JSON.stringify(key)}: 1\n`).join('');
  const places = [packetIn(newFolder()), packetIn(newFolder())];
  for (const place of places) appendFileSync(join(place, 'packet.yaml'), keys);
  // An unsafe name is told before anything is read, so it hides the keys.
  writeFileSync(join(places[0] ?? '', 'a\n::set-output name=b::c ##[add-mask]'), 'x');
  const policies = checkout();
  const results = [];
  for (const place of places) results.push(await ran('check', '--policies', policies, '--format', format, place));
  return results;
}

/** What the runner takes for a command: `::` at the start of a line, `##[` anywhere (actions/runner, ActionCommand.cs). */
const isCommand = (line: string) => line.trimStart().startsWith('::') || line.includes('##[');

/** actions/runner, ActionCommand.cs: how the text of a command is read. */
const decoded = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

describe('--format github', () => {
  it('J10: is one annotation for each hold, which holds all that the packet says, and one line that is no command', async () => {
    for (const { exit, out } of await hostile('github')) {
      expect(exit).toBe(1);
      const lines = out.trimEnd().split('\n');
      const summary = lines.pop() ?? '';
      expect(isCommand(summary)).toBe(false);
      expect(lines.length).toBe(Number(/: (\d+) holds?$/.exec(summary)?.[1]));
      for (const line of lines) {
        expect(line).toMatch(/^::error file=[^:,]+,line=\d+,col=\d+,title=[a-z-]+::/);
        expect(line).not.toContain('##[');
        // Decoded as the runner does, it is what was said and how to mend it, on two lines.
        const [message = '', mend, ...others] = decoded(line.slice(line.indexOf('::', 2) + 2)).split('\n');
        expect([message, mend, others]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/^do: \S/), []]);
      }
    }
  });

  it('shows what the packet says letter by letter, also where that looks like an escape', async () => {
    const [, { out } = { out: '' }] = await hostile('github');
    const said = decoded(out);
    for (const key of ['%0A::add-mask::x', ':,%25']) expect(said).toContain(`seen \`${key}\``);
  });

  it('is one line where nothing holds', async () => {
    const { exit, out } = await ran('check', '--policies', checkout(), '--format', 'github', packetIn(newFolder()));
    expect([exit, out.trimEnd().split('\n').length, isCommand(out)]).toEqual([0, 1, false]);
  });
});

it('--format text prints no workflow command either', async () => {
  for (const { out } of await hostile('text')) expect(out.split('\n').filter(isCommand)).toEqual([]);
});

/** What SARIF 2.1.0 demands of the parts that are used (OASIS standard, sections 3.13 to 3.30). */
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal('countersign'),
          version: z.string().regex(/^\d+\.\d+\.\d+$/),
          rules: z.array(
            z.strictObject({
              id: z.enum(CODE_NAMES),
              name: z.string(),
              shortDescription: z.strictObject({ text: z.string().min(1) }),
              defaultConfiguration: z.strictObject({ level: z.literal('error') }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string() }),
      columnKind: z.literal('utf16CodeUnits'),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: z.enum(['error', 'warning']),
          message: z.strictObject({ text: z.string().min(1) }),
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({
                  // A relative reference: no scheme, no leading slash, nothing that would need an escape.
                  uri: z.string().regex(/^(?![/])[A-Za-z0-9._~%!'()*-]+(?:\/[A-Za-z0-9._~%!'()*-]+)*$/),
                  uriBaseId: z.literal('%SRCROOT%'),
                }),
                region: z.strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1) }),
              }),
            }),
          ]),
          partialFingerprints: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}:\d+$/)),
        }),
      ),
    }),
  ]),
});

describe('--format sarif', () => {
  it('is SARIF 2.1.0, each result with its rule, its place and a fingerprint of its own', async () => {
    for (const { exit, out } of await hostile('sarif')) {
      expect(exit).toBe(1);
      const [run] = sarif.parse(JSON.parse(out)).runs;
      expect(run.results.length).toBeGreaterThan(0);
      for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      const prints = run.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
      expect(new Set(prints).size).toBe(prints.length);
    }
  });

  it('has fingerprints that stay when lines move', async () => {
    const place = packetIn(newFolder());
    const file = join(place, 'packet.yaml');
    const wrong = readFileSync(file, 'utf8').replace('kind: wait', 'kind: sleep');
    const policies = checkout();
    const found = [];
    for (const text of [wrong, `# a line more\n${wrong}`]) {
      writeFileSync(file, text);
      const { out } = await ran('check', '--policies', policies, '--format', 'sarif', place);
      found.push(sarif.parse(JSON.parse(out)).runs[0].results[0]);
    }
    const [first, second] = found;
    expect(second?.partialFingerprints).toEqual(first?.partialFingerprints);
    expect(second?.locations[0].physicalLocation.region.startLine).toBe(
      (first?.locations[0].physicalLocation.region.startLine ?? 0) + 1,
    );
  });

  it('has no result where nothing holds', async () => {
    const { exit, out } = await ran('check', '--policies', checkout(), '--format', 'sarif', packetIn(newFolder()));
    expect([exit, sarif.parse(JSON.parse(out)).runs[0].results]).toEqual([0, []]);
  });
});
