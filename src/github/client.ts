import { z } from 'zod';
import { withoutSecrets } from '../document/secret.ts';
import { cut } from '../document/text.ts';

/** The one door to GitHub's API that observing and acting share: an Octokit's `request`, bound to one installation. */
export interface GitHub {
  request(route: string, parameters?: Record<string, unknown>): Promise<Answer>;
}
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/** What GitHub said instead of an answer, as far as it said something; `waitMs` is how long it asks to wait. */
interface Why extends ErrorOptions {
  readonly status?: number | undefined;
  readonly waitMs?: number | undefined;
}

/** GitHub did not answer what was asked. Nothing follows from it but a hold and another look. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly code = 'upstream-unavailable';
  readonly status: number | undefined;
  /** Whether GitHub judged what was asked and said no: 4xx but for a limit of requests. */
  readonly refused: boolean;
  /** Milliseconds to wait before asking again, when GitHub named them. */
  readonly waitMs: number | undefined;

  constructor(what: string, { status, waitMs, ...options }: Why = {}) {
    // GitHub may quote what it was asked with.
    super(withoutSecrets(what), options);
    this.status = status;
    this.refused = status !== undefined && status >= 400 && status < 500 && status !== 429;
    this.waitMs = waitMs;
  }
}

/** A GraphQL answer with its errors, and the instant of GitHub's `Date` header. */
export interface GraphqlAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
  readonly at: Date;
}
const graphqlError = z.object({
  message: z.string(),
  type: z.string().optional(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type GraphqlError = z.infer<typeof graphqlError>;
const graphqlBody = z.object({ data: z.unknown().optional(), errors: z.array(graphqlError).optional() });

/** Sends one request; throws `Unanswered` for everything that is not a 2xx. */
export async function ask(github: GitHub, route: string, parameters: Record<string, unknown> = {}): Promise<Answer> {
  try {
    return await github.request(route, parameters);
  } catch (error) {
    throw unanswered(route, error);
  }
}

/**
 * Sends a GraphQL document by `POST /graphql`, since `octokit.graphql` hides the `Date` header. Errors come back with
 * HTTP 200 and are the caller's to judge; a rate limit is `Unanswered` however it is dressed.
 */
export async function askGraphql(
  github: GitHub,
  query: string,
  variables: Record<string, unknown>,
): Promise<GraphqlAnswer> {
  const answer = await ask(github, 'POST /graphql', { query, variables });
  const body = graphqlBody.safeParse(answer.data);
  const at = new Date(String(answer.headers.date));
  if (!body.success || Number.isNaN(at.getTime()))
    throw new Unanswered('a GraphQL answer without data or date', { status: answer.status });
  const errors = body.data.errors ?? [];
  if (errors.some((error) => error.type === 'RATE_LIMITED')) {
    throw new Unanswered('GitHub limits the rate of GraphQL requests', { status: 429, waitMs: waitOf(answer.headers) });
  }
  return { data: body.data.data, errors, at };
}

/** Asks by GraphQL for the whole of a shape: an answer in part is none. Throws `Unanswered`, which names `what`. */
export async function askWhole<T>(
  github: GitHub,
  what: string,
  query: string,
  variables: Record<string, unknown>,
  shape: z.ZodType<T>,
): Promise<T> {
  const { data, errors } = await askGraphql(github, query, variables);
  if (errors[0]) throw new Unanswered(`${what}: ${errors[0].message}`);
  return expectShape(shape, what, data);
}

/** Parses an answer of GitHub's; what does not have the described shape is as good as unanswered. */
export function expectShape<T>(schema: z.ZodType<T>, what: string, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Unanswered(`${what}: unexpected answer at ${issue?.path.join('.') || 'its root'}: ${issue?.message}`);
}

const MINUTE_MS = 60_000;
const failure = z.object({
  status: z.number().optional(),
  message: z.string().optional(),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])) }).optional(),
});

/** Why there is no answer, from what a request threw. */
export function unanswered(route: string, error: unknown): Unanswered {
  if (error instanceof Unanswered) return error;
  const seen = failure.safeParse(error);
  if (!seen.success) return new Unanswered(`${route}: no answer`, { cause: error });
  const { status, message, response } = seen.data;
  // Octokit gives a failed connection the status 500 and no response: it is not an answer.
  const answered = response === undefined ? undefined : status;
  const limited = answered === 429 || (answered === 403 && /rate limit|abuse/i.test(message ?? ''));
  const waitMs = response && limited ? waitOf(response.headers) : undefined;
  const what = `${route.split('?')[0]}: ${answered ?? 'no answer'}: ${firstLine(message ?? 'no message')}`;
  return new Unanswered(what, { status: limited ? 429 : answered, waitMs, cause: error });
}

function waitOf(headers: Answer['headers']): number {
  return askedToWait(headers) ?? MINUTE_MS;
}

/**
 * How many milliseconds GitHub asks to wait: `retry-after`, else until `x-ratelimit-reset` when nothing remains;
 * undefined where it asks for nothing, and a limit is then to be waited for by the minute (docs.github.com, "Rate limits
 * for the REST API"). Measured against GitHub's own `date`, never the local clock.
 */
export function askedToWait(headers: Answer['headers']): number | undefined {
  const after = Number(headers['retry-after']);
  if (Number.isFinite(after) && after > 0) return after * 1000;
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  const now = new Date(String(headers.date)).getTime();
  return String(headers['x-ratelimit-remaining']) === '0' && reset > now ? reset - now : undefined;
}

function firstLine(text: string): string {
  return cut(text.split('\n')[0] ?? '', 200);
}
