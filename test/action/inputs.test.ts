import { describe, expect, it } from 'vitest';
import { runStep } from './step.ts';

const right = {
  command: 'verify',
  subject: `sha256:${'a'.repeat(64)}`,
  bundle: 'bundle.json',
  'trusted-root': 'root.json',
  profile: 'public',
  identity: 'https://github.com/acme/app/.github/workflows/build.yml@refs/heads/main',
  issuer: 'https://token.actions.githubusercontent.com',
};

/** The problems of an annotation: code, and what it is about. */
function problemsIn(error: string): string[] {
  return [...error.matchAll(/^(input-[a-z]+): expected (?:`([^`]+)`|an input of this command, seen `(.*)`$)/gm)].map(
    ([, code, known, unknown]) => `${code} ${known ?? unknown}`,
  );
}

describe('inputs of the Action', () => {
  it('have no default: each that is missing is named, all in one go, and nothing is put out', async () => {
    const { command, ...others } = right;
    const ended = await runStep({ inputs: { command, bundle: ' ', issuer: '' } });
    expect(ended).toMatchObject({ exit: 2, outputs: {}, summary: '' });
    expect(problemsIn(ended.error)).toEqual(Object.keys(others).map((name) => `input-missing ${name}`));
    expect(ended.error.match(/^ {2}hint: /gm)).toHaveLength(6);
  });

  it.each([{}, { command: 'gate' }, { command: '__proto__' }])('name a command that there is: %j', async (inputs) => {
    const ended = await runStep({ inputs });
    expect(ended).toMatchObject({ exit: 2, error: expect.stringContaining('expected `command` to be `verify`') });
  });

  it('have one spelling', async () => {
    const wrong = { profile: 'Public', 'source-repository-id': '007', 'runner-environment': 'any' };
    const ended = await runStep({ inputs: { ...right, ...wrong, subject: `sha256:${'A'.repeat(64)}` } });
    expect(problemsIn(ended.error)).toEqual(['subject', ...Object.keys(wrong)].map((name) => `input-invalid ${name}`));
  });

  it('are refused when the command does not know them: a guard with its name misspelt would guard nothing', async () => {
    const ended = await runStep({ inputs: { ...right, predicate_type: 'https://slsa.dev/provenance/v1' } });
    expect(ended.exit).toBe(2);
    expect(problemsIn(ended.error)).toEqual(['input-unknown predicate_type']);
  });

  it('J10: are quoted in one annotation, cut, and never become a workflow command', async () => {
    const hostile = {
      profile: 'x\n::set-output name=verified::true',
      'runner-environment': 'x\r\n::error::forged',
      'source-repository-id': '1%0A::stop-commands::all',
      subject: 'sha256:\u2028::add-mask::a\u0085::add-path::b \u202e##[add-path]/tmp $(id) `id` ;#',
      'x\n::notice::y': 'z'.repeat(100_000),
    };
    const ended = await runStep({ inputs: { ...right, ...hostile } });
    expect(ended).toMatchObject({ exit: 2, outputs: {}, summary: '' });
    expect(ended.log).toMatch(/^::error title=countersign%3A wrong input::input-invalid[^\n\r\u0085\u2028]*\n$/);
    expect(ended.log).toContain('1%250A::stop-commands');
    expect(ended.log.length).toBeLessThan(2000);
  });
});
