import { Refused } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { World } from '../world.ts';
import type { Harm } from './faults.ts';

/** A refusal as REST shows it. */
export function refusalAnswer(world: World, { status, message, errors }: Refused): Answer {
  const documentation_url = `${world.origin}/rest`;
  return { status, body: { message, ...(errors && { errors }), documentation_url, status: String(status) } };
}

/** What GitHub's front door says when what is behind it does not answer. */
export function badGateway(): Answer {
  return { status: 502, body: { message: 'Server Error' } };
}

/** What a rehearsal has it say: what it refuses it explains, what fails it does not. */
export function harmfulAnswer(
  world: World,
  { status, message = 'Server Error' }: Extract<Harm, { kind: 'answer' }>,
): Answer {
  return status < 500 ? refusalAnswer(world, new Refused(status, message)) : { status, body: { message } };
}

/** "Rate limits for the REST API": the hour's limit names its reset; a secondary one may name a wait, or nothing. */
export function limited(world: World, path: string, harm: Extract<Harm, { kind: 'limit' }>): Answer {
  const seconds = harm.seconds ?? 60;
  if (harm.limit === 'primary') {
    const reset = String(Math.floor(world.clock.now() / 1000) + seconds);
    const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const message = `API rate limit exceeded for installation ID ${world.app.id}.`;
    // GraphQL says so in an answer of status 200.
    if (path === '/graphql') return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] }, headers };
    return { ...refusalAnswer(world, new Refused(harm.status, message)), headers };
  }
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const headers = harm.seconds === undefined ? {} : { 'retry-after': String(seconds) };
  return { ...refusalAnswer(world, new Refused(harm.status, message)), headers };
}
