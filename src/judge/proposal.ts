import type { Claims } from '../claims/claims.ts';
import { kindOf } from '../claims/kind.ts';
import type { Branch } from '../finding/finding.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { judgeDecision } from './decision.ts';
import { judgePacket } from './packet.ts';
import { judgePolicy } from './policy.ts';
import { judgeSync } from './sync.ts';

/** Judges a pull request by the rules for what it proposes. What is nobody's here is held as a packet would be. */
export function judge(claims: Claims, rules: LoadedRules): Branch {
  switch (kindOf(claims)) {
    case 'policy':
      return judgePolicy(claims, rules);
    case 'sync':
      return judgeSync(claims, rules);
    case 'decision':
      return judgeDecision(claims, rules);
    case 'packet':
    case 'other':
      return judgePacket(claims, rules);
  }
}
