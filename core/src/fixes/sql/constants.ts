import type { FixContext } from '../../rules/contract/rule.ts';
import type { BindingId, Expression, FileFacts } from '../../syntax/facts.ts';
import { eachStatement } from '../../syntax/walk.ts';

const deepest = 8;

/** What a name that is never written again was declared with; undefined for parameters, patterns and names that change. */
export function findInitial(facts: FileFacts, binding: BindingId): Expression | undefined {
  const declared = facts.bindings[binding];
  return declared === undefined || declared.writes > 0 ? undefined : findDeclared(facts, binding);
}

/** What a name starts as, whether it changes later or not. */
export function findDeclared(facts: FileFacts, binding: BindingId): Expression | undefined {
  const scope = facts.functions[facts.bindings[binding]?.scope ?? 0];
  let found: Expression | undefined;
  eachStatement(scope?.body ?? [], (s) => {
    if (s.s === 'variable' && s.target.p === 'bind' && s.target.binding === binding) found = s.init;
  });
  return found;
}

/** The text that an expression always is when it is put into a string: literals, constants of this file and of others. */
export function findConstantText(context: FixContext, file: string, e: Expression, depth = 0): string | undefined {
  const facts = context.facts(file);
  if (facts === undefined || depth > deepest) return undefined;
  const inner = (other: Expression): string | undefined => findConstantText(context, file, other, depth + 1);
  switch (e.k) {
    case 'literal':
      return String(e.value);
    case 'cast':
      return inner(e.value);
    case 'template': {
      const values = e.holes.map(inner);
      if (values.includes(undefined)) return undefined;
      return e.quasis.map((quasi, index) => quasi + (values[index] ?? '')).join('');
    }
    case 'binary': {
      const left = inner(e.left);
      const right = inner(e.right);
      return e.op !== '+' || left === undefined || right === undefined || isNumber(facts, e) ? undefined : left + right;
    }
    case 'name': {
      const imported = facts.bindings[e.binding]?.import;
      if (imported !== undefined) return findExportedText(context, file, imported, depth);
      const initial = findInitial(facts, e.binding);
      return initial === undefined ? undefined : inner(initial);
    }
    case 'member': {
      const object = e.object.k === 'name' ? findInitial(facts, e.object.binding) : undefined;
      const field = object?.k === 'object' ? object.props.find((prop) => prop.key === e.property) : undefined;
      return field === undefined ? undefined : inner(field.value);
    }
    default:
      return undefined;
  }
}

function findExportedText(
  context: FixContext,
  from: string,
  wanted: { readonly specifier: string; readonly imported: string },
  depth: number,
): string | undefined {
  const target = context.resolve(from, wanted.specifier);
  const facts = target.kind === 'file' ? context.facts(target.path) : undefined;
  if (target.kind !== 'file' || facts === undefined || depth > deepest) return undefined;
  const found = facts.exports.find((e) => e.kind !== 'star' && e.name === wanted.imported);
  if (found === undefined || found.kind === 'star') return undefined;
  if (found.kind === 'from') return findExportedText(context, target.path, found, depth + 1);
  const initial = findInitial(facts, found.binding);
  return initial === undefined ? undefined : findConstantText(context, target.path, initial, depth + 1);
}

/** The texts an expression chooses among by itself: `'ASC'` and `'DESC'` in `down ? 'DESC' : 'ASC'`. */
export function isChoiceOfConstants(context: FixContext, file: string, e: Expression): boolean {
  if (e.k === 'conditional') return isChoiceOfConstants(context, file, e.then) && isChoiceOfConstants(context, file, e.else);
  return findConstantText(context, file, e) !== undefined;
}

const numberFunctions: ReadonlySet<string> = new Set(['Number', 'parseInt', 'parseFloat']);
const arithmetic: ReadonlySet<string> = new Set(['-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>']);

/** True where an expression can only be a number, whatever it is made from. */
export function isNumber(facts: FileFacts, e: Expression, depth = 0): boolean {
  if (depth > deepest) return false;
  const inner = (other: Expression): boolean => isNumber(facts, other, depth + 1);
  switch (e.k) {
    case 'literal':
      return typeof e.value === 'number';
    case 'cast':
      return inner(e.value);
    case 'unary':
      return e.op === '+' || e.op === '-' || e.op === '~';
    case 'binary':
      return arithmetic.has(e.op) || (e.op === '+' && inner(e.left) && inner(e.right));
    case 'logical':
      return e.op !== '&&' && inner(e.left) && inner(e.right);
    case 'conditional':
      return inner(e.then) && inner(e.else);
    case 'member':
      return e.property === 'length';
    case 'name': {
      const initial = findInitial(facts, e.binding);
      return initial !== undefined && inner(initial);
    }
    case 'call':
      return isNumberFunction(e.callee);
    default:
      return false;
  }
}

function isNumberFunction(callee: Expression): boolean {
  if (callee.k === 'name') return callee.binding < 0 && numberFunctions.has(callee.name);
  if (callee.k !== 'member' || callee.object.k !== 'name' || callee.object.binding >= 0) return false;
  return callee.object.name === 'Math' || (callee.object.name === 'Number' && numberFunctions.has(callee.property));
}

/** True where an expression can only be text. */
export function isText(facts: FileFacts, e: Expression, depth = 0): boolean {
  if (depth > deepest) return false;
  const inner = (other: Expression): boolean => isText(facts, other, depth + 1);
  switch (e.k) {
    case 'literal':
      return typeof e.value === 'string';
    case 'template':
      return true;
    // Parts of an address are text in every framework.
    case 'member':
      return e.object.k === 'member' && e.object.property === 'params';
    case 'binary':
      return e.op === '+' && (inner(e.left) || inner(e.right));
    case 'logical':
      return e.op !== '&&' && inner(e.left) && inner(e.right);
    case 'conditional':
      return inner(e.then) && inner(e.else);
    case 'call':
      if (e.callee.k === 'name') return e.callee.binding < 0 && e.callee.name === 'String';
      return (
        e.callee.k === 'member' &&
        /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|toISOString|padStart|padEnd|join)$/.test(e.callee.property)
      );
    case 'name': {
      const initial = findInitial(facts, e.binding);
      return initial !== undefined && inner(initial);
    }
    default:
      return false;
  }
}
