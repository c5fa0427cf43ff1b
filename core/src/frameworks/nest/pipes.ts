import {
  anything,
  callValue,
  constant,
  injectedInstance,
  type Machine,
  readMember,
  type Shape,
  type State,
  settle,
  shaped,
  truthiness,
  typeValue,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';
import type { TypeFacts } from '../../syntax/facts.ts';
import { bareCall } from '../classes.ts';
import { hasRules, markNarrowed, markValidated, pipeFor } from '../validated.ts';
import type { Run } from './guard.ts';
import { nestDecorators } from './metadata.ts';

type Frame = Parameters<typeof typeValue>[3];

/** A parameter of a handler on its way through the pipes. */
export interface Argument {
  readonly value: Value;
  readonly part: InputPart;
  readonly path: string;
  readonly type: TypeFacts | undefined;
  readonly file: string;
  readonly frame: Frame;
  readonly at: Location;
  /** True where a GraphQL schema says what it may be. */
  readonly schema: boolean;
}

/** Pipes that turn their input into something of a fixed form, or refuse it. */
const parsers = /^(new )?@nestjs\/common#Parse(Int|Float|Bool|UUID|Enum|Date|Array|File)Pipe$/;
const keepers = /^(new )?@nestjs\/common#(DefaultValue|ParseFile)Pipe$/;
const validators = /^(new )?@nestjs\/common#ValidationPipe$/;
const schemaValidators =
  /^(new )?(@nestjs\/common#StandardSchemaValidationPipe|nestjs-zod#ZodValidationPipe|@anatine\/zod-nestjs#ZodValidationPipe)$/;

/** The value as the handler gets it. */
export function applyPipes(m: Machine, pipes: readonly Value[], argument: Argument, run: Run, state: State): Value {
  const first = argument.schema ? markValidated(m, argument.value, argument, 'the GraphQL schema') : argument.value;
  const result = pipes.reduce((value, pipe) => (state.live ? applyPipe(m, pipe, { ...argument, value }, run, state) : value), first);
  if (!argument.schema && pipes.every((pipe) => validatesNothing(pipe))) tellUnapplied(m, argument, state);
  return result;
}

/** Pipes of Nest that look at no class. */
const blind = /^(new )?@nestjs\/common#(Parse(Int|Float|Bool|UUID|Enum|Date|Array|File)|DefaultValue)Pipe$/;

function validatesNothing(pipe: Value): boolean {
  const [shape, more] = pipe.shapes;
  return shape?.k === 'library' && more === undefined && !pipe.open && blind.test(shape.made?.callee ?? shape.key);
}

/** A class with rules, and no pipe that would apply them. */
function tellUnapplied(m: Machine, { part, type, file, frame, at }: Argument, state: State): void {
  const [target, more] = typeValue(m, type, file, frame, state)?.shapes ?? [];
  if (target?.k !== 'class' || more !== undefined) return;
  const pipe = pipeFor(m, target, nestDecorators(m));
  const declared = m.classFacts(target.file, target.class);
  if (pipe === undefined || declared === undefined) return;
  m.listener?.({
    kind: 'unapplied-schema',
    part,
    schema: declared.name,
    pipe,
    at,
    declared: { file: target.file, start: declared.start, end: declared.end },
  });
}

function applyPipe(m: Machine, pipe: Value, argument: Argument, run: Run, state: State): Value {
  const [shape, more] = pipe.shapes;
  if (shape === undefined || more !== undefined) return argument.value;
  if (shape.k === 'library') return packagePipe(m, shape, argument, state);
  const self = shape.k === 'class' ? injectedInstance(m, shape, run.container) : shaped(shape);
  const method = readMember(m, self, 'transform', argument.at, state, true);
  const [transform] = method.shapes;
  if (transform?.k === 'library')
    return packagePipe(
      m,
      { k: 'library', key: transform.key.replace(/\.transform$/, ''), ...(transform.made !== undefined && { made: transform.made }) },
      argument,
      state,
    );
  if (transform?.k !== 'closure') return argument.value;
  return ownPipe(m, shaped(transform), self, argument, state);
}

/** A pipe of the workspace: its `transform` is run; input of which it has validated a copy counts as validated. */
function ownPipe(m: Machine, transform: Value, self: Value, argument: Argument, state: State): Value {
  const { listener } = m;
  let seen = false;
  if (listener !== undefined)
    m.listener = (event) => {
      if (event.kind === 'validated' && event.part === argument.part) seen = true;
      listener(event);
    };
  const metatype = typeValue(m, argument.type, argument.file, argument.frame, state);
  const metadata = m.makeObject(state, {
    type: constant(argument.part === 'params' ? 'param' : argument.part),
    metatype: metatype ?? anything,
    data: argument.path === '' ? constant(undefined) : constant(argument.path),
  });
  const result = settle(
    callValue(m, transform, { ...bareCall(argument.at), args: [argument.value, metadata], receiver: self, name: 'transform' }, state),
    state,
  );
  m.listener = listener;
  return seen && result.taints.some((taint) => taint.validated === undefined) ? markValidated(m, result, argument, 'a pipe') : result;
}

function packagePipe(m: Machine, shape: Extract<Shape, { k: 'library' }>, argument: Argument, state: State): Value {
  const key = shape.made?.callee ?? shape.key;
  if (parsers.test(key) && !keepers.test(key)) return markNarrowed(m, argument.value, argument, nameOf(key));
  if (schemaValidators.test(key)) return markValidated(m, argument.value, argument, nameOf(key));
  if (!validators.test(key)) return argument.value;
  const expected = optionOf(m, shape, 'expectedType', state);
  const metatype = expected ?? typeValue(m, argument.type, argument.file, argument.frame, state);
  const [target] = metatype?.shapes ?? [];
  if (target?.k === 'class' && hasRules(m, target, nestDecorators(m))) return markValidated(m, argument.value, argument, 'ValidationPipe');
  const transforms = optionOf(m, shape, 'transform', state);
  const primitive = argument.type?.t === 'name' && argument.type.binding < 0 ? argument.type.name : '';
  if (transforms === undefined || truthiness(transforms) === false || argument.path === '') return argument.value;
  return primitive === 'number' || primitive === 'boolean' ? markNarrowed(m, argument.value, argument, nameOf(key)) : argument.value;
}

function optionOf(m: Machine, shape: Extract<Shape, { k: 'library' }>, name: string, state: State): Value | undefined {
  const [options] = shape.made?.args[0]?.shapes ?? [];
  return options?.k === 'object' ? m.getField(options.id, name, state) : undefined;
}

const nameOf = (key: string): string => key.split('#').at(-1) ?? key;
