import type { Location } from '../model/index.ts';
import type { ClassId, Expression } from '../syntax/facts.ts';
import type { Activation } from './activation.ts';
import { libraryBase, packageBase, superClass } from './bases.ts';
import { type Call, callValue, evaluateArgs, invoke, namePlace } from './calls.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import { writeMember } from './objects.ts';
import { render } from './render.ts';
import type { State } from './state.ts';
import { anything, type Shape, shaped, undefinedValue, type Value } from './value.ts';

export function evaluateNew(m: Machine, e: Extract<Expression, { k: 'new' }>, a: Activation, state: State): Value {
  const callee = evaluate(m, e.callee, a, state);
  const { args, expressions, open } = evaluateArgs(m, e.args, a, state);
  const at: Location = { file: a.frame.file, start: e.start, end: e.end };
  return callValue(
    m,
    callee,
    {
      args,
      expressions,
      receiver: undefined,
      at,
      nameAt: namePlace(e.callee, at),
      name: `new ${render(e.callee)}`,
      activation: a,
      open,
      construct: true,
    },
    state,
  );
}

/** The class where it is declared: its static fields and blocks run in order, with the class as `this`. */
export function defineClass(m: Machine, id: ClassId, a: Activation, state: State): Value {
  m.keepAlive(a.frame);
  const { file } = a.frame;
  const self = shaped({ k: 'class', file, class: id, frame: a.frame });
  for (const member of m.classFacts(file, id)?.members ?? []) {
    if (member.kind === 'field' && member.static && member.value !== undefined) {
      const inner: Activation = { ...a, frame: { ...a.frame, self } };
      writeMember(m, self, member.name, evaluate(m, member.value, inner, state), state);
    } else if (member.kind === 'static-block' && member.fn !== undefined) {
      const at: Location = { file, start: member.start, end: member.end };
      invoke(m, { closure: { file, fn: member.fn, frame: a.frame, self }, args: [], at, state });
    }
  }
  return self;
}

/** `new C(…)` of a class of the workspace. */
export function construct(m: Machine, target: Extract<Shape, { k: 'class' }>, call: Call, state: State): Value {
  const self = newInstance(m, target, state);
  initialise(m, target, self, call, state);
  return self;
}

/** An instance whose constructor has not run yet. */
export function newInstance(m: Machine, target: Extract<Shape, { k: 'class' }>, state: State): Value {
  const key = libraryBase(m, target, state);
  const id = m.newObject({
    kind: 'instance',
    open: key !== undefined,
    class: { file: target.file, class: target.class, frame: target.frame },
    ...(key !== undefined && { key }),
  });
  return shaped({ k: 'object', id });
}

/** Runs field initialisers and the constructor of a class on an instance; base classes when `super()` is called or by default. */
export function initialise(
  m: Machine,
  target: { file: string; class: number; frame: Activation['frame'] },
  self: Value,
  call: Call,
  state: State,
  depth = 0,
): void {
  const facts = m.classFacts(target.file, target.class);
  if (facts === undefined || depth > 8) return;
  const ctor = facts.members.find((member) => member.kind === 'constructor');
  const base = superClass(m, target, state);
  if (ctor === undefined && base !== undefined) initialise(m, base, self, call, state, depth + 1);
  const [shape] = self.shapes;
  if (shape?.k !== 'object') return;
  const a: Activation = { frame: m.newFrame(target.file, target.frame.fn, target.frame.parent, self), exits: [], loops: [] };
  for (const member of facts.members) {
    if (member.static || member.kind !== 'field') continue;
    const inner: Activation = { ...a, frame: { ...target.frame, self } };
    const value =
      member.value === undefined ? (m.annotated(member.type, target.file) ?? undefinedValue) : evaluate(m, member.value, inner, state);
    m.setField(shape.id, member.name, value, state);
  }
  if (ctor?.fn === undefined) return;
  for (const field of ctor.parameterFields ?? []) {
    const param = m.program.facts(target.file)?.functions[ctor.fn]?.params[field.index];
    const fallback = param?.pattern.p === 'default' ? evaluate(m, param.pattern.value, a, state) : anything;
    const given = call.args[field.index] ?? fallback;
    const declared = given.shapes.length === 0 ? m.annotated(param?.type, target.file) : undefined;
    m.setField(shape.id, field.name, declared === undefined ? given : { ...given, shapes: declared.shapes }, state);
  }
  invoke(m, {
    closure: { file: target.file, fn: ctor.fn, frame: target.frame, self },
    args: call.args,
    at: call.at,
    state,
    open: call.open,
  });
}

/** `super(…)`. */
export function callSuper(m: Machine, e: Extract<Expression, { k: 'call' }>, a: Activation, state: State): Value {
  const { args, expressions, open } = evaluateArgs(m, e.args, a, state);
  const fn = m.program.facts(a.frame.file)?.functions[a.frame.fn];
  const self = a.frame.self;
  if (fn?.class === undefined || self === undefined) return anything;
  const base = superClass(m, { file: a.frame.file, class: fn.class, frame: a.frame.parent ?? a.frame }, state);
  if (base !== undefined)
    initialise(
      m,
      base,
      self,
      {
        args,
        expressions,
        receiver: undefined,
        at: { file: a.frame.file, start: e.start, end: e.end },
        nameAt: { file: a.frame.file, start: e.start, end: e.end },
        name: 'super',
        activation: a,
        open,
        construct: true,
      },
      state,
    );
  return anything;
}

/** `super.name`. */
export function superMember(m: Machine, name: string, self: Value, a: Activation, state: State): Value | undefined {
  const fn = m.program.facts(a.frame.file)?.functions[a.frame.fn];
  if (fn?.class === undefined) return undefined;
  const own = { file: a.frame.file, class: fn.class, frame: a.frame.parent ?? a.frame };
  let base = superClass(m, own, state);
  for (let depth = 0; base !== undefined && depth < 8; depth += 1) {
    const member = m.classFacts(base.file, base.class)?.members.find((c) => !c.static && c.name === name && c.fn !== undefined);
    if (member?.fn !== undefined) return shaped({ k: 'closure', closure: { file: base.file, fn: member.fn, frame: base.frame, self } });
    base = superClass(m, base, state);
  }
  const outside = packageBase(m, own, state);
  return outside === undefined ? undefined : shaped({ ...outside, key: m.catalog.member(outside.key, name), receiver: self });
}
