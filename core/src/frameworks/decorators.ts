import { callValue, elementsOf, evaluateInClass, type Machine, type State, shaped, type Value } from '../flow/index.ts';
import type { Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';

type Frame = Parameters<typeof evaluateInClass>[2];

/** A decorator of a package as it is applied in the end, decorators that are made of others opened up. */
export interface Decoration {
  /** What was called to make it (`pkg#Get`), or the decorator itself where it is applied without a call. */
  readonly key: string;
  readonly args: readonly Value[];
  /** What makes decorators of its kind, where the package makes them to order (`const Roles = createDecorator()`). */
  readonly maker?: { readonly callee: string; readonly args: readonly Value[]; readonly at: Location };
  /** The decorator as written on the class, method or parameter. */
  readonly at: Location;
  /** True where it is written on the class or method itself, not inside a decorator that is made of several. */
  readonly direct: boolean;
}

/** The decorators of a class, a member or a parameter. `opaque`: some of them could not be followed. */
export interface Decorations {
  readonly list: readonly Decoration[];
  readonly opaque: boolean;
}

/** How a framework opens up decorators that are made of others: `applyDecorators(a, b)`. */
export interface DecoratorKinds {
  /** Keys of functions whose arguments are all applied. */
  readonly composite: ReadonlySet<string>;
  /** Runs a decorator that is a function of the workspace; the decorations that it applied to its target. */
  runs?(decorator: Value, at: Location, state: State): readonly Decoration[] | undefined;
}

/** Evaluates decorators where their class stands. */
export function decorationsOf(
  m: Machine,
  expressions: readonly Expression[],
  file: string,
  frame: Frame,
  kinds: DecoratorKinds,
  state: State,
): Decorations {
  const list: Decoration[] = [];
  let opaque = false;
  for (const expression of expressions) {
    const at = { file, start: expression.start, end: expression.end };
    const value = evaluateInClass(m, expression, frame, state);
    const found = open(m, value, at, true, kinds, state);
    if (found === undefined) opaque = true;
    else list.push(...found);
  }
  return { list, opaque };
}

function open(
  m: Machine,
  value: Value,
  at: Location,
  direct: boolean,
  kinds: DecoratorKinds,
  state: State,
): readonly Decoration[] | undefined {
  const found: Decoration[] = [];
  let known = !value.open && value.shapes.length > 0;
  for (const shape of value.shapes) {
    if (shape.k === 'closure') {
      const applied = kinds.runs?.(shaped(shape), at, state);
      if (applied === undefined) known = false;
      else found.push(...applied);
      continue;
    }
    if (shape.k !== 'library') {
      known = false;
      continue;
    }
    const { made } = shape;
    if (made === undefined || shape.key !== m.catalog.called(made.callee)) {
      found.push({ key: shape.key, args: [], at, direct });
      continue;
    }
    if (kinds.composite.has(made.callee)) {
      for (const arg of made.args)
        for (const one of elementsOf(m, arg, state) ?? [arg]) found.push(...(open(m, one, at, false, kinds, state) ?? []));
      continue;
    }
    found.push({ key: made.callee, args: made.args, at, direct, ...(made.before !== undefined && { maker: made.before }) });
  }
  return known || found.length > 0 ? found : undefined;
}

/** Calls a decorator of the workspace as the language does: with the class, or with the prototype, the name and the descriptor. */
export function applyDecorator(m: Machine, decorator: Value, args: readonly Value[], at: Location, state: State): void {
  callValue(
    m,
    decorator,
    { args, expressions: [], receiver: undefined, at, nameAt: at, name: 'decorator', activation: undefined, open: false, construct: false },
    state,
  );
}
