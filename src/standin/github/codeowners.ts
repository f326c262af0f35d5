import { atLeast, permissionOf, teamPermission } from './access.ts';
import { accountByEmail, accountByLogin, organizationByLogin, teamBySlug, teamMembers } from './find.ts';
import type { Oid } from './git/object.ts';
import { entryAt } from './git/tree.ts';
import type { Repository, World } from './world.ts';

const LOCATIONS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const LARGEST = 3 * 1024 * 1024;

/** As `GET /repos/{owner}/{repo}/codeowners/errors` gives it. */
export interface CodeownersError {
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly kind: 'Unknown owner' | 'Invalid owner' | 'Invalid pattern';
  readonly suggestion: string | null;
  readonly message: string;
  readonly path: string;
}
/** A person or a team, with the accounts that may approve for it. */
export interface Owner {
  readonly kind: 'user' | 'team';
  readonly id: number;
  readonly accounts: readonly number[];
}
interface Rule {
  readonly matches: RegExp;
  /** Any one may approve. Empty: the line takes ownership away. */
  readonly owners: readonly Owner[];
}
export interface Codeowners {
  readonly path: string;
  readonly errors: readonly CodeownersError[];
  /** Who owns the path by the last line that matches; empty when nobody has to be asked. */
  ownersOf(path: string): readonly Owner[];
}

/**
 * The CODEOWNERS file of a commit ("About code owners"). A line that GitHub finds invalid is skipped, which leaves
 * its paths to an earlier line: GitHub fails open here, and so does this. `undefined`: no file, or one too large.
 */
export function codeownersAt(world: World, repository: Repository, commit: Oid): Codeowners | undefined {
  const { objects } = repository.git;
  const tree = objects.commit(commit)?.tree;
  if (tree === undefined) return undefined;
  for (const path of LOCATIONS) {
    const entry = entryAt(objects, tree, path);
    const bytes = entry === undefined ? undefined : objects.blob(entry.oid);
    if (bytes === undefined) continue;
    return bytes.length > LARGEST ? undefined : parse(world, repository, path, bytes.toString('utf8'));
  }
  return undefined;
}

function parse(world: World, repository: Repository, path: string, text: string): Codeowners {
  const rules: Rule[] = [];
  const errors: CodeownersError[] = [];
  for (const [index, source] of text.split('\n').entries()) {
    const [pattern, ...owners] = source
      .replace(/(^|\s)#.*$/, '')
      .split(/\s+/)
      .filter((word) => word !== '');
    if (pattern === undefined) continue;
    const wrong = (kind: CodeownersError['kind'], word: string, message: string) =>
      errors.push({ line: index + 1, column: source.indexOf(word) + 1, source, kind, suggestion: null, message, path });
    if (/^!|[[\]]|^\\#/.test(pattern)) {
      wrong('Invalid pattern', pattern, `Invalid pattern on line ${index + 1}: \`${pattern}\` is not supported`);
      continue;
    }
    const invalid = owners.find((owner) => !/^@[\w-]+(\[bot\])?(\/[\w.-]+)?$|^[^@\s]+@[^@\s]+$/.test(owner));
    if (invalid !== undefined) {
      wrong(
        'Invalid owner',
        invalid,
        `Invalid owner on line ${index + 1}: \`${invalid}\` is not a user, team or email`,
      );
      continue;
    }
    const known = owners.map((owner) => resolveOwner(world, repository, owner));
    for (const [at, owner] of owners.entries()) {
      if (known[at] !== undefined) continue;
      const advice = owner.includes('/')
        ? `make sure the team ${owner} exists, is publicly visible, and has write access to the repository`
        : `make sure ${owner} exists and has write access to the repository`;
      wrong('Unknown owner', owner, `Unknown owner on line ${index + 1}: ${advice}`);
    }
    if (owners.length > 0 && known.every((owner) => owner === undefined)) continue;
    rules.push({ matches: patternToRegExp(pattern), owners: known.filter((owner) => owner !== undefined) });
  }
  return { path, errors, ownersOf: (file) => rules.findLast((rule) => rule.matches.test(file))?.owners ?? [] };
}

/** Whom a word of the file means; `undefined` when GitHub calls the owner unknown. */
function resolveOwner(world: World, repository: Repository, owner: string): Owner | undefined {
  if (owner.startsWith('@') && owner.includes('/')) {
    const [org = '', slug = ''] = owner.slice(1).split('/');
    const organization = organizationByLogin(world, org);
    const team = organization && teamBySlug(world, organization.id, slug);
    if (team === undefined || team.privacy === 'secret') return undefined;
    // The team itself must have write, even when each of its members already does.
    if (!atLeast(teamPermission(world, repository, team), 'write')) return undefined;
    return { kind: 'team', id: team.id, accounts: [...teamMembers(world, team).keys()] };
  }
  const found = owner.startsWith('@') ? accountByLogin(world, owner.slice(1)) : accountByEmail(world, owner);
  if (found?.type !== 'User' || !atLeast(permissionOf(world, repository, found.id), 'write')) return undefined;
  return { kind: 'user', id: found.id, accounts: [found.id] };
}

/** gitignore's patterns less `!`, `[ ]` and `\#`; `dir/*` is the direct children only. */
function patternToRegExp(pattern: string): RegExp {
  const body = pattern.replace(/^\//, '').replace(/\/$/, '');
  const anchored = pattern.startsWith('/') || body.includes('/');
  const source = body.replace(/\/\*\*$|^\*\*\/|\/\*\*\/|\\.|\*+|[?.+^${}()|]/g, (token) => {
    if (token === '/**') return '/.+';
    if (token === '**/') return '(?:.+/)?';
    if (token === '/**/') return '/(?:.+/)?';
    if (token.startsWith('*')) return '[^/]*';
    return token === '?' ? '[^/]' : `\\${token.at(-1)}`;
  });
  const within = pattern.endsWith('/') ? '/.+' : body === '*' && anchored ? '' : body.endsWith('/*') ? '' : '(?:/.+)?';
  return new RegExp(`^${anchored ? '' : '(?:.+/)?'}${source}${within}$`, 'u');
}
