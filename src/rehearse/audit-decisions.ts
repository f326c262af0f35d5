import { outcomeText, sameOutcome } from '../decision/outcome.ts';
import { DECISIONS, decisionId, decisionPath } from '../decision/place.ts';
import { sha256 } from '../digest/digest.ts';
import type { Body, Entry } from '../ledger/entry.ts';
import type { Breach } from './audit.ts';
import { folderAt } from './stage/folder.ts';
import type { Stage } from './stage/stage.ts';

/**
 * Whatever was concluded was signed before by two people at least, for this outcome, on the very bytes that stand on the
 * council's branch; and nothing took effect that was not concluded.
 */
export function auditDecisions(stage: Stage): Breach[] {
  const { entries } = stage.record;
  return [
    ...entries.flatMap((entry) => (entry.kind === 'concluded' ? unsound(stage, entry.number, entry.body) : [])),
    ...entries.flatMap((entry) => uncalledFor(entry, entries)),
  ];
}

function unsound(stage: Stage, number: number, concluded: Body<'concluded'>): Breach[] {
  const { packet, revision, decision, merge, outcome, signers, pull } = concluded;
  const place = { packet, revision, number: decision };
  const said = `${decisionId(place)} to be ${outcomeText(outcome)}`;
  const [base = ''] = stage.repository.git.objects.commit(merge)?.parents ?? [];
  const after = folderAt(stage, merge, DECISIONS);
  const brought = Object.keys(after).filter((path) => !(path in folderAt(stage, base, DECISIONS)));
  const file = sha256(after[decisionPath(place)] ?? '');
  const before = stage.record.entries.filter((one) => one.number < number);
  const people = signers.filter(({ person, review }) =>
    before.some(
      ({ kind, body }) =>
        kind === 'signed' &&
        body.pull === pull &&
        body.person === person &&
        body.review === review &&
        body.file === file &&
        sameOutcome(body.outcome, outcome),
    ),
  );
  const distinct = new Set(people.map(({ person }) => person)).size;
  return [
    ...(distinct === signers.length && distinct >= 2
      ? []
      : [
          {
            expected: `${said} by signatures in the ledger on its very file`,
            seen: `${distinct} of ${signers.length}`,
          },
        ]),
    ...(brought.join() === decisionPath(place)
      ? []
      : [{ expected: `the merge of ${decisionId(place)} to bring that file`, seen: brought.join(', ') || 'nothing' }]),
  ];
}

/** An effect of a conclusion names the entry of it, which comes before it and was of production. */
function uncalledFor(entry: Entry, entries: readonly Entry[]): Breach[] {
  if (entry.kind !== 'granted' && entry.kind !== 'enacted') return [];
  const { conclusion, packet, revision, decision } = entry.body;
  const found = entries.find(({ number }) => number === conclusion && number < entry.number);
  const same =
    found?.kind === 'concluded' &&
    found.body.packet === packet &&
    found.body.revision === revision &&
    found.body.decision === decision &&
    found.body.scope === 'production';
  return same ? [] : [{ expected: `entry ${entry.number} to follow from a conclusion of production`, seen: 'none' }];
}
