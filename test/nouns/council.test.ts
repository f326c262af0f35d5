import { describe, expect, it } from 'vitest';
import { readCouncil } from '../../src/council/council.ts';
import { codesOf, edited, problemsOf } from './sample.ts';

const COUNCIL = 'policies/councils/release-integrity.yaml';
type Change = Parameters<typeof edited>[1];
const read = (...changes: Change[]) => readCouncil(COUNCIL, edited(COUNCIL, ...changes));
const codes = (...changes: Change[]) => codesOf(read(...changes));

describe('a council', () => {
  it('A27: never asks for less than one owner and two signers, and never lets a decision go without review', () => {
    for (const value of ['0', '-1', '.nan', '"2"', '1.5', 'true', '', '[2]'])
      expect(codes(['owner_approvals: 2', `owner_approvals: ${value}`]), value).toEqual([
        value === '.nan' ? 'syntax' : 'policy-weakened',
      ]);
    for (const value of ['1', '0', '"2"', ''])
      expect(codes(['quorum: 2', `quorum: ${value}`])).toEqual(['policy-weakened']);
    for (const value of ['true', '"false"', '0', ''])
      expect(codes(['allow_no_review_decision: false', `allow_no_review_decision: ${value}`])).toEqual([
        'policy-weakened',
      ]);
    expect(codes(['quorum: 2\n', ''])).toEqual(['policy-weakened']);
  });

  it('has as many people as its own numbers ask for', () => {
    expect(codes(['owner_approvals: 2', 'owner_approvals: 3'])).toEqual(['schema']);
    expect(codes(['quorum: 2', 'quorum: 4'])).toEqual(['schema']);
    expect(codes(['quorum: 2', 'quorum: 4'], ['sovereigns: []', 'sovereigns: [hal]'])).toEqual([]);
    expect(codes(['sovereigns: []', 'sovereigns: [eve, eve]'])).toEqual(['schema']);
    expect(codes(['owners: [ann, ben]', 'owners: [ann, ann]'])).toEqual(['schema']);
    expect(codes(['owners: [ann, ben]', 'owners: []'], ['owner_approvals: 2', 'owner_approvals: 1'])).toEqual([
      'schema',
    ]);
  });

  it('has a review window whose shortest length is not longer than its longest', () => {
    expect(codes(['shortest: PT1H', 'shortest: P15D'])).toEqual(['schema']);
    for (const length of ['P1M', 'PT0M', '14', 'P14', 'forever'])
      expect(codes(['longest: P14D', `longest: ${length}`])).toEqual(['schema']);
  });

  it('delivers inside its own audience', () => {
    const home =
      'council_repository: {name: acme/release-integrity-council, id: 9002, mention: acme/release-integrity}';
    const other = (change: string) => codes([home, `council_repository: {${change}}`]);
    expect(other('name: acme/elsewhere, id: 9009, mention: acme/release-integrity')).toEqual(['schema']);
    expect(other('name: acme/release-integrity-council, id: 9009, mention: acme/release-integrity')).toEqual([
      'schema',
    ]);
    expect(other('name: acme/release-integrity-council, id: 9002, mention: acme/everyone')).toEqual(['schema']);
  });

  it('names endpoints by their one address: https, a host by name, nothing secret in it', () => {
    const teams = 'teams: [{name: acme/release-integrity, id: 501}]\n  #';
    const with_ = (...urls: string[]) => {
      const listed = urls.map((url, index) => `{id: hook-${index}, url: '${url}', signature: v1a}`);
      return codes([teams, teams.replace('\n', `\n  webhooks: [${listed.join(', ')}]\n`)]);
    };
    expect(with_('https://hooks.acme.example/countersign', 'https://hooks.acme.example:8443/v2/~x')).toEqual([]);
    expect(with_('https://hooks.acme.example/a', 'https://hooks.acme.example/a')).toEqual(['schema']);
    const wrong = [
      'http://hooks.acme.example/',
      'https://hooks.acme.example',
      'https://HOOKS.acme.example/',
      'https://hooks.acme.example:443/',
      'https://hooks.acme.example/../x',
      'https://hooks.acme.example/?token=secret',
      'https://hooks.acme.example/#here',
      'https://ann:secret@hooks.acme.example/',
      'https://127.0.0.1/',
      'https://0x7f.1/',
      'https://2130706433/',
      'https://[::1]/',
      'https://localhost/',
      'https://metadata/latest',
      'https://127.0.0.1./',
    ];
    for (const url of wrong) expect(with_(url), url).toEqual(['schema']);
  });

  it('tells everything that is wrong with it in one go', () => {
    const problems = problemsOf(
      read(
        ['owner_approvals: 2', 'owner_approvals: 0'],
        ['quorum: 2', 'quorum: 1'],
        ['scope: production', 'scope: prod'],
        ['\ntitle:', '\nheading:'],
      ),
    );
    expect(problems.map(({ code }) => code)).toEqual([
      'schema',
      'schema',
      'schema',
      'policy-weakened',
      'policy-weakened',
    ]);
    expect(problems.every(({ line, hint }) => line > 0 && hint !== '')).toBe(true);
  });
});
