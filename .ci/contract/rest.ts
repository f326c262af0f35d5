import { Ajv } from 'ajv';
import { child, Description, type Place } from './description.ts';
import type { Answer, Judged } from './judged.ts';

interface Route {
  readonly template: string;
  readonly matcher: RegExp;
}

/** Judges REST answers by https://github.com/octokit/openapi, the description that GitHub publishes of its REST API. */
export function restJudge(): (answer: Answer) => Judged {
  const description = new Description('@octokit/openapi', new Ajv({ strict: false, allErrors: true }));
  const routes = routesOf(description);
  return (answer) => {
    const path = answer.path.replace(/\?.*$/, '').replace(/^\/api\/v3/, '');
    const verb = answer.method.toLowerCase();
    const route = routes.find(({ template, matcher }) => {
      return matcher.test(path) && description.find(['paths', template, verb]) !== undefined;
    });
    if (route === undefined) {
      // GitHub answers 404 to what it does not know; anything else is an operation that only the stand-in has.
      const complaints = answer.status === 404 ? [] : ['GitHub describes no such operation'];
      return { what: `${answer.method} ${path} ${answer.status}`, complaints };
    }
    const operation: Place = ['paths', route.template, verb];
    return {
      what: `${answer.method} ${route.template} ${answer.status}`,
      complaints: against(description, operation, answer),
    };
  };
}

function against(description: Description, operation: Place, answer: Answer): string[] {
  const response = description.find([...operation, 'responses', String(answer.status)]);
  if (response === undefined) {
    // Few operations list all the errors that every operation can answer, such as 401; they share one shape.
    if (answer.status < 400) return [`GitHub describes no status ${answer.status} here`];
    return description.complaints(['components', 'schemas', 'basic-error'], answer.body ?? null);
  }
  if (answer.raw) return [];
  const content = child(response.value, 'content');
  const empty = answer.body === undefined || answer.body === null;
  if (content === undefined) return empty ? [] : ['GitHub describes no body here'];
  if (child(content, 'application/json') === undefined) return ['GitHub describes no JSON here'];
  return description.complaints([...response.place, 'content', 'application/json', 'schema'], answer.body ?? null);
}

/** The most literal routes first, so that `/repos/{owner}/{repo}` does not swallow what has a route of its own. */
function routesOf(description: Description): Route[] {
  const paths = description.find(['paths'])?.value;
  if (paths === undefined || paths === null || typeof paths !== 'object')
    throw new Error('the description has no paths');
  const parameters = (template: string) => template.split('{').length;
  return Object.keys(paths)
    .sort((a, b) => parameters(a) - parameters(b))
    .map((template) => ({ template, matcher: matcherOf(template) }));
}

function matcherOf(template: string): RegExp {
  // These three parameters may hold slashes: they stand for a file, a ref and a pair of refs.
  const pattern = template
    .split(/(\{\w+\})/)
    .map((part) => (/^\{(path|ref|basehead)\}$/.test(part) ? '.+' : /^\{/.test(part) ? '[^/]+' : RegExp.escape(part)))
    .join('');
  return new RegExp(`^${pattern}$`);
}
