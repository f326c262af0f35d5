import { describe, expect, it } from 'vitest';
import { isGitHubLogin } from '../../src/people/github-login.ts';
import { isAgent, personNamed, personOfAccount, readPeople } from '../../src/people/people.ts';
import { edited, problemsOf, valueIn } from './sample.ts';

const PEOPLE = 'policies/people.yaml';
const read = (...changes: Parameters<typeof edited>[1][]) => readPeople(PEOPLE, edited(PEOPLE, ...changes));
const messages = (...changes: Parameters<typeof edited>[1][]) =>
  problemsOf(read(...changes)).map(({ message }) => message);

describe('people', () => {
  it('are found by every account id of theirs, and agents by theirs', () => {
    const people = valueIn(read());
    expect(personOfAccount(people, 1001)).toBe('ann');
    expect(personOfAccount(people, 1101)).toBe('ann');
    expect(personOfAccount(people, 2001)).toBeUndefined();
    expect([2001, 2002, 1001, 0].map((id) => isAgent(people, id))).toEqual([true, true, false, false]);
  });

  it('are never found under a name that nobody wrote', () => {
    const people = valueIn(read());
    expect(['constructor', 'toString', '__proto__', 'zoe'].map((key) => personNamed(people, key))).toEqual(
      Array(4).fill(undefined),
    );
    expect(people.people.constructor).toBeUndefined();
  });

  it('A04: share no account and no login, whatever its capitals', () => {
    expect(messages(['{login: ben, id: 1002}', '{login: ben, id: 1001}'])).toEqual([
      'expected the account 1001 to belong to one entry, seen it with `ann` and `ben`',
    ]);
    expect(messages(['{login: ben, id: 1002}', '{login: ANN, id: 1002}'])).toHaveLength(1);
    expect(messages(['{login: ann-on-call, id: 1101}', '{login: ann-on-call, id: 1001}'])).not.toEqual([]);
  });

  it('share no Sigstore identity', () => {
    const identity = 'identities: [{issuer: https://login.acme.example, subject: ann@acme.example}]';
    expect(
      messages(['accounts: [{login: ben, id: 1002}]', `accounts: [{login: ben, id: 1002}]\n    ${identity}`]),
    ).toHaveLength(1);
  });

  it('A10: are no agents, and no Apps', () => {
    expect(messages(['{login: packet-agent, id: 2001}', '{login: packet-agent, id: 1002}'])).toEqual([
      'expected the account 1002 to belong to one entry, seen it with `ben` and the agents',
    ]);
    expect(messages(['{login: ben, id: 1002}', '{login: "ben[bot]", id: 1002}'])).toHaveLength(1);
  });

  it('have at least one account, with a number as its id', () => {
    expect(messages(['accounts: [{login: ben, id: 1002}]', 'accounts: []'])).toHaveLength(1);
    for (const id of ['"1002"', '0', '-1', '1.5', '1e400', 'ben'])
      expect(messages(['{login: ben, id: 1002}', `{login: ben, id: ${id}}`])).not.toEqual([]);
  });

  it('have keys that other files can write without quotes', () => {
    for (const key of ['Ben', '1ben', 'ben smith', '"ben\\n"', 'béñ', `${'b'.repeat(33)}`])
      expect(messages(['\n  ben:', `\n  ${key}:`])).not.toEqual([]);
  });

  it('have keys whose form is told where one is wrong', () => {
    expect(problemsOf(read(['\n  ben:', '\n  Ben:']))).toMatchObject([
      {
        line: 16,
        column: 3,
        message: 'expected a name of lower-case letters, digits and hyphens, seen `"Ben"`',
        hint: 'a letter first, at most 32 characters, such as `release-integrity`',
      },
    ]);
  });
});

describe('an issuer of Sigstore identities', () => {
  it.each([
    'https://github.com/login/oauth',
    'https://GitHub.com./login/oauth',
    'https://token.actions.githubusercontent.com',
    'https://acme.ghe.com/login/oauth',
  ])('lets people in by the GitHub account: %s', (issuer) => {
    expect(isGitHubLogin(issuer)).toBe(true);
  });

  it.each(['https://accounts.google.com', 'https://notgithub.com', 'https://github.com.evil.example', 'github.com'])(
    'does not: %s',
    (issuer) => {
      expect(isGitHubLogin(issuer)).toBe(false);
    },
  );
});
