import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { done, type Looked } from '../plan/looked.ts';
import { councilIn, mentionFor } from '../policy/consult.ts';
import { deliveryIssue } from '../report/delivery.ts';
import type { Effected, Hands } from './act.ts';
import { openOnce } from './issue.ts';
import { placeOf } from './place.ts';

type Intent = Extract<Body<'intent'>, { effect: 'deliver' }>;
type Terms = Extract<Body<'intent'>, { effect: 'seal' }>['terms'];

/** Delivers a release as an issue in the council's repository, once. */
export async function deliver(effect: EffectFacts, intent: Intent, looked: Looked, hands: Hands): Promise<Effected> {
  const sealed = done(looked, 'seal')?.intent;
  const merged = done(looked, 'merge')?.outcome?.body;
  if (sealed?.effect !== 'seal' || merged?.effect !== 'merge' || merged.result !== 'done') {
    return { failed: new Error('nothing to deliver: no seal and merge stand in the ledger') };
  }
  const { packet } = looked.claims;
  if (!('known' in packet) || !packet.known.valid)
    return { failed: new Error('the released packet cannot be read now') };
  try {
    const there = await hands.elsewhere(intent.repository.name);
    const place = await placeOf(there, intent.repository);
    // Before anything is sent: if it cannot be said who receives it, nobody does.
    const recipients = await recipientsOf(hands.github, sealed.terms, looked);
    const search = { ...place, creator: hands.botLogin, since: done(looked, 'merge')?.at ?? effect.at };
    const approvers = sealed.approvals.map(({ person }) => person);
    const { owner, name } = looked.observation.repository;
    const { known } = packet;
    const council = councilIn(looked.rules, sealed.terms.council);
    const found = await openOnce(there, search, intent.marker, () =>
      deliveryIssue({
        terms: sealed.terms,
        rules: looked.rules,
        packet: known.facts,
        evidence: looked.claims.evidence,
        url: `${hands.webUrl}/${owner}/${name}`,
        merge: merged.merge,
        approvers,
        ledger: looked.ledger.head ?? { number: effect.number, hash: effect.hash },
        mention: council === null ? null : mentionFor(council, sealed.terms.audience.teams),
        marker: intent.marker,
      }),
    );
    const { pull, revision } = intent;
    const subject = { intent: effect.number, pull, packet: intent.packet, revision };
    const about = { effect: 'deliver', result: 'done', ...subject } as const;
    return { outcome: { kind: 'outcome', body: { ...about, issue: found.number, url: found.html_url, recipients } } };
  } catch (error) {
    return { failed: error instanceof Error ? error : new Error('no delivery', { cause: error }) };
  }
}

const members = z.array(z.object({ id: z.number() }));
/** As many as an entry of the ledger can hold. */
const PAGES = 40;

/** Who is in the teams of the audience at this moment: the ledger says who could read what was sent. */
async function recipientsOf(github: GitHub, terms: Terms, { rules }: Looked) {
  const teams = councilIn(rules, terms.council)?.audience.teams ?? [];
  const recipients = [];
  for (const id of terms.audience.teams) {
    const [org, slug] = teams.find((team) => team.id === id)?.name.split('/') ?? [];
    if (org === undefined) throw new Error(`team ${id} of the audience is no longer named by the council`);
    const found: number[] = [];
    for (let page = 1; ; page++) {
      // Never a part of them: who received it is what the record is for.
      if (page > PAGES) throw new Error(`team ${id} has more members than can be recorded`);
      const query = { org, team_slug: slug, per_page: 100, page };
      const answer = await ask(github, 'GET /orgs/{org}/teams/{team_slug}/members', query);
      const listed = expectShape(members, 'team members', answer.data);
      found.push(...listed.map((member) => member.id));
      if (listed.length < 100) break;
    }
    recipients.push({ team: id, members: found });
  }
  return recipients;
}
