import type { RouteRun } from '../../frameworks/run-route.ts';
import type { InputPart, Location } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import type { BindingId, Expression, FunctionId, Pattern, Statement, TypeFacts } from '../../syntax/facts.ts';
import { type Code, functionAround, holds, rootName } from './code.ts';

/** One place that uses the input: all of it, or the field that the call there asks for (`form.get('title')`). */
export interface Read {
  readonly expression: Expression;
  readonly field?: string;
}

/** The function that takes an input in, and how it does. */
export interface Site {
  readonly code: Code;
  readonly fn: FunctionId;
  /** Source text of what is to be validated. */
  readonly input: string;
  readonly reads: readonly Read[];
  /** A parameter's pattern that has to make way for a name: the pattern, and the name. */
  readonly unpacked?: { readonly pattern: Pattern; readonly name: string };
  /** Parameters that are the input, or the named field of it, whose types and uses say what it is. */
  readonly parameters?: readonly { readonly pattern: Pattern; readonly type: TypeFacts | undefined; readonly field?: string }[];
  /** Values arrive as text. */
  readonly asText: boolean;
  /** How the function answers: on a response object, by its value, or as a server action does. */
  readonly answers:
    | { readonly by: 'response'; readonly name: string; readonly next: string | undefined }
    | { readonly by: 'value' }
    | { readonly by: 'action' };
}

/** Finds the function in which unvalidated input of a part is read first; undefined where its form is not one a fix can work with. */
export function findSite(
  run: RouteRun,
  part: InputPart,
  sources: readonly Location[],
  codeOf: (file: string) => Code | undefined,
  context: FixContext,
): Site | undefined {
  if (part === 'arguments') return actionSite(run, sources, codeOf);
  const [first] = sources;
  const code = first === undefined ? undefined : codeOf(first.file);
  if (first === undefined || code === undefined) return undefined;
  const named = code.expressionAt(first.start, first.end);
  // Where a method gives the input (`request.json()`), the event names the method.
  const around = named?.k === 'member' ? code.parentOf(named) : undefined;
  const e = around?.k === 'call' && around.callee === named ? around : named;
  if (e === undefined) return propertySite(code, first, part);
  if (e.k === 'member' && e.object.k === 'name') return memberSite(code, e, e.object, part);
  if (e.k !== 'call' || e.callee.k !== 'member') return undefined;
  if (e.callee.property === 'json' && e.args.length === 0) return awaitedSite(code, e);
  if (e.callee.property === 'formData') return formSite(code, e);
  return e.callee.property === 'get' ? searchSite(code, e, e.callee.object, context) : undefined;
}

/** `req.body`, wherever the handler writes it. */
function memberSite(
  code: Code,
  e: Extract<Expression, { k: 'member' }>,
  object: Extract<Expression, { k: 'name' }>,
  part: InputPart,
): Site | undefined {
  const fn = code.facts.bindings[object.binding]?.scope;
  if (fn === undefined || fn === 0) return undefined;
  const reads = code.expressions.flatMap((other): Read[] => {
    const same =
      other.k === 'member' && other.property === e.property && other.object.k === 'name' && other.object.binding === object.binding;
    return same ? [{ expression: other }] : [];
  });
  const answers = answersOf(code, fn, object.binding);
  return answers === undefined ? undefined : { code, fn, input: code.text.slice(e.start, e.end), reads, asText: part === 'query', answers };
}

/** `({ body }, res) => …` and `const { body } = req;`. */
function propertySite(code: Code, at: Location, part: InputPart): Site | undefined {
  const prop = code.propAt(at.start, at.end);
  if (prop?.value.p !== 'bind') return undefined;
  const { binding, name } = prop.value;
  const fn = 'fn' in prop.holder ? prop.holder.fn : functionAround(code.facts, at);
  const request = 'fn' in prop.holder ? undefined : requestOf(prop.holder.statement);
  const answers = answersOf(code, fn, request);
  if (answers === undefined || (code.facts.bindings[binding]?.writes ?? 1) > 0) return undefined;
  return { code, fn, input: name, reads: code.readsOf(binding).map((expression) => ({ expression })), asText: part === 'query', answers };
}

function requestOf(statement: Statement): BindingId | undefined {
  return statement.s === 'variable' && statement.init?.k === 'name' ? statement.init.binding : undefined;
}

/** The function answers on its second parameter, or by what it returns when it has none. */
function answersOf(code: Code, fn: FunctionId, request: BindingId | undefined): Site['answers'] | undefined {
  const params = code.facts.functions[fn]?.params ?? [];
  const [first, second, third] = params.map((p) => (p.pattern.p === 'bind' ? p.pattern : undefined));
  if (request !== undefined && first?.binding !== request) return undefined;
  return second === undefined ? undefined : { by: 'response', name: second.name, next: third?.name };
}

/** `await request.json()`. */
function awaitedSite(code: Code, e: Expression): Site | undefined {
  const awaited = code.parentOf(e);
  if (awaited?.k !== 'await') return undefined;
  const fn = functionAround(code.facts, e);
  return fn === 0
    ? undefined
    : {
        code,
        fn,
        input: code.text.slice(awaited.start, awaited.end),
        reads: [{ expression: awaited }],
        asText: false,
        answers: { by: 'value' },
      };
}

/** `const form = await request.formData();`, read with `form.get('title')`. */
function formSite(code: Code, e: Expression): Site | undefined {
  const awaited = code.parentOf(e);
  const statement = code.statementOf(e)?.statement;
  if (awaited?.k !== 'await' || statement?.s !== 'variable' || statement.init !== awaited || statement.target.p !== 'bind')
    return undefined;
  const { binding, name } = statement.target;
  const reads = formReads(code, binding);
  const fn = functionAround(code.facts, e);
  return reads === undefined || fn === 0
    ? undefined
    : { code, fn, input: `Object.fromEntries(${name})`, reads, asText: true, answers: { by: 'value' } };
}

