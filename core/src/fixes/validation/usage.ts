import type { FixContext } from '../../rules/contract/rule.ts';
import type { BindingId, Expression, Pattern, Statement } from '../../syntax/facts.ts';
import { findCallee } from './callee.ts';
import type { Code } from './code.ts';
import { arrayMethods, conversions, dateMethods, numberMethods, numericOperators, stringMethods, type Vote } from './signs.ts';
import type { WrittenType } from './types.ts';

/** What the code does with one value of the input, and with the fields below it. */
export interface Usage {
  readonly fields: Map<string, Usage>;
  element: Usage | undefined;
  readonly votes: Set<Vote>;
  readonly types: WrittenType[];
  /** Read as if it might be missing, or refused when it is. */
  optional: boolean;
  required: boolean;
  /** Compared with a constant: a checkbox, a switch. */
  flag: boolean;
  /** A literal that stands in for a missing value, where a pattern gives one. */
  fallback: { readonly literal: string; readonly file: string; readonly start: number; readonly end: number } | undefined;
  /** All of it goes on, to where it was not followed or where a type asks for all of it. */
  whole: boolean;
  /** `Number(x)` around a read of it: what is not needed any more once a schema has converted it. */
  readonly conversions: { readonly file: string; readonly call: Expression; readonly argument: Expression }[];
}

export function emptyUsage(): Usage {
  return {
    fields: new Map(),
    element: undefined,
    votes: new Set(),
    types: [],
    optional: false,
    required: false,
    flag: false,
    fallback: undefined,
    whole: false,
    conversions: [],
  };
}

export function fieldOf(usage: Usage, name: string): Usage {
  const known = usage.fields.get(name);
  if (known !== undefined) return known;
  const made = emptyUsage();
  usage.fields.set(name, made);
  return made;
}

/** Follows values of the input through the code and notes what is done with them. */
export interface Follower {
  expression(code: Code, e: Expression, usage: Usage): void;
  pattern(code: Code, p: Pattern, usage: Usage): void;
}

const deepestCall = 3;

