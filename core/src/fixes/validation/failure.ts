import type { InputPart } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import type { Expression, TypeFacts } from '../../syntax/facts.ts';
import { eachStatement } from '../../syntax/walk.ts';
import { type Code, holds } from './code.ts';
import type { Site } from './site.ts';

/** What a refusal is written with. */
export interface FailureSetting {
  readonly context: FixContext;
  readonly site: Site;
  readonly part: InputPart;
  /** Source text of the list of what was wrong. */
  readonly issues: string;
  quote(text: string): string;
}

/** The statements that refuse invalid input, one a line, as the function's neighbours refuse theirs. */
export function failureLines(setting: FailureSetting): readonly string[] {
  const { site } = setting;
  const models = answersOf(setting);
  const own = [...models.filter((model) => isWithin(site, model)), ...returned(site)];
  const thrown = throwsOf(setting);
  const ownThrown = thrown.filter((t) => t.own);
  // What an action returns is part of its type: it keeps to what it does itself, unless it returns something anyway.
  const others = site.answers.by === 'action' && !returnsSomething(site) ? [] : [...models, ...thrown];
  const [model] = [...own, ...ownThrown, ...others];
  if (model !== undefined && 'text' in model) return [model.text];
  const payload = model === undefined ? undefined : payloadLike(model.expression, setting);
  switch (site.answers.by) {
    case 'response':
      return response(site.answers.name, payload ?? `{ error: ${setting.issues} }`, setting);
    case 'value': {
      const callee = calleeOf(setting);
      return [`return ${callee}(${payload ?? `{ error: ${setting.issues} }`}, { status: 400 });`];
    }
    case 'action':
      return payload === undefined ? [`throw new Error(${message(setting)});`] : [`return ${payload};`];
  }
}

function returnsSomething({ code, fn }: Site): boolean {
  let found = false;
  const facts = code.facts.functions[fn];
  eachStatement(facts?.body ?? [], (s) => {
    if (s.s === 'return' && s.value !== undefined) found = true;
  });
  return found && facts?.returnType === undefined;
}

const message = (setting: FailureSetting): string =>
  setting.quote(setting.part === 'arguments' ? 'Invalid input' : `Invalid ${setting.part}`);

interface Model {
  readonly expression: Expression;
  readonly status: number;
}

/** Refusals of this function and of its file, those of bad input first. */
function answersOf({ context, site }: FailureSetting): readonly Model[] {
  const models = new Map<Expression, Model>();
  for (const run of context.runs) {
    for (const event of run.events) {
      if (
        event.kind !== 'answer' ||
        event.at.file !== site.code.file ||
        event.status === undefined ||
        event.status < 400 ||
        event.status >= 500
      )
        continue;
      const expression = answerAt(site.code, event.at);
      if (expression !== undefined && payloadOf(expression) !== undefined) models.set(expression, { expression, status: event.status });
    }
  }
  const rank = (model: Model): number => (model.status === 400 || model.status === 422 ? 0 : 1);
  return [...models.values()].sort(
    (a, b) => Number(isWithin(site, b)) - Number(isWithin(site, a)) || rank(a) - rank(b) || a.expression.start - b.expression.start,
  );
}

/** What an action itself returns with a message in it. */
function returned({ code, fn, answers }: Site): readonly Model[] {
  const models: Model[] = [];
  eachStatement(answers.by === 'action' ? (code.facts.functions[fn]?.body ?? []) : [], (s) => {
    const value = s.s === 'return' && s.value?.k === 'object' ? s.value : undefined;
    const speaks = value?.props.some((p) => typeof p.key === 'string' && (messageNames.test(p.key) || listNames.test(p.key)));
    if (value !== undefined && speaks === true) models.push({ expression: value, status: 400 });
  });
  return models;
}

/** The expression of an answer: the event names it, or the `return` it stands in. */
function answerAt(code: Code, at: { readonly start: number; readonly end: number }): Expression | undefined {
  const direct = code.expressionAt(at.start, at.end);
  if (direct !== undefined) return direct;
  const statement = code.statementOf(at)?.statement;
  return statement?.s === 'return' ? statement.value : undefined;
}

function isWithin(site: Site, model: Model): boolean {
  const fn = site.code.facts.functions[site.fn];
  return fn !== undefined && holds(fn, model.expression);
}

/** The object that an answer sends. */
function payloadOf(e: Expression): Extract<Expression, { k: 'object' }> | undefined {
  if (e.k === 'object') return e;
  const [first] = e.k === 'call' || e.k === 'new' ? e.args : [];
  return first?.k === 'object' ? first : undefined;
}

function payloadLike(e: Expression, setting: FailureSetting): string | undefined {
  const object = payloadOf(e);
  return object === undefined ? undefined : objectLike(object, setting);
}

const listNames = /^(errors|issues|details|fields|fieldErrors)$/;
const messageNames = /^(error|message|msg|detail|reason|title|description)$/;

