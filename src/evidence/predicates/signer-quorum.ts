import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { digest, httpsUrl, line } from '../../document/names.ts';
import { instant } from '../../time/instant.ts';
import { hasBeen } from './in-toto.ts';
import { source } from './own.ts';
import { predicate, short } from './predicate.ts';

const threshold = z
  .int()
  .min(2)
  .max(100)
  .meta({ title: 'a whole number, at least 2', description: 'how many different signers must confirm', examples: [3] });

const signer = z.strictObject({
  identity: line.meta({ description: 'who confirmed', examples: ['gil@acme.example'] }),
  issuer: httpsUrl.meta({ description: 'who says that it is them' }),
});

const confirmation = signer.extend({
  commit: source.shape.commit,
  artifacts: distinct(digest, { min: 1, max: 64 }).meta({ description: 'the artifacts that they confirm' }),
  at: instant,
});

/** The predicate `https://countersign.dev/signer-quorum/v1`. */
export const signerQuorumContent = z.strictObject({
  source,
  threshold,
  confirmations: distinct(confirmation, { min: 1, max: 100, by: 'identity' }).meta({
    description: 'what each signer confirmed: that these artifacts are of this commit',
  }),
});

/** Enough release signers confirmed the same. Nobody counts twice, and one who confirmed something else outweighs them. */
export const signerQuorum = predicate({
  types: { 'https://countersign.dev/signer-quorum/v1': signerQuorumContent },
  demands: z.strictObject({
    threshold,
    signers: distinct(signer, { min: 2, max: 100, by: 'identity' }).meta({
      description: 'the release signers, exactly',
    }),
  }),
  says: (content, { demands, subjects, at }) => {
    const { source, confirmations } = content;
    const needed = Math.max(content.threshold, demands.threshold);
    if (content.threshold < demands.threshold)
      return short(`a threshold of at least ${demands.threshold}`, String(content.threshold));
    for (const { identity, commit, artifacts, at: when } of confirmations) {
      if (!hasBeen(when, at)) return short(`confirmations until ${at}`, `${identity} at ${when}`);
      if (commit !== source.commit)
        return short(`that all confirm commit ${source.commit}`, `${identity} confirmed ${commit}`);
      const confirmed: readonly string[] = [...artifacts, `gitCommit:${commit}`];
      const missing = subjects.find((subject) => !confirmed.includes(subject));
      if (missing !== undefined)
        return short(`that all confirm ${missing}`, `${identity} confirmed ${confirmed.join(', ')}`);
    }
    const counted = confirmations.filter(({ identity, issuer }) =>
      demands.signers.some((known) => known.identity === identity && known.issuer === issuer),
    );
    const names = counted.map(({ identity }) => identity).join(', ');
    if (counted.length < needed)
      return short(`${needed} of the signers that policy names`, names === '' ? 'none of them' : names);
    return [
      `${counted.length} of ${demands.signers.length} release signers, ${needed} needed: ${names}`,
      `for commit ${source.commit}`,
    ];
  },
});
