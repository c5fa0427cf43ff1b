import {
  anything,
  callValue,
  findConstant,
  findString,
  inputValue,
  type Machine,
  readMember,
  type State,
  settle,
  truthiness,
  typeValue,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';
import type { ParamFacts } from '../../syntax/facts.ts';
import { bareCall, type Target } from '../classes.ts';
import { type Decoration, decorationsOf } from '../decorators.ts';
import { requireTruthy } from '../predicate.ts';
import { hasRules, markNarrowed, markValidated } from '../validated.ts';
import { kinds, nameOf } from './decorations.ts';

/** What the parameters of one action are taken from. */
export interface Surroundings {
  readonly request: Value;
  readonly response: Value;
  readonly context: Value;
  /** What checkers and decorators of the workspace are given. */
  readonly action: Value;
  /** Undefined where the application has none. */
  readonly currentUserChecker: Value | undefined;
  /** Parameters that are classes are validated unless they say otherwise. */
  readonly validates: boolean;
}

interface Part {
  readonly part: InputPart;
  /** The decorator names a field. */
  readonly field: boolean;
}

/** Parts of the request, by the decorator that hands them over. */
const parts: Readonly<Record<string, Part>> = {
  Body: { part: 'body', field: false },
  BodyParam: { part: 'body', field: true },
  Param: { part: 'params', field: true },
  Params: { part: 'params', field: false },
  QueryParam: { part: 'query', field: true },
  QueryParams: { part: 'query', field: false },
  HeaderParam: { part: 'headers', field: true },
  HeaderParams: { part: 'headers', field: false },
  CookieParam: { part: 'cookies', field: true },
  CookieParams: { part: 'cookies', field: false },
  UploadedFile: { part: 'files', field: false },
  UploadedFiles: { part: 'files', field: false },
};

/** The arguments of an action: what its parameters' decorators stand for. */
export function argumentsOf(m: Machine, { method }: Target, fn: number, around: Surroundings, state: State): readonly Value[] {
  const { file, frame } = method.owner;
  return (m.program.facts(file)?.functions[fn]?.params ?? []).map((param) => {
    const at: Location = { file, start: param.pattern.start, end: param.pattern.end };
    for (const decoration of decorationsOf(m, param.decorators, file, frame, kinds, state).list) {
      const name = nameOf(decoration);
      const from = name === undefined ? undefined : parts[name];
      const given =
        from === undefined
          ? provided(m, decoration, around, at, state)
          : inputOf(m, from, decoration, { param, method, at }, around, state);
      if (given !== undefined) return given;
    }
    return anything;
  });
}

interface Place {
  readonly param: ParamFacts;
  readonly method: Target['method'];
  readonly at: Location;
}

/** Text is made what the parameter is declared to be; a class with rules of class-validator is validated. */
function inputOf(m: Machine, { part, field }: Part, { args, key }: Decoration, place: Place, around: Surroundings, state: State): Value {
  const { param, method, at } = place;
  const path = field && args[0] !== undefined ? (findString(args[0]) ?? '') : '';
  const value = inputValue(m, part, path, at);
  const { type } = param;
  const declared = type?.t === 'name' && type.binding < 0 ? type.name : '';
  const where = { part, path, at };
  // Bodies are parsed already: what is in them may be anything.
  if (field && part !== 'body' && ['number', 'boolean', 'Date'].includes(declared)) return markNarrowed(m, value, where, declared);
  const target = typeValue(m, type, method.owner.file, method.owner.frame, state)?.shapes.find((shape) => shape.k === 'class');
  const [options] = (args[field ? 1 : 0] ?? undefinedValue).shapes;
  const option = options?.k === 'object' ? m.getField(options.id, 'validate', state) : undefined;
  const wanted = option === undefined ? undefined : truthiness(option);
  const isChecked = wanted ?? around.validates;
  return isChecked && target !== undefined && hasRules(m, target, kinds)
    ? markValidated(m, value, where, `@${key.split('#')[1] ?? ''}`)
    : value;
}

/** Parameters that are no input as such. */
function provided(m: Machine, decoration: Decoration, around: Surroundings, at: Location, state: State): Value | undefined {
  const { args } = decoration;
  const member = (object: Value, name: string): Value => readMember(m, object, name, at, state);
  const named = args[0] === undefined ? undefined : findString(args[0]);
  switch (nameOf(decoration)) {
    case 'Req':
      return around.request;
    case 'Res':
      return around.response;
    case 'Ctx':
      return around.context;
    case 'Session':
      return member(around.context, 'session');
    case 'SessionParam':
      return named === undefined ? anything : member(member(around.context, 'session'), named);
    case 'State': {
      const all = member(around.context, 'state');
      return named === undefined ? all : member(all, named);
    }
    case 'CurrentUser':
      return currentUser(m, decoration, around, state);
    case 'createParamDecorator': {
      const made = optionOf(m, args[0], 'value', state);
      return made === undefined
        ? anything
        : settle(callValue(m, made, { ...bareCall(at), args: [around.action, undefinedValue], name: 'value' }, state), state);
    }
  }
  return undefined;
}

function currentUser(m: Machine, { args, at }: Decoration, around: Surroundings, state: State): Value {
  const { currentUserChecker: checker } = around;
  const required = optionOf(m, args[0], 'required', state);
  const isRequired = required !== undefined && findConstant(required)?.value === true;
  const user =
    checker === undefined
      ? undefinedValue
      : settle(callValue(m, checker, { ...bareCall(at), args: [around.action], name: 'currentUserChecker' }, state), state);
  // Without a checker nobody gets past the parameter.
  if (state.live && (isRequired || checker === undefined)) requireTruthy(m, user, checker === undefined ? 500 : 401, at, state);
  return user;
}

function optionOf(m: Machine, options: Value | undefined, name: string, state: State): Value | undefined {
  const [shape] = options?.shapes ?? [];
  return shape?.k === 'object' ? m.getField(shape.id, name, state) : undefined;
}
