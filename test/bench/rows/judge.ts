import type { Claims } from '../../../src/claims/claims.ts';
import { outcome } from '../../../src/finding/finding.ts';
import { judgePacket } from '../../../src/judge/packet.ts';
import { reference } from '../../../src/rehearse/stage/reference.ts';
import { approval, claimsWith, packet } from '../../judge/claims.ts';
import type { Measurement } from '../figure.ts';

const SECONDS = 3;

/** How many findings one core makes in a second, on a large pull request by the reference policies. */
export const judgeThroughput: Measurement = async () => {
  const rules = { ok: true, rules: reference().rules } as const;
  const claims = largeClaims();
  const found = outcome(judgePacket(claims, rules));
  if (found !== 'go') throw new Error(`expected the sample to be judged to the end, seen ${found}`);
  let findings = 0;
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    for (let each = 0; each < 100; each++) judgePacket(claims, rules);
    findings += 100;
  }
  const measured = (findings * 1000) / (performance.now() - began);
  const what = 'findings of `judge`: 10 reviews, 50 files, 20 commits, one core';
  return [{ what, unit: 'findings/s', measured, beside: { what: 'aim', value: 20_000 }, better: 'more' }];
};

/** Both owners approved; eight more reviews are looked at and set aside. */
function largeClaims(): Claims {
  const { pull } = claimsWith();
  const others = Array.from({ length: 8 }, (_, index) => approval(`outsider-${index}`, 5000 + index, { person: null }));
  const files = Array.from({ length: 50 }, (_, index) => ({
    name: `evidence/${index}.txt`,
    sha256: packet.revision_digest,
    bytes: 2000,
  }));
  return claimsWith({
    pull: { ...pull, commits: 20, files: 50, reviews: 10 },
    packet: { known: { valid: true, facts: { ...packet, files } } },
    opinions: { known: [approval('ann', 1001), approval('ben', 1002), ...others] },
  });
}
