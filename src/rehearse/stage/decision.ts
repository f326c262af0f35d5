import { parse, stringify } from 'yaml';
import { councilOf } from '../../council/branch.ts';
import { DECISIONS, type DecisionPlace } from '../../decision/place.ts';
import { PACKET_FILE } from '../../packet/packet.ts';
import { folderAt } from './folder.ts';
import type { Stage } from './stage.ts';

/** What a decision's file says in a rehearsal that says nothing else: what is right for this packet by this account. */
export function exampleDecision(stage: Stage, place: DecisionPlace, by: string): string {
  const { rules, base, packet } = stage.reference;
  const { requester }: { requester?: string } = parse(packet.get(PACKET_FILE) ?? '');
  const isAgent = !Object.values(rules.people.people).some(({ accounts }) =>
    accounts.some(({ login }) => login === by),
  );
  const scope = rules.councils[councilOf(base) ?? '']?.scope;
  return stringify(
    {
      schema: 'governance.v1.Decision',
      packet: place.packet,
      revision: place.revision,
      decision: place.number,
      decision_kind: 'proposed',
      status: 'proposed',
      author_kind: isAgent ? 'automated_agent' : 'person',
      cross_signed: false,
      scope: scope === 'test' ? 'test' : 'production_candidate',
      manifest: manifestOf(stage, place) ?? NO_MANIFEST,
      ...(isAgent && { requester }),
      rationale: 'The council is asked to choose one of the options of the packet.\n',
    },
    { lineWidth: 0 },
  );
}

/** Of nothing that was ever sealed: for decisions about what was not released. */
const NO_MANIFEST = `sha256:${'0'.repeat(64)}`;

/** The digest of the manifest that was sealed last for a revision. */
function manifestOf({ record }: Stage, { packet, revision }: DecisionPlace): string | undefined {
  const sealed = record.entries.flatMap(({ kind, body }) =>
    kind === 'outcome' && body.effect === 'seal' && body.result === 'done' ? [body] : [],
  );
  return sealed.findLast((one) => one.packet === packet && one.revision === revision)?.statement;
}

/** The revision of a packet that was released last; 1 where none was. */
export function releasedRevision({ record }: Stage, packet: string): number {
  const released = record.entries.flatMap(({ kind, body }) => (kind === 'released' ? [body] : []));
  return released.findLast((one) => one.packet === packet)?.revision ?? 1;
}

/** The decision's file that a pull request brings. Throws where it is not exactly one. */
export function decisionOn(stage: Stage, pull: string): { readonly path: string; readonly bytes: Uint8Array } {
  const { head, base } = stage.pullRequest(pull);
  const before = folderAt(stage, stage.repository.git.branch(base.ref) ?? '', DECISIONS);
  const after = Object.entries(folderAt(stage, head.sha, DECISIONS));
  const [one, ...more] = after.filter(([path]) => !(path in before));
  if (one === undefined || more.length > 0) throw new RangeError(`\`${pull}\` does not bring one decision`);
  return { path: one[0], bytes: one[1] };
}