/** `searchParams.get('page')`, wherever the function writes it. */
function searchSite(code: Code, e: Expression, object: Expression, context: FixContext): Site | undefined {
  const fn = functionAround(code.facts, e);
  const text = context.text(code.file)?.slice(object.start, object.end);
  if (text === undefined || fn === 0 || rootName(object) === undefined) return undefined;
  const own = code.facts.functions[fn];
  const reads = code.expressions.flatMap((other): Read[] => {
    const read = getCall(other);
    return read !== undefined && own !== undefined && holds(own, other) && code.text.slice(read.object.start, read.object.end) === text
      ? [{ expression: other, field: read.field }]
      : [];
  });
  return { code, fn, input: `Object.fromEntries(${text})`, reads, asText: true, answers: { by: 'value' } };
}

function getCall(e: Expression): { readonly object: Expression; readonly field: string } | undefined {
  if (e.k !== 'call' || e.callee.k !== 'member' || e.callee.property !== 'get') return undefined;
  const [name] = e.args;
  return name?.k === 'literal' && typeof name.value === 'string' ? { object: e.callee.object, field: name.value } : undefined;
}

/** What is read of a form; undefined when it is used in another way as well. */
function formReads(code: Code, binding: BindingId): readonly Read[] | undefined {
  const reads: Read[] = [];
  for (const read of code.readsOf(binding)) {
    const parent = code.parentOf(read);
    const call = parent === undefined ? undefined : code.parentOf(parent);
    const asked = call === undefined ? undefined : getCall(call);
    if (call !== undefined && asked?.object === read) reads.push({ expression: call, field: asked.field });
    else if (parent?.k === 'call' && code.text.slice(parent.callee.start, parent.callee.end) === 'Object.fromEntries')
      reads.push({ expression: parent });
    else if (call?.k === 'call' && parent?.k === 'member' && parent.property === 'entries') {
      const outer = code.parentOf(call);
      if (outer?.k !== 'call' || code.text.slice(outer.callee.start, outer.callee.end) !== 'Object.fromEntries') return undefined;
      reads.push({ expression: outer });
    } else return undefined;
  }
  return reads;
}

/** A server action: its parameters are the input. */
function actionSite(run: RouteRun, sources: readonly Location[], codeOf: (file: string) => Code | undefined): Site | undefined {
  const [shape] = run.draft.steps.at(-1)?.value.shapes ?? [];
  if (shape?.k !== 'closure') return undefined;
  const { file, fn } = shape.closure;
  const code = codeOf(file);
  const facts = code?.facts.functions[fn];
  if (code === undefined || facts === undefined) return undefined;
  const params = facts.params.filter((param) => sources.some((at) => at.start === param.pattern.start && at.end === param.pattern.end));
  const [only, more] = params;
  if (only === undefined) return undefined;
  const answers = { by: 'action' } as const;
  if (more === undefined && only.pattern.p === 'object') {
    const name = 'input';
    return {
      code,
      fn,
      input: name,
      reads: [],
      unpacked: { pattern: only.pattern, name },
      parameters: [{ pattern: only.pattern, type: only.type }],
      asText: false,
      answers,
    };
  }
  const inputs: string[] = [];
  const reads: Read[] = [];
  const parameters: { pattern: Pattern; type: TypeFacts | undefined; field?: string }[] = [];
  let asText = false;
  for (const { pattern, type } of params) {
    if (pattern.p !== 'bind' || (code.facts.bindings[pattern.binding]?.writes ?? 1) > 0) return undefined;
    const uses = code.readsOf(pattern.binding);
    const asForm = formReads(code, pattern.binding);
    if ((type?.t === 'name' && type.name === 'FormData') || (type === undefined && asForm !== undefined && asForm.length > 0)) {
      if (asForm === undefined) return undefined;
      asText = true;
      inputs.push(more === undefined ? `Object.fromEntries(${pattern.name})` : `...Object.fromEntries(${pattern.name})`);
      reads.push(...asForm);
    } else {
      inputs.push(pattern.name);
      const alone = more === undefined && isObjectLike(code, uses, type);
      if (more === undefined && !alone) inputs.splice(0, 1, `{ ${pattern.name} }`);
      reads.push(...uses.map((expression) => (alone ? { expression } : { expression, field: pattern.name })));
      parameters.push({ pattern, type, ...(!alone && { field: pattern.name }) });
    }
  }
  const input = more === undefined ? (inputs[0] ?? '') : `{ ${inputs.join(', ')} }`;
  return { code, fn, input, reads, parameters, asText, answers };
}

/** An argument that is an object of fields, and not one plain value. */
function isObjectLike(code: Code, uses: readonly Expression[], type: TypeFacts | undefined): boolean {
  if (type !== undefined && type.t === 'name' && ['string', 'number', 'boolean', 'Date', 'Array'].includes(type.name)) return false;
  if (type !== undefined && type.t !== 'other') return type.t === 'object' || type.t === 'name';
  return uses.some((e) => {
    const parent = code.parentOf(e);
    if (parent?.k === 'member') return code.parentOf(parent)?.k !== 'call';
    if (parent?.k === 'object') return parent.props.some((prop) => prop.key === null && prop.value === e);
    return parent === undefined && code.statementOf(e)?.statement.s === 'variable';
  });
}