/** The same keys, saying that the input is invalid; undefined where a value has no counterpart. */
function objectLike(object: Extract<Expression, { k: 'object' }>, setting: FailureSetting): string | undefined {
  const entries: string[] = [];
  let listed = false;
  let nested = false;
  for (const { key, value } of object.props) {
    if (typeof key !== 'string') return undefined;
    if (listNames.test(key)) {
      entries.push(`${key}: ${setting.issues}`);
      listed = true;
    } else if (value.k === 'object') {
      const inner = objectLike(value, setting);
      if (inner === undefined) return undefined;
      entries.push(`${key}: ${inner}`);
      nested = true;
    } else if (messageNames.test(key) && value.k === 'member' && listNames.test(value.property)) {
      entries.push(`${key}: ${setting.issues}`);
      listed = true;
    } else if (/^(success|ok)$/.test(key)) entries.push(`${key}: false`);
    else if (key === 'status' && value.k === 'literal' && typeof value.value === 'string')
      entries.push(`${key}: ${setting.quote('error')}`);
    else if (messageNames.test(key)) entries.push(`${key}: ${message(setting)}`);
    else if (value.k === 'literal' && typeof value.value === 'number')
      entries.push(`${key}: ${value.value >= 400 && value.value < 500 ? 400 : value.value}`);
    else if (value.k === 'literal' && typeof value.value === 'string')
      entries.push(`${key}: ${setting.quote(/[a-z]/.test(value.value) ? 'bad_request' : 'BAD_REQUEST')}`);
    else if (value.k === 'literal') entries.push(`${key}: ${String(value.value)}`);
    else return undefined;
  }
  if (!listed && !nested && setting.site.answers.by !== 'action') entries.push(`issues: ${setting.issues}`);
  return entries.length === 0 ? undefined : `{ ${entries.join(', ')} }`;
}

/** Errors that the file throws, or hands to `next`, with a status of the client's fault. */
function throwsOf(setting: FailureSetting): readonly { readonly text: string; readonly own: boolean }[] {
  const { code, fn, answers } = setting.site;
  const found: { text: string; own: boolean }[] = [];
  const add = (value: Expression, at: { readonly start: number; readonly end: number }, write: (error: string) => string): void => {
    const error = errorLike(value, setting);
    const handler = code.facts.functions[fn];
    if (error !== undefined && handler !== undefined) found.push({ text: write(error), own: holds(handler, at) });
  };
  for (const other of code.facts.functions) {
    eachStatement(other.body, (s) => {
      if (s.s === 'throw') add(s.value, s, (error) => `throw ${error};`);
    });
  }
  const next = answers.by === 'response' ? answers.next : undefined;
  for (const e of code.expressions) {
    const [error] = e.k === 'call' && e.callee.k === 'name' && e.callee.name === next ? e.args : [];
    if (error !== undefined) add(error, e, (text) => `return ${next}(${text});`);
  }
  return found.sort((a, b) => Number(b.own) - Number(a.own));
}

/** `new HttpError(404, 'No such order')` as `new HttpError(400, 'Invalid body')`. */
function errorLike(value: Expression, setting: FailureSetting): string | undefined {
  if ((value.k !== 'new' && value.k !== 'call') || value.args.length > 3) return undefined;
  const { text } = setting.site.code;
  const callee = text.slice(value.callee.start, value.callee.end);
  const named = /(BadRequest|Validation|UnprocessableEntity|InvalidInput)\w*$/i.test(callee);
  let numbered = false;
  const args: string[] = [];
  for (const arg of value.args) {
    if (arg.k === 'literal' && typeof arg.value === 'number' && arg.value >= 400 && arg.value < 500) {
      numbered = true;
      args.push('400');
    } else if ((arg.k === 'literal' && typeof arg.value === 'string') || arg.k === 'template') args.push(message(setting));
    else return undefined;
  }
  const plain = setting.site.answers.by === 'action' && args.length === 1;
  return named || numbered || plain ? `${value.k === 'new' ? 'new ' : ''}${callee}(${args.join(', ')})` : undefined;
}

/** `return res.status(400)…`, or two statements where the function may not return anything. */
function response(name: string, payload: string, { site }: FailureSetting): readonly string[] {
  const answer = `${name}.status(400).json(${payload});`;
  return returnsNothing(site.code.facts.functions[site.fn]?.returnType) ? [answer, 'return;'] : [`return ${answer}`];
}

function returnsNothing(type: TypeFacts | undefined): boolean {
  if (type?.t !== 'name') return false;
  return type.name === 'void' || (type.name === 'Promise' && returnsNothing(type.args[0]));
}

/** `NextResponse.json` where the file answers with it, else the platform's own. */
function calleeOf({ context, site }: FailureSetting): string {
  for (const run of context.runs) {
    for (const event of run.events) {
      if (event.kind !== 'answer' || event.at.file !== site.code.file) continue;
      const e = answerAt(site.code, event.at);
      const callee = e?.k === 'call' || e?.k === 'new' ? e.callee : undefined;
      if (callee === undefined) continue;
      const text = site.code.text.slice(callee.start, callee.end);
      if (callee.k === 'name') return `${text}.json`;
      if (callee.k === 'member' && callee.object.k === 'name') return `${callee.object.name}.json`;
    }
  }
  return 'Response.json';
}
