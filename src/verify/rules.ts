import type { LoadedRules } from '../policy/rules.ts';
import type { RulesSeen } from './observation/rules.ts';
import type { Read } from './observation.ts';

/** The rules as they were seen. Where they could not be read none load, and there is no problem to name either. */
export function loadedRules(seen: Read<RulesSeen>): LoadedRules {
  return 'read' in seen ? seen.read.loaded : { ok: false, problems: [] };
}
