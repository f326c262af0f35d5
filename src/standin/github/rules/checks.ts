import type { Repository, StatusChecksRule } from '../world.ts';

/**
 * The required checks that this commit has not passed. The latest run of a name counts; where the rule names an App,
 * only that App's runs do, so that nobody else can answer for it. Neutral and skipped runs pass.
 */
export function failingChecks(repository: Repository, rule: StatusChecksRule, sha: string): string[] {
  return rule.required_status_checks.flatMap(({ context, integration_id }) => {
    const latest = repository.runs.findLast(
      (run) =>
        run.headSha === sha && run.name === context && (integration_id === undefined || run.app === integration_id),
    );
    if (latest === undefined) return [`Required status check "${context}" is expected.`];
    if (latest.status !== 'completed') return [`Required status check "${context}" is in progress.`];
    const passed = ['success', 'neutral', 'skipped'].includes(latest.conclusion ?? '');
    return passed ? [] : [`Required status check "${context}" is failing.`];
  });
}
