import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, GitHub } from '../../src/github/client.ts';
import { askLook, type Question } from '../../src/observe/look.ts';
import { protectionSeen } from '../../src/observe/protections.ts';
import { type Inspection, inspect } from '../../src/protection/inspect.ts';
import { rulesetsFor } from '../../src/protection/ruleset.ts';
import { places, without } from '../protection/cut.ts';
import { type Acme, openPacket, startAcme } from '../standin/github/acme.ts';

const COUNCIL = 'council/release';
const APP = 77;

let acme: Acme;
let question: Question;
beforeAll(async () => {
  acme = await startAcme();
  const files = { '.github/CODEOWNERS': 'packets/ @ann @ben\n' };
  acme.seed.commit({ repository: 'acme/gov', branch: COUNCIL, by: 'admin', files });
  acme.seed.commit({ repository: 'acme/gov', branch: 'ledger', by: 'admin', files: { head: '0' } });
  for (const { name, conditions, rules, bypass_actors } of rulesetsFor(APP)) {
    const { include } = conditions.ref_name;
    acme.seed.ruleset({ repository: 'acme/gov', name, include, rules: [...rules], bypass: bypass_actors });
  }
  const number = await openPacket(acme, 'eve', 'p1', COUNCIL);
  const nobody = { teams: [], rivals: [], seesReaders: false };
  question = { owner: 'acme', name: 'gov', number, appId: APP, checkName: 'countersign', ...nobody };
});
afterAll(() => acme.close());

const asBot = (): GitHub => ({ request: (route, parameters) => acme.bot().request(route, parameters) });

/** What is seen through this door; null where the look itself is not answered. */
async function seenBy(github: GitHub, appId: number | null = APP): Promise<Inspection[]> {
  const answer = await askLook(github, question);
  if (answer === null) throw new Error('no pull request');
  return inspect(protectionSeen(answer.look, { appId }));
}
const named = (inspections: readonly Inspection[], status: Inspection['status']) =>
  inspections.filter((one) => one.status === status).map(({ branch, protection }) => `${branch} ${protection}`);

describe("the look's question", () => {
  it('shows an App everything but who passes over a ruleset', async () => {
    const inspections = await seenBy(asBot());
    expect(named(inspections, 'wrong')).toEqual([]);
    expect(inspections.filter(({ status }) => status === 'unseen').every(({ hidden }) => hidden)).toBe(true);
    expect(named(inspections, 'fine')).toContain(`${COUNCIL} councils.pull_request.require_code_owner_review`);
  });

  it('shows it who passes over a ruleset where GitHub does, the App itself by its number', async () => {
    acme.world.rulesetAnswers.bypassShownToApps = true;
    const inspections = await seenBy(asBot());
    acme.world.rulesetAnswers.bypassShownToApps = false;
    expect(inspections.filter(({ status }) => status !== 'fine')).toEqual([]);
  });

  it('takes rules and bypass lists that are refused to it as not seen, and nothing else', async () => {
    const refusing = (path: readonly (string | number)[]): GitHub => ({
      request: async (route, parameters) => {
        const answer = await asBot().request(route, parameters);
        const error = { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path };
        return { ...answer, data: { ...Object(without(answer.data, ['data', ...path])), errors: [error] } };
      },
    });
    const inspections = await seenBy(refusing(['repository', 'ledger', 'rules']));
    expect(named(inspections, 'unseen')).toContain('ledger floor.non_fast_forward');
    await expect(seenBy(refusing(['repository', 'codeowners']))).rejects.toThrow('answered in part');
  });

  it('knows of no check of its own without the number of the App', async () => {
    const inspections = await seenBy(asBot(), null);
    expect(named(inspections, 'unseen')).toContain(`${COUNCIL} councils.required_status_checks.required_status_checks`);
  });
});

/** Each field by which something is judged: without it, something is no longer fine. */
const READ = [
  'rules',
  'rules.nodes',
  'rules.nodes.parameters',
  'rules.nodes.parameters.allowedMergeMethods',
  'rules.nodes.parameters.dismissStaleReviewsOnPush',
  'rules.nodes.parameters.requireCodeOwnerReview',
  'rules.nodes.parameters.requireLastPushApproval',
  'rules.nodes.parameters.requiredApprovingReviewCount',
  'rules.nodes.parameters.requiredStatusChecks',
  'rules.nodes.parameters.requiredStatusChecks.context',
  'rules.nodes.parameters.requiredStatusChecks.integrationId',
  'rules.nodes.repositoryRuleset',
  'rules.nodes.repositoryRuleset.bypassActors',
  'rules.nodes.repositoryRuleset.bypassActors.nodes',
  'rules.nodes.repositoryRuleset.bypassActors.nodes.actor',
  'rules.nodes.repositoryRuleset.bypassActors.nodes.actor.databaseId',
  'rules.nodes.repositoryRuleset.bypassActors.nodes.bypassMode',
  'rules.nodes.repositoryRuleset.bypassActors.totalCount',
  'rules.nodes.repositoryRuleset.name',
  'rules.nodes.type',
  'rules.totalCount',
];

describe('an answer with a field missing', () => {
  it('never makes anything fine that was not, and makes everything that is read from it other than fine', async () => {
    acme.world.rulesetAnswers.bypassShownToApps = true;
    let whole: Answer | undefined;
    const fine = named(
      await seenBy({
        request: async (route, parameters) => {
          whole = await asBot().request(route, parameters);
          return whole;
        },
      }),
      'fine',
    );
    acme.world.rulesetAnswers.bypassShownToApps = false;
    const noticed = new Set<string>();
    for (const path of places(whole?.data)) {
      const at = path.indexOf('rules');
      if (whole === undefined || at === -1) continue;
      const { status, headers, data } = whole;
      const cut = { request: async () => ({ status, headers, data: without(data, path) }) };
      const left = await seenBy(cut).then(
        (inspections) => named(inspections, 'fine'),
        () => [],
      );
      expect(left.filter((one) => !fine.includes(one))).toEqual([]);
      const field = path.slice(at).filter((step) => typeof step === 'string');
      if (left.length < fine.length) noticed.add(field.join('.'));
    }
    expect([...noticed].sort()).toEqual(READ);
  });
});
