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
    const path = restPath(answer.path);
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

/** Repositories that moved are answered at `/repositories/<id>`, which the description leaves out. */
function restPath(path: string): string {
  return path
    .replace(/\?.*$/, '')
    .replace(/^\/api\/v3/, '')
    .replace(/^\/repositories\/\d+/, '/repos/owner/name');
}

function against(description: Description, operation: Place, answer: Answer): string[] {
  if (answer.raw) return [];
  const response = description.find([...operation, 'responses', String(answer.status)]);
  const content = response && child(response.value, 'content');
  const body = answer.body ?? null;
  if (content === undefined && answer.status >= 300) {
    // Few operations list what every operation can answer, such as 301 and 401; these share one shape.
    return description.complaints(['components', 'schemas', 'basic-error'], body);
  }
  if (response === undefined) return [`GitHub describes no status ${answer.status} here`];
  if (content === undefined) return body === null ? [] : ['GitHub describes no body here'];
  if (child(content, 'application/json') === undefined) return ['GitHub describes no JSON here'];
  return description.complaints([...response.place, 'content', 'application/json', 'schema'], body);
}

/** The most literal routes first: `/commits/{ref}/status` before `/commits/{ref}`, whose `ref` may hold slashes. */
function routesOf(description: Description): Route[] {
  const paths = description.find(['paths'])?.value;
  if (paths === undefined || paths === null || typeof paths !== 'object')
    throw new Error('the description has no paths');
  const parameters = (template: string) => template.split('{').length;
  const literal = (template: string) => template.replaceAll(/\{\w+\}/g, '').length;
  return Object.keys(paths)
    .sort((a, b) => parameters(a) - parameters(b) || literal(b) - literal(a))
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
