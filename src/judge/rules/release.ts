import { recordIn, releaseIn } from '../../claims/decision.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

/** What is decided about was released to this council, and is neither withdrawn nor overtaken. */
export const release: Rule = (judged) => {
  const { claims, decision } = judged;
  const wanted = 'a revision that was released to this council, and neither withdrawn nor superseded since';
  if (decision === null) return waitsFor('release', wanted, 'decision');
  if ('unknown' in claims.ledger) return waitsFor('release', wanted, 'ledger');
  const revision = `${decision.packet} revision ${decision.revision}`;
  const released = releaseIn(judged.claims);
  if (released === null) {
    return unmet('release', 'packet-unreleased', {
      wanted,
      seen: `${revision} was not released`,
      mend: 'name a revision that the ledger says is released: `countersign packet history <id>`',
    });
  }
  const seen = `${revision}, released by entry ${released.entry}`;
  if (`council/${released.council}` !== claims.pull.base) {
    return unmet('release', 'council-mismatch', {
      wanted,
      seen: `${seen}, to ${released.council}`,
      mend: `open it against council/${released.council}`,
    });
  }
  if (released.withdrawn) {
    const mend = 'nothing is decided about it any more: propose a new revision of the packet';
    return unmet('release', 'packet-withdrawn', { wanted, seen: `${seen}, and withdrawn since`, mend, denies: true });
  }
  if (released.superseded !== null && recordIn(judged.claims)?.concluded == null) {
    return unmet('release', 'packet-superseded', {
      wanted,
      seen: `${seen}; revision ${released.superseded} was released since`,
      mend: `decide about revision ${released.superseded}`,
      denies: true,
    });
  }
  return met('release', wanted, seen);
};

/** The decision names the sealed manifest of that release, and the seal still proves what it is over. */
export const manifest: Rule = (judged) => {
  const { decision } = judged;
  const wanted = 'the digest of the sealed manifest of that release';
  const released = releaseIn(judged.claims);
  if (decision === null || released === null) return waitsFor('manifest', wanted, 'release');
  if ('unknown' in released.manifest) {
    if (!released.manifest.broken) return unreadable('manifest', wanted, released.manifest);
    return unmet('manifest', 'attestation-invalid', {
      wanted: `${wanted}, by a seal that verifies by the rules of now`,
      seen: released.manifest.unknown,
      mend: 'find out what happened to the seal, or to the rules by which it is verified',
    });
  }
  const { known } = released.manifest;
  if (known === decision.manifest) return met('manifest', wanted, known);
  return unmet('manifest', 'manifest-unknown', {
    wanted: `${wanted}: ${known}`,
    seen: decision.manifest,
    mend: `set \`manifest: ${known}\`, if that release is meant`,
  });
};

/** The packet stands here byte for byte as it was released: the options that people sign are those. */
export const releasedBytes: Rule = (judged) => {
  const { claims, packet } = judged;
  const wanted = 'the packet beside it, byte for byte as it was released';
  const released = releaseIn(judged.claims);
  if (released === null) return waitsFor('packet', wanted, 'release');
  if ('unknown' in claims.packet) return unreadable('packet', wanted, claims.packet);
  if (packet?.revision_digest === released.revision_digest) return met('packet', wanted, released.revision_digest);
  return unmet('packet', 'packet-digest-mismatch', {
    wanted: `${wanted}: ${released.revision_digest}`,
    seen: packet?.revision_digest ?? 'no valid packet',
    mend: 'rebase the branch on the council branch; where the packet differs there, find out who changed it',
  });
};

/** A verdict is final: a correction is a decision of its own. */
export const final: Rule = (judged) => {
  const wanted = 'the next decision about this revision';
  const record = recordIn(judged.claims);
  const { decision, claims } = judged;
  if (decision === null || record === null) return waitsFor('final', wanted, 'release');
  const { concluded, expected } = record;
  if (concluded !== null && concluded.pull !== claims.pull.number) {
    return unmet('final', 'decision-final', {
      wanted: `${wanted}: d${expected}`,
      seen: `d${decision.number}, concluded by entry ${concluded.entry}`,
      mend: `propose d${expected}`,
      denies: true,
    });
  }
  if (concluded !== null || decision.number === expected) return met('final', wanted, `d${decision.number}`);
  return unmet('final', 'decision-invalid', {
    wanted: `${wanted}: d${expected}`,
    seen: `d${decision.number}`,
    mend: `name the file r${decision.revision}-d${expected}.yaml and set \`decision: ${expected}\``,
  });
};

/** Of two open pull requests for one decision the older one stands: nobody is to sign one and miss the other. */
export const doubles: Rule = (judged) => {
  const wanted = 'no older open pull request for this decision';
  const others =
    recordIn(judged.claims)
      ?.doubles.map((number) => `#${number}`)
      .join(', ') ?? '';
  if (judged.decision === null) return waitsFor('doubles', wanted, 'decision');
  if (others === '') return met('doubles', wanted, 'none');
  const mend = `close this one, or ${others}`;
  return unmet('doubles', 'proposal-not-eligible', { wanted, seen: others, mend });
};
