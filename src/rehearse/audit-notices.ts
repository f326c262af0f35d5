import type { Breach } from './audit.ts';
import type { Stage } from './stage/stage.ts';
import { toldOn } from './stage/told.ts';

/** Whoever was told of a release is in the audience that owners approved, and could know from whom it came. */
export function auditNotices(stage: Stage): Breach[] {
  return toldOn(stage).flatMap(({ channel, to, packet, revision, signed }) => {
    const release = stage.record.entries.find(
      ({ kind, body }) => kind === 'released' && body.packet === packet && body.revision === revision,
    );
    const { repositories, webhooks = [] } =
      release?.kind === 'released' ? release.body.audience : { repositories: [], webhooks: [] };
    const seen = `${channel} of ${packet} revision ${revision} to ${to}${signed ? '' : ', unsigned'}`;
    const isAddressed = [...repositories, ...webhooks].includes(to);
    return isAddressed && signed ? [] : [{ expected: 'signed notices to the audience of a release only', seen }];
  });
}
