import { anything, findString, type Machine } from '../../flow/index.ts';
import type { Decoration } from '../decorators.ts';

/** A field of the schema's Query, Mutation or Subscription. Fields of other types are reached through one of them. */
export interface Field {
  readonly kind: 'QUERY' | 'MUTATION' | 'SUBSCRIPTION';
  readonly name: string;
  readonly by: Decoration;
}

const kinds = { Query: 'QUERY', Mutation: 'MUTATION', Subscription: 'SUBSCRIPTION' } as const;

/** `@Query('users')`, `@Query(() => [User], { name: 'users' })`, or by the name of the method. */
export function fieldOf(m: Machine, method: string, decorations: readonly Decoration[]): Field | undefined {
  for (const by of decorations) {
    for (const [name, kind] of Object.entries(kinds)) {
      if (by.key !== `@nestjs/graphql#${name}`) continue;
      const given = by.args.flatMap((arg) => {
        const [shape] = arg.shapes;
        const option = shape?.k === 'object' ? m.getField(shape.id, 'name', m.base) : undefined;
        return findString(arg) ?? findString(option ?? anything) ?? [];
      });
      return { kind, name: given[0] ?? method, by };
    }
  }
  return undefined;
}
