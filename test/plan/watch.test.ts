import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/ledger/entry.ts';
import { planWatch } from '../../src/plan/watch.ts';
import type { CopySeen, Exposure } from '../../src/verify/exposure.ts';
import type { Cause } from '../../src/verify/incidents/cause.ts';
import { copyCauses } from '../../src/verify/incidents/copies.ts';
import type { Surroundings } from '../../src/verify/surroundings.ts';
import { rulesWith } from '../judge/claims.ts';
import { oid, recorded } from '../verify/record.ts';

const outsider: Cause = {
  council: null,
  halts: false,
  codes: ['audience-mismatch'],
  key: 'collaborator:66:9001',
  lasting: false,
  what: 'oscar may read the governance repository',
  who: [{ account: 66, login: 'oscar' }],
  where: 'acme/governance',
  undo: 'gh api -X DELETE repos/acme/governance/collaborators/oscar',
  lifts: 1,
  accepts: null,
};
const noted = (cause: Cause): Draft => {
  const { accepts: _, ...body } = cause;
  return { kind: 'incident', body };
};

function recordedOf(causes: readonly Cause[], ...before: Draft[]): readonly Draft[] {
  const main = oid('0');
  const surroundings: Surroundings = {
    at: '2026-11-22T12:00:00Z',
    repository: { id: 9001, owner: 'acme', name: 'governance' },
    main,
    mainMoved: { read: { known: main, tip: main, steps: [], joins: true } },
    mainBy: [],
    rules: { read: { loaded: rulesWith(), strayCodeowners: [] } },
    ledger: { read: recorded(...before) },
    ledgerTip: oid('1'),
    tips: [],
    oldCopies: { read: [] },
    undecided: { read: [] },
    alarms: [],
    alarmsUnread: null,
    exposure: { unread: 'of no matter here' },
  };
  return planWatch(surroundings, causes).record;
}

describe('an incident', () => {
  const halting: Cause = { ...outsider, halts: true, codes: ['forwarding-blocked'] };

  it('is recorded once while it lasts', () => {
    expect(recordedOf([outsider])).toEqual([noted(outsider)]);
    expect(recordedOf([outsider], noted(outsider))).toEqual([]);
  });

  it('that halts is not covered by an earlier one that did not', () => {
    expect(recordedOf([halting], noted(outsider))).toEqual([noted(halting)]);
    expect(recordedOf([outsider], noted(halting))).toEqual([]);
  });

  it.each(['notes/a\nb.yaml', '\u0007', 'a'.repeat(4000), `${'b'.repeat(1500)}\n`, '\ud800', 'c/'.repeat(1500)])(
    'fits into the ledger, whatever path others chose',
    (path) => {
      const copy: CopySeen = {
        repository: { id: 9004, name: 'acme/rebuilder' },
        packet: 'bpe-1',
        revision: 1,
        council: 'release-integrity',
        oid: oid('b'),
        path,
      };
      const exposure: Exposure = {
        governance: { name: 'acme/governance', readers: { unread: 'not asked' }, forkCount: 0, forks: [] },
        teams: [],
        audience: [],
        copies: { read: [copy] },
        heard: [],
      };
      const drafts = recordedOf(copyCauses(exposure));
      expect(recorded(...drafts).incidents.size).toBe(1);
    },
  );
});
