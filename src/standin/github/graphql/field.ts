import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLTypeResolver } from 'graphql';
import type { Viewer, World } from '../world.ts';
import type { Size } from './limits.ts';
import type { Spent } from './meter.ts';
import { notModelled } from './refusal.ts';

/** What every field may look at: the world, who asks, how large the whole query is and what was spent with it. */
export interface Asked {
  readonly world: World;
  readonly viewer: Viewer;
  readonly size: Size;
  readonly spent: Spent;
}

/**
 * How a GitHub type answers its fields, from a record of the world. A field that is not listed is not modelled. The
 * arguments were coerced by GitHub's schema, so a field may name the shape it expects.
 */
export type Fields<Source> = Readonly<Record<string, Answer<Source>>>;
type Answer<Source> = {
  answer(source: Source, args: object, asked: Asked, info: GraphQLResolveInfo): unknown;
}['answer'];

/** A value of an interface or a union, which cannot be told by its record alone. */
export class Typed {
  readonly type: string;
  readonly source: unknown;
  constructor(type: string, source: unknown) {
    this.type = type;
    this.source = source;
  }
}

export const typeOf: GraphQLTypeResolver<unknown, Asked> = (value, _asked, info) => {
  if (value instanceof Typed) return value.type;
  throw new TypeError(`a value of \`${info.parentType.name}.${info.fieldName}\` does not say its type`);
};

/** Looks the field up under its type's name, so that nothing is resolved that was not asked for. */
export function resolver(fieldsOf: (type: string) => Fields<never> | undefined): GraphQLFieldResolver<unknown, Asked> {
  return (source, args, asked, info) => {
    const type = info.parentType.name;
    const answer = fieldsOf(type)?.[info.fieldName];
    if (answer === undefined) throw notModelled(`\`${type}.${info.fieldName}\``);
    return answer((source instanceof Typed ? source.source : source) as never, args, asked, info);
  };
}

/** Fields that the record has under their own names. */
export function own<Source extends object>(...names: readonly (keyof Source & string)[]): Fields<Source> {
  return Object.fromEntries(names.map((name) => [name, (source: Source) => source[name]]));
}