export function createFollower(context: FixContext, codeOf: (file: string) => Code | undefined): Follower {
  const seen = new Map<Usage, Set<string>>();
  let depth = 0;

  const isNew = (code: Code, at: { readonly start: number; readonly end: number }, usage: Usage): boolean => {
    const places = seen.get(usage) ?? new Set<string>();
    seen.set(usage, places);
    const key = `${code.file}:${at.start}:${at.end}`;
    if (places.has(key)) return false;
    places.add(key);
    return true;
  };

  const follow = (code: Code, e: Expression, usage: Usage): void => {
    if (!isNew(code, e, usage)) return;
    const parent = code.parentOf(e);
    if (parent === undefined) atTop(code, e, usage);
    else within(code, e, parent, usage);
  };

  const pattern = (code: Code, p: Pattern, usage: Usage): void => {
    switch (p.p) {
      case 'bind':
        binding(code, p.binding, usage);
        return;
      case 'object':
        for (const prop of p.props) if (typeof prop.key === 'string') pattern(code, prop.value, fieldOf(usage, prop.key));
        if (p.rest !== undefined) {
          usage.whole = true;
          pattern(code, p.rest, usage);
        }
        return;
      case 'array':
        usage.votes.add('array');
        for (const element of p.elements) if (element !== null) pattern(code, element, elementOf(usage));
        return;
      case 'default':
        withDefault(code, p, usage);
        pattern(code, p.target, usage);
        return;
      case 'target':
        return;
    }
  };

  const binding = (code: Code, id: BindingId, usage: Usage): void => {
    const type = code.facts.bindings[id]?.type;
    if (type !== undefined) usage.types.push({ type, file: code.file });
    for (const read of code.readsOf(id)) follow(code, read, usage);
  };

  const atTop = (code: Code, e: Expression, usage: Usage): void => {
    const statement = code.statementOf(e)?.statement;
    switch (statement?.s) {
      case 'variable':
        if (statement.init !== e) return;
        if (statement.type !== undefined) usage.types.push({ type: statement.type, file: code.file });
        pattern(code, statement.target, usage);
        return;
      case 'for-of':
        if (statement.over !== e) return;
        usage.votes.add('array');
        pattern(code, statement.target, elementOf(usage));
        return;
      case 'if':
        if (statement.test === e) usage.optional = true;
        return;
      case 'switch':
        if (statement.value === e) for (const { test } of statement.cases) if (test?.k === 'literal') voteLiteral(usage, test.value);
        return;
      default:
        return;
    }
  };

  const within = (code: Code, e: Expression, parent: Expression, usage: Usage): void => {
    switch (parent.k) {
      case 'cast':
        if (parent.type !== undefined) usage.types.push({ type: parent.type, file: code.file });
        follow(code, parent, usage);
        return;
      case 'await':
        follow(code, parent, usage);
        return;
      case 'member':
        member(code, parent, usage);
        return;
      case 'index':
        if (parent.object !== e) return;
        if (parent.index.k === 'literal' && typeof parent.index.value === 'string')
          follow(code, parent, fieldOf(usage, parent.index.value));
        else if (parent.index.k === 'literal') follow(code, parent, elementOf(usage));
        else usage.whole = true;
        return;
      case 'call':
        if (parent.callee !== e) argument(code, e, parent, usage);
        return;
      case 'new':
        if (parent.callee.k === 'name' && parent.callee.name === 'Date') usage.votes.add('date');
        return;
      case 'unary':
        unary(code, e, parent, usage);
        return;
      case 'binary':
        compared(parent.left === e ? parent.right : parent.left, parent.op, usage);
        return;
      case 'logical':
        logical(code, e, parent, usage);
        return;
      case 'conditional':
        if (parent.test === e) usage.optional = true;
        else follow(code, parent, usage);
        return;
      case 'spread':
        if (code.parentOf(parent)?.k === 'object') usage.whole = true;
        else usage.votes.add('array');
        return;
      case 'assign':
        if (parent.value === e && parent.op === '=' && parent.target.p !== 'target') pattern(code, parent.target, usage);
        return;
      case 'object':
      case 'array':
        usage.whole = true;
        return;
      default:
        return;
    }
  };

  const member = (code: Code, parent: Extract<Expression, { k: 'member' }>, usage: Usage): void => {
    if (parent.optional) usage.optional = true;
    const name = parent.property;
    const call = code.parentOf(parent);
    if (call?.k !== 'call' || call.callee !== parent) {
      if (name !== 'length') follow(code, parent, fieldOf(usage, name));
      return;
    }
    if (stringMethods.has(name)) usage.votes.add('string');
    else if (numberMethods.has(name)) usage.votes.add('number');
    else if (dateMethods.has(name)) usage.votes.add('date');
    else if (arrayMethods.has(name)) {
      usage.votes.add('array');
      const [callback] = call.args;
      const fn = callback?.k === 'function' ? code.facts.functions[callback.fn] : undefined;
      const param = fn?.params[name === 'reduce' || name === 'reduceRight' ? 1 : 0];
      if (param?.type !== undefined) elementOf(usage).types.push({ type: param.type, file: code.file });
      if (param !== undefined) pattern(code, param.pattern, elementOf(usage));
    }
  };

  const argument = (code: Code, e: Expression, call: Extract<Expression, { k: 'call' }>, usage: Usage): void => {
    const vote = conversions.get(code.text.slice(call.callee.start, call.callee.end));
    if (vote !== undefined) {
      if (vote !== 'nothing') usage.votes.add(vote);
      if (vote === 'numeric' || vote === 'integer') usage.conversions.push({ file: code.file, call, argument: e });
      const around = code.parentOf(call);
      if (around?.k === 'logical' && around.left === call && around.op !== '&&') usage.optional = true;
      return;
    }
    if (/\b(log|logger|console)\./i.test(code.text.slice(call.callee.start, call.callee.end))) return;
    const callee = depth < deepestCall ? findCallee(call.callee, code.file, context) : undefined;
    const param = callee?.fn.params[call.args.indexOf(e)];
    const there = callee === undefined ? undefined : codeOf(callee.file);
    if (callee === undefined || param === undefined || param.rest || there === undefined) {
      usage.whole = true;
      return;
    }
    if (param.type !== undefined) {
      usage.types.push({ type: param.type, file: callee.file });
      usage.whole = true;
    }
    depth += 1;
    pattern(there, param.pattern, usage);
    depth -= 1;
  };

  const unary = (code: Code, e: Expression, parent: Extract<Expression, { k: 'unary' }>, usage: Usage): void => {
    if (parent.op === 'typeof') {
      const around = code.parentOf(parent);
      const other = around?.k === 'binary' ? (around.left === parent ? around.right : around.left) : undefined;
      if (other?.k === 'literal' && (other.value === 'string' || other.value === 'number' || other.value === 'boolean'))
        usage.votes.add(other.value);
    } else if (parent.op === '!') {
      if (isRefusal(code.statementOf(e)?.statement, parent)) usage.required = true;
      else usage.optional = true;
    } else if (parent.op !== 'void' && parent.op !== 'delete') {
      usage.votes.add('numeric');
      if (parent.op === '+') usage.conversions.push({ file: code.file, call: parent, argument: e });
    }
  };

  const logical = (code: Code, e: Expression, parent: Extract<Expression, { k: 'logical' }>, usage: Usage): void => {
    if (parent.left === e) {
      if (parent.op === '&&') {
        if (!isRefusal(code.statementOf(e)?.statement, parent)) usage.optional = true;
        return;
      }
      if (code.parentOf(parent)?.k !== 'logical' || parent.op === '??') usage.optional = true;
      if (parent.right.k === 'literal') voteLiteral(usage, parent.right.value);
    }
    follow(code, parent, usage);
  };

  return { expression: follow, pattern };
}

function elementOf(usage: Usage): Usage {
  usage.element ??= emptyUsage();
  return usage.element;
}

function withDefault(code: Code, p: Extract<Pattern, { p: 'default' }>, usage: Usage): void {
  usage.optional = true;
  if (p.value.k === 'array') usage.votes.add('array');
  if (p.value.k !== 'literal' || p.value.value === null) return;
  voteLiteral(usage, p.value.value);
  usage.fallback = { literal: code.text.slice(p.value.start, p.value.end), file: code.file, start: p.target.end, end: p.value.end };
}

/** `if (!name) return …`: who does not give it is refused. */
function isRefusal(statement: Statement | undefined, test: Expression): boolean {
  if (statement?.s !== 'if' || test.start < statement.test.start || test.end > statement.test.end) return false;
  return statement.then.some((s) => s.s === 'return' || s.s === 'throw');
}

function compared(other: Expression, op: string, usage: Usage): void {
  if (other.k === 'name' && other.name === 'undefined') usage.optional = true;
  else if (other.k === 'literal' && other.value === null) usage.optional = true;
  else if (numericOperators.has(op)) {
    if (other.k === 'literal' && typeof other.value === 'string') usage.votes.add('string');
    else usage.votes.add('number');
  } else if (op === '+' && other.k === 'literal' && typeof other.value === 'number') usage.votes.add('number');
  else if (/^[!=]==?$/.test(op) && other.k === 'literal') {
    usage.flag = true;
    voteLiteral(usage, other.value);
  }
}

function voteLiteral(usage: Usage, value: string | number | boolean | null): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    usage.votes.add(typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean');
}
