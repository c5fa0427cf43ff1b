import {
  type ClassShape,
  type Container,
  type Exit,
  injectedInstance,
  isStrong,
  lineage,
  type Machine,
  readMember,
  type State,
  settle,
  shaped,
  type Value,
} from '../flow/index.ts';
import type { Location } from '../model/index.ts';
import type { ClassMember } from '../syntax/facts.ts';
import { type Decorations, type DecoratorKinds, decorationsOf } from './decorators.ts';
import type { Step } from './framework.ts';

/** Classes whose decorated methods are routes. */

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
export const methodFunction = ({ member }: Method): number | undefined =>
  member.fn ?? (member.value?.k === 'function' ? member.value.fn : undefined);

/** The decorators of a class; those of the classes it extends where it has none of its own of the kind. */
export function decorationsOfClass(m: Machine, target: ClassShape, kinds: DecoratorKinds, state: State): Decorations {
  const all = lineage(m, target).map(({ file, class: id, frame }) =>
    decorationsOf(m, m.classFacts(file, id)?.decorators ?? [], file, frame, kinds, state),
  );
  const list = all.flatMap((decorations, depth) =>
    decorations.list.filter(({ key }) => !all.slice(0, depth).some((nearer) => nearer.list.some((other) => other.key === key))),
  );
  return { list, opaque: all.some((decorations) => decorations.opaque) };
}

/** The decorators of a method. */
export const decorationsOfMethod = (m: Machine, { member, owner }: Method, kinds: DecoratorKinds, state: State): Decorations =>
  decorationsOf(m, member.decorators, owner.file, owner.frame, kinds, state);

/** The classes that a file declares at its top level. */
export function classesOf(m: Machine, file: string): readonly ClassShape[] {
  const facts = m.program.facts(file);
  const frame = m.moduleFrame(file);
  if (facts === undefined || frame === undefined) return [];
  return (facts.functions[0]?.body ?? []).flatMap((statement): readonly ClassShape[] =>
    statement.s === 'class' ? [{ k: 'class', file, class: statement.class, frame }] : [],
  );
}

/** The class and the method that a route leads to. */
export interface Target {
  /** The controller itself, which may inherit the method. */
  readonly of: ClassShape;
  readonly method: Method;
}

/** Where the handler of a route is a method of an instance: of which class, and which of its methods. */
export function targetOf(m: Machine, step: Step | undefined): Target | undefined {
  const [shape] = step?.value.shapes ?? [];
  const [self] = shape?.k === 'closure' ? (shape.closure.self?.shapes ?? []) : [];
  const own = self?.k === 'object' ? m.info(self.id).class : undefined;
  if (own === undefined || step === undefined) return undefined;
  const of = { k: 'class', ...own } as const;
  const method = methodsOf(m, of).find(({ member }) => member.name === step.name);
  return method === undefined ? undefined : { of, method };
}

/** The method of that name of a class's instance, or of an object, as a value. */
export function memberOf(m: Machine, value: Value, name: string, container: Container, at: Location, state: State): Value | undefined {
  const [shape] = value.shapes;
  const self = shape?.k === 'class' ? injectedInstance(m, shape, container) : shape?.k === 'object' ? shaped(shape) : undefined;
  if (self === undefined) return undefined;
  const member = readMember(m, self, name, at, state, true);
  return member.shapes.some((one) => one.k === 'closure') ? member : undefined;
}

/** What a handler returns is the answer, unless it has refused the caller by then: `return response.status(401).end()`. */
export function tellAnswer(m: Machine, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  settle(exit.value, here);
  if (here.refused !== undefined) return;
  m.listener?.({ kind: 'answer', status: undefined, at: exit.at ?? step.at, proven: isStrong(here.proof) });
}

/** A call by the framework. */
export const bareCall = (at: Location) => ({
  args: [],
  expressions: [],
  receiver: undefined,
  at,
  nameAt: at,
  name: '',
  activation: undefined,
  open: true,
  construct: false,
});
