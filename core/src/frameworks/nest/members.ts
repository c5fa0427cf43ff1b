import { type ClassShape, lineage, type Machine, type State } from '../../flow/index.ts';
import type { ClassMember } from '../../syntax/facts.ts';
import { type Decorations, decorationsOf } from '../decorators.ts';
import { nestDecorators } from './metadata.ts';

/** A method that a class has, its own or inherited, with the class that declares it. */
export interface Method {
  readonly member: ClassMember;
  readonly owner: Omit<ClassShape, 'k'>;
}

/** The methods of a class; one that is overridden is the class's own. */
export function methodsOf(m: Machine, target: ClassShape): readonly Method[] {
  const found = new Map<string, Method>();
  for (const owner of lineage(m, target))
    for (const member of m.classFacts(owner.file, owner.class)?.members ?? [])
      if (
        !member.static &&
        (member.kind === 'method' || (member.kind === 'field' && member.value?.k === 'function')) &&
        !found.has(member.name)
      )
        found.set(member.name, { member, owner });
  return [...found.values()];
}

/** The function of a method. */
export const functionOf = ({ member }: Method): number | undefined =>
  member.fn ?? (member.value?.k === 'function' ? member.value.fn : undefined);

/** The decorators of a class; those of the classes it extends where it has none of its own, as metadata is inherited. */
export function classDecorations(m: Machine, target: ClassShape, state: State): Decorations {
  const all = lineage(m, target).map(({ file, class: id, frame }) =>
    decorationsOf(m, m.classFacts(file, id)?.decorators ?? [], file, frame, nestDecorators(m), state),
  );
  const list = all.flatMap((decorations, depth) =>
    decorations.list.filter(({ key }) => !all.slice(0, depth).some((nearer) => nearer.list.some((other) => other.key === key))),
  );
  return { list, opaque: all.some((decorations) => decorations.opaque) };
}

/** The decorators of a method. */
export const methodDecorations = (m: Machine, { member, owner }: Method, state: State): Decorations =>
  decorationsOf(m, member.decorators, owner.file, owner.frame, nestDecorators(m), state);
