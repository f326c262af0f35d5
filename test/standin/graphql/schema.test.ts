import { describe, expect, it } from 'vitest';
import { isMutation, operationName } from '../../../src/standin/github/graphql/execute.ts';
import { Acme } from './organization.ts';

describe('a query on GitHub’s published schema', () => {
  it('is refused where the schema has no such field', async () => {
    const { data, errors } = await new Acme().ask('{ viewer { shoeSize } }');
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('shoeSize');
  });

  it('is refused where it does not parse', async () => {
    const { errors } = await new Acme().ask('{ viewer {');
    expect(errors?.[0]?.message).toContain('Syntax Error');
  });

  it('is refused where a variable is missing or of another type', async () => {
    const query = 'query($n: Int!) { repository(owner: "acme", name: "gov") { pullRequest(number: $n) { id } } }';
    expect((await new Acme().ask(query)).errors?.[0]?.message).toContain('$n');
    expect((await new Acme().ask(query, { n: 'one' })).errors?.[0]?.message).toContain('$n');
  });

  it('is told so where the stand-in does not model a field, never answered with a silent null', async () => {
    const { data, errors } = await new Acme().ask('{ repository(owner: "acme", name: "gov") { name homepageUrl } }');
    expect(errors).toMatchObject([{ type: 'NOT_MODELLED', path: ['repository', 'homepageUrl'] }]);
    expect(data).toEqual({ repository: { name: 'gov', homepageUrl: null } });
  });

  it('keeps what could be answered beside what was refused', async () => {
    const { data, errors } = await new Acme().ask(
      '{ a: repository(owner: "acme", name: "gov") { name } b: repository(owner: "acme", name: "no") { name } }',
    );
    expect(data).toEqual({ a: { name: 'gov' }, b: null });
    expect(errors).toMatchObject([
      { type: 'NOT_FOUND', path: ['b'], message: "Could not resolve to a Repository with the name 'acme/no'." },
    ]);
  });

  it('needs somebody who is logged in, and an installation rather than the App itself', async () => {
    const acme = new Acme();
    const app = { kind: 'app', account: acme.id('bot') } as const;
    await expect(acme.ask('{ viewer { login } }', {}, { kind: 'anonymous' })).rejects.toMatchObject({ status: 401 });
    await expect(acme.ask('{ viewer { login } }', {}, app)).rejects.toMatchObject({ status: 401 });
  });
});

describe('a request in the log', () => {
  it('has the name of its operation, else that of its first field', () => {
    expect(operationName('query Look { viewer { login } }')).toBe('Look');
    expect(operationName('{ viewer { login } rateLimit { cost } }')).toBe('viewer');
    expect(operationName('query A { viewer { login } } query B { rateLimit { cost } }', 'B')).toBe('B');
    expect(operationName('no document')).toBeUndefined();
  });

  it('is a write when it is a mutation', () => {
    expect(isMutation('mutation { addComment(input: {subjectId: "x", body: "y"}) { clientMutationId } }')).toBe(true);
    expect(isMutation('{ viewer { login } }')).toBe(false);
    expect(isMutation('no document')).toBe(false);
  });
});
