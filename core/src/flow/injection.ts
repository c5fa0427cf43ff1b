import { type ClassMember, type Expression, noBinding, type TypeFacts } from '../syntax/facts.ts';
import { lineage } from './bases.ts';
import { initialise, newInstance } from './classes.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import { readMember } from './objects.ts';
import type { State } from './state.ts';
import { anything, type Frame, type Shape, type Value } from './value.ts';

/** A class of the workspace. */
export type ClassShape = Extract<Shape, { k: 'class' }>;

/** What a constructor's parameter, or a field that its container fills, asks for. */
export interface Wanted {
  readonly type: TypeFacts | undefined;
  readonly decorators: readonly Expression[];
  readonly file: string;
  readonly frame: Frame;
}

/** What a container gives for a wish; undefined leaves it to the declared type. */
export type Container = (wanted: Wanted) => Value | undefined;

/**
 * The one instance of a class that a dependency-injection container makes: constructor parameters are instances of the
 * classes that they are declared to be. Each instance is a unit of the setup, made when it is first asked for.
 */
export function injectedInstance(m: Machine, target: ClassShape, container: Container): Value {
  const made = target.frame.fn === 0 ? '' : `@${target.frame.id}`;
  const key = `instance ${target.file}${made} ${target.class}`;
  const cell = `i${key}:self`;
  if (!m.ledger.has(key))
    m.runUnit(key, () => {
      const self = newInstance(m, target, m.base);
      m.base.store.set(cell, self);
      fill(m, target, self, container);
    });
  m.reads?.units.add(key);
  return m.base.store.get(cell) ?? anything;
}

function fill(m: Machine, target: ClassShape, self: Value, container: Container): void {
  const at = { file: target.file, start: 0, end: 0 };
  initialise(
    m,
    target,
    self,
    {
      args: constructorWishes(m, target).map((wanted) => given(m, wanted, container)),
      expressions: [],
      receiver: undefined,
      at,
      nameAt: at,
      name: 'constructor',
      activation: undefined,
      open: true,
      construct: true,
    },
    m.base,
  );
  const [shape] = self.shapes;
  if (shape?.k !== 'object') return;
  for (const { member, file, frame } of decoratedFields(m, target)) {
    const value = given(m, { type: member.type, decorators: member.decorators, file, frame }, container);
    if (value.shapes.length > 0) m.setField(shape.id, member.name, value, m.base);
  }
}

/** The parameters of the nearest constructor. */
function constructorWishes(m: Machine, target: ClassShape): readonly Wanted[] {
  for (const { file, class: id, frame } of lineage(m, target)) {
    const fn = m.classFacts(file, id)?.members.find((member) => member.kind === 'constructor')?.fn;
    if (fn === undefined) continue;
    const params = m.program.facts(file)?.functions[fn]?.params ?? [];
    return params.map(({ type, decorators }) => ({ type, decorators, file, frame }));
  }
  return [];
}

/** Fields without a value that a decorator may fill: `@Inject() private readonly users: UsersService`. */
function decoratedFields(m: Machine, target: ClassShape): readonly { member: ClassMember; file: string; frame: Frame }[] {
  return lineage(m, target).flatMap(({ file, class: id, frame }) =>
    (m.classFacts(file, id)?.members ?? []).flatMap((member) =>
      member.kind === 'field' && !member.static && member.value === undefined && member.decorators.length > 0
        ? [{ member, file, frame }]
        : [],
    ),
  );
}

function given(m: Machine, wanted: Wanted, container: Container): Value {
  const supplied = container(wanted);
  if (supplied !== undefined) return supplied;
  const declared = findClass(m, wanted.type, wanted.file, wanted.frame, m.base);
  if (declared !== undefined) return injectedInstance(m, declared, container);
  return m.annotated(wanted.type, wanted.file) ?? anything;
}

/** The class of the workspace that a type names. */
function findClass(m: Machine, type: TypeFacts | undefined, file: string, frame: Frame, state: State): ClassShape | undefined {
  const value = typeValue(m, type, file, frame, state);
  return value?.shapes.find((shape) => shape.k === 'class');
}

/** The value that the name of a type has where code runs: its class, or what a package exports under it. */
export function typeValue(m: Machine, type: TypeFacts | undefined, file: string, frame: Frame, state: State): Value | undefined {
  if (type?.t !== 'name' || type.binding === noBinding) return undefined;
  const binding = m.program.facts(file)?.bindings[type.binding];
  if (binding === undefined || binding.kind === 'type') return undefined;
  const [, ...members] = type.name.split('.');
  const at = { file, start: binding.start, end: binding.end };
  return members.reduce((value, name) => readMember(m, value, name, at, state), m.readBinding(binding, type.binding, frame, state));
}

/** The value of a decorator or another expression of a class, where the class stands. */
export function evaluateInClass(m: Machine, e: Expression, frame: Frame, state: State): Value {
  return evaluate(m, e, { frame, exits: [], loops: [] }, state);
}
