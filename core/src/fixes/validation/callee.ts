import type { FixContext } from '../../rules/contract/rule.ts';
import type { Expression, FileFacts, FunctionFacts, FunctionId } from '../../syntax/facts.ts';
import { eachStatement } from '../../syntax/walk.ts';

/** A function of the workspace that a call leads to. */
export interface Callee {
  readonly file: string;
  readonly fn: FunctionFacts;
}

const deepest = 6;

/**
 * The function that an expression names: a function or a constant of this file or of one it imports, a member of an
 * object or of an instance made at the top of a module. Undefined for everything that takes running the program.
 */
export function findCallee(e: Expression, file: string, context: FixContext, depth = 0): Callee | undefined {
  const facts = context.facts(file);
  if (facts === undefined || depth > deepest) return undefined;
  switch (e.k) {
    case 'function':
      return toCallee(file, facts, e.fn);
    case 'cast':
    case 'await':
      return findCallee(e.value, file, context, depth + 1);
    case 'name': {
      const target = declared(e, file, facts, context);
      return target === undefined ? undefined : findCallee(target.value, target.file, context, depth + 1);
    }
    case 'member':
      return findMember(e.object, e.property, file, facts, context, depth + 1);
    default:
      return undefined;
  }
}

function toCallee(file: string, facts: FileFacts, id: FunctionId): Callee | undefined {
  const fn = facts.functions[id];
  return fn === undefined ? undefined : { file, fn };
}

/** The value that a name holds for good, in the file that declares it. */
function declared(
  e: Extract<Expression, { k: 'name' }>,
  file: string,
  facts: FileFacts,
  context: FixContext,
): { readonly value: Expression; readonly file: string } | undefined {
  const binding = facts.bindings[e.binding];
  if (binding === undefined || binding.writes > 0) return undefined;
  if (binding.import !== undefined) return exported(file, binding.import.specifier, binding.import.imported, context, 0);
  return initialValue(file, facts, e.binding);
}

function initialValue(file: string, facts: FileFacts, binding: number): { readonly value: Expression; readonly file: string } | undefined {
  let value: Expression | undefined;
  for (const fn of facts.functions) {
    eachStatement(fn.body, (s) => {
      if (s.s === 'variable' && s.target.p === 'bind' && s.target.binding === binding) value = s.init;
      else if (s.s === 'function' && s.binding === binding) value = { k: 'function', fn: s.fn, start: s.start, end: s.end };
      else if (s.s === 'class' && s.binding === binding) value = { k: 'class', class: s.class, start: s.start, end: s.end };
      else if (s.s === 'export-default' && s.binding === binding) value = s.value;
    });
  }
  return value === undefined ? undefined : { value, file };
}

function exported(
  from: string,
  specifier: string,
  name: string,
  context: FixContext,
  depth: number,
): { readonly value: Expression; readonly file: string } | undefined {
  const target = context.resolve(from, specifier);
  const facts = target.kind === 'file' ? context.facts(target.path) : undefined;
  if (target.kind !== 'file' || facts === undefined || depth > deepest) return undefined;
  for (const e of facts.exports) {
    const found =
      e.kind === 'star'
        ? exported(target.path, e.specifier, name, context, depth + 1)
        : e.name !== name
          ? undefined
          : e.kind === 'from'
            ? exported(target.path, e.specifier, e.imported, context, depth + 1)
            : initialValue(target.path, facts, e.binding);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `service.create`: of a namespace, of an object literal, of an instance of a class. */
function findMember(
  object: Expression,
  name: string,
  file: string,
  facts: FileFacts,
  context: FixContext,
  depth: number,
): Callee | undefined {
  if (object.k !== 'name') return undefined;
  const binding = facts.bindings[object.binding];
  if (binding?.import?.imported === '*') {
    const found = exported(file, binding.import.specifier, name, context, 0);
    return found === undefined ? undefined : findCallee(found.value, found.file, context, depth);
  }
  const target = declared(object, file, facts, context);
  if (target === undefined) return undefined;
  const { value } = target;
  const targetFacts = context.facts(target.file);
  if (targetFacts === undefined) return undefined;
  if (value.k === 'object') {
    const prop = value.props.find((p) => p.key === name);
    return prop === undefined ? undefined : findCallee(prop.value, target.file, context, depth);
  }
  if (value.k === 'module') {
    const found = exported(target.file, value.specifier, name, context, 0);
    return found === undefined ? undefined : findCallee(found.value, found.file, context, depth);
  }
  if (value.k !== 'new' || value.callee.k !== 'name') return undefined;
  const made = declared(value.callee, target.file, targetFacts, context);
  if (made?.value.k !== 'class') return undefined;
  const madeFacts = context.facts(made.file);
  const member = madeFacts?.classes[made.value.class]?.members.find((m) => m.name === name && !m.static && m.fn !== undefined);
  return madeFacts === undefined || member?.fn === undefined ? undefined : toCallee(made.file, madeFacts, member.fn);
}
