import { InvalidArgumentError } from 'commander';

/** A repository as it is named in an argument. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** Reads `owner/name`; throws commander's error for anything else. */
export function repositoryName(value: string): RepositoryName {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(value) ?? [];
  if (!owner || !name) throw new InvalidArgumentError('expected `owner/name`');
  return { owner, name };
}
