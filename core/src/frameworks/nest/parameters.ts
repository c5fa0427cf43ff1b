import {
  anything,
  callValue,
  elementsOf,
  findString,
  inputValue,
  type Machine,
  readMember,
  type State,
  settle,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';
import type { ParamFacts } from '../../syntax/facts.ts';
import { bareCall, type Method } from '../classes.ts';
import { type Decoration, decorationsOf } from '../decorators.ts';
import type { Exchange } from '../express/runner.ts';
import { graphqlContext } from './context.ts';
import type { Run } from './guard.ts';
import { nestDecorators } from './metadata.ts';
import { type Argument, applyPipes } from './pipes.ts';

/** A handler about to be called. */
export interface Call {
  readonly method: Method;
  readonly fn: number;
  readonly run: Run;
  readonly exchange: Exchange;
  /** All pipes that are not of a single parameter. */
  readonly pipes: readonly Value[];
}

/** Parts of the request, by the decorator that hands them over. */
const parts: Readonly<Record<string, InputPart>> = {
  '@nestjs/common#Body': 'body',
  '@nestjs/common#RawBody': 'body',
  '@nestjs/common#Query': 'query',
  '@nestjs/common#Param': 'params',
  '@nestjs/common#Headers': 'headers',
  '@nestjs/common#HostParam': 'params',
  '@nestjs/common#Cookies': 'cookies',
  '@nestjs/common#SignedCookies': 'cookies',
  '@nestjs/common#UploadedFile': 'files',
  '@nestjs/common#UploadedFiles': 'files',
  '@nestjs/graphql#Args': 'arguments',
};

/** The arguments of a handler: what its parameters' decorators stand for, through all pipes. */
export function argumentsOf(m: Machine, call: Call, state: State): readonly Value[] {
  const facts = m.program.facts(call.method.owner.file)?.functions[call.fn];
  return (facts?.params ?? []).map((param) => argumentOf(m, param, call, state));
}

function argumentOf(m: Machine, param: ParamFacts, call: Call, state: State): Value {
  const { file, frame } = call.method.owner;
  const at: Location = { file, start: param.pattern.start, end: param.pattern.end };
  const { list } = decorationsOf(m, param.decorators, file, frame, nestDecorators(m), state);
  for (const decoration of list) {
    const part = parts[decoration.key];
    if (part !== undefined) {
      const { path, own } = formOf(m, decoration, state);
      const value = inputValue(m, part, path, at);
      const argument: Argument = {
        value,
        part,
        path,
        type: param.type,
        file,
        frame,
        at,
        schema: decoration.key.startsWith('@nestjs/graphql#'),
      };
      return applyPipes(m, [...call.pipes, ...own], argument, call.run, state);
    }
    const given = provided(m, decoration, call, at, state);
    if (given !== undefined) return given;
  }
  return anything;
}

/** The field that a decorator names, and the pipes it is given: `('id', ParseIntPipe)`, `(new ValidationPipe())`, `({ name: 'input' })`. */
function formOf(m: Machine, { args }: Decoration, state: State): { readonly path: string; readonly own: readonly Value[] } {
  let path = '';
  const own: Value[] = [];
  for (const arg of args) {
    const text = findString(arg);
    const [shape] = arg.shapes;
    if (text !== undefined) path = text;
    else if (shape?.k === 'object' && m.info(shape.id).kind === 'plain') {
      path = findString(m.getField(shape.id, 'name', state) ?? anything) ?? path;
      const listed = m.getField(shape.id, 'pipes', state);
      if (listed !== undefined) own.push(...(elementsOf(m, listed, state) ?? []));
    } else if (shape?.k !== 'closure' && shape !== undefined) own.push(arg);
  }
  return { path, own };
}

/** Parameters that are no input as such. */
function provided(m: Machine, { key, args, maker }: Decoration, call: Call, at: Location, state: State): Value | undefined {
  const { req, res } = call.exchange;
  switch (key) {
    case '@nestjs/common#Req':
    case '@nestjs/common#Request':
      return req;
    case '@nestjs/common#Res':
    case '@nestjs/common#Response':
      return res;
    case '@nestjs/common#Session':
      return readMember(m, req, 'session', at, state);
    case '@nestjs/graphql#Context': {
      const context = graphqlContext(m, call.run.context, state);
      const name = args[0] === undefined ? undefined : findString(args[0]);
      return name === undefined ? context : readMember(m, context, name, at, state);
    }
  }
  if (maker?.callee !== '@nestjs/common#createParamDecorator') return undefined;
  const factory = maker.args[0] ?? anything;
  return settle(callValue(m, factory, { ...bareCall(at), args: [args[0] ?? anything, call.run.context], name: 'decorator' }, state), state);
}
