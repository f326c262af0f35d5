/** What GitHub answered to a person. */
export interface Answered {
  readonly status: number;
  readonly headers: { readonly date?: string };
  readonly data: unknown;
}

/** GitHub said no, in its own words. */
export class RefusedByGitHub extends Error {
  override readonly name = 'RefusedByGitHub';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * A request to the REST API with somebody's own token, by a route such as `GET /repos/{owner}/{repo}`; parameters
 * that the route does not name go into the body. Throws `RefusedByGitHub` for 4xx and 5xx.
 */
export async function requestAs(
  api: { readonly origin: string; readonly token: string },
  route: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<Answered> {
  const [method = 'GET', template = '/'] = route.split(' ');
  const left = new Map(Object.entries(parameters));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(left.get(name));
    left.delete(name);
    return value.split('/').map(encodeURIComponent).join('/');
  });
  const response = await fetch(`${api.origin}/api/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(Object.fromEntries(left)) }),
  });
  const text = await response.text();
  const data: unknown = text === '' ? null : JSON.parse(text);
  if (!response.ok) throw new RefusedByGitHub(response.status, messageOf(data));
  const date = response.headers.get('date');
  return { status: response.status, headers: date === null ? {} : { date }, data };
}

/** GitHub's message, with the details that it gives beside it. */
function messageOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return 'no message';
  const message = 'message' in data ? String(data.message) : 'no message';
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : [];
  const details = errors.map((error: unknown) =>
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error),
  );
  return [message, ...details].join(': ');
}
