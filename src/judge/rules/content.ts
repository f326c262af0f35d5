import { compareInstants } from '../../time/instant.ts';
import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** Options only of the kinds that the council decides about, none of which is over before it can be chosen. */
export const options: Rule = ({ packet, council }) => {
  const wanted = 'only options of kinds that the council decides about';
  if (packet === null || council === null) return waitsFor('options', wanted, 'packet and policy');
  const allowed: readonly string[] = council.option_kinds;
  const foreign = packet.options.filter(({ kind }) => !allowed.includes(kind));
  if (foreign.length > 0) {
    return unmet('options', 'packet-invalid', {
      wanted: `${wanted}: ${allowed.join(', ')}`,
      seen: foreign.map(({ id, kind }) => `${id} (${kind})`).join(', '),
      mend: 'take these options out, or propose the packet to a council that decides about them',
    });
  }
  const { closes } = packet.window;
  const early = packet.options.filter(({ expires }) => compareInstants(expires, closes) < 0);
  if (early.length > 0) {
    return unmet('options', 'window-invalid', {
      wanted: `options that can be chosen until the review window closes at ${closes}`,
      seen: early.map(({ id, expires }) => `${id}, which expires at ${expires}`).join(', '),
      mend: 'let them expire later, or the review window close earlier',
    });
  }
  return met('options', wanted, packet.options.map(({ id, kind }) => `${id} (${kind})`).join(', '));
};

/** What must not be done stays visible: every course of action that the council wants named is named. */
export const blockedPaths: Rule = ({ packet, council }) => {
  const wanted = 'every blocked path that the council requires, each in words of its own';
  if (packet === null || council === null) return waitsFor('blocked-paths', wanted, 'packet and policy');
  const named = packet.blocked_paths.map(({ id }) => id);
  const missing = council.blocked_paths.filter((id) => !named.includes(id));
  if (missing.length === 0) return met('blocked-paths', wanted, named.join(', '));
  return unmet('blocked-paths', 'blocked-paths-missing', {
    wanted: `${wanted}: ${council.blocked_paths.join(', ')}`,
    seen: `without ${missing.join(', ')}`,
    mend: `add ${missing.join(', ')} to \`blocked_paths\` in packet.yaml`,
  });
};

/** Nobody beyond the recipients that the council's policy allows. */
export const audience: Rule = ({ packet, council }) => {
  const wanted = "recipients of the council's audience only, the council itself among them";
  if (packet === null || council === null) return waitsFor('audience', wanted, 'packet and policy');
  const { repositories, teams, webhooks } = packet.audience;
  const endpoints = (council.audience.webhooks ?? []).map(({ id }) => `webhook ${id}`);
  const named = [...council.audience.repositories, ...council.audience.teams].map(({ name }) => name);
  const allowed = new Set([...named, ...endpoints]);
  const asked = [...repositories, ...teams, ...(webhooks ?? []).map((id) => `webhook ${id}`)];
  const foreign = asked.filter((name) => !allowed.has(name));
  const { name, mention } = council.council_repository;
  const left = [name, ...(council.audience.teams.some((team) => team.name === mention) ? [mention] : [])];
  const missing = left.filter((recipient) => !asked.includes(recipient));
  if (foreign.length === 0 && missing.length > 0) {
    return unmet('audience', 'audience-mismatch', {
      wanted: `the council's own repository and team, to whom it is delivered: ${left.join(', ')}`,
      seen: `without ${missing.join(', ')}`,
      mend: `add ${missing.join(', ')} to \`audience\``,
    });
  }
  if (foreign.length === 0 && webhooks === undefined && endpoints.length > 0) {
    return unmet('audience', 'audience-mismatch', {
      wanted: `which of the council's endpoints are told: ${endpoints.join(', ')}`,
      seen: 'nothing said about them',
      mend: 'add `webhooks` to `audience`, a list of their ids, or `webhooks: []` for none',
    });
  }
  if (foreign.length === 0) return met('audience', wanted, asked.join(', '));
  return unmet('audience', 'audience-mismatch', {
    wanted: `${wanted}: ${[...allowed].join(', ')}`,
    seen: foreign.join(', '),
    mend: `take ${foreign.join(', ')} out of \`audience\``,
  });
};
