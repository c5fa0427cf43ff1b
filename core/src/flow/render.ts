import type { Expression } from '../syntax/facts.ts';

/** An expression as a developer would name it in a sentence: `req.body.name`, `getUser(…)`, `'admin'`. At most about 60 characters. */
export function render(expression: Expression): string {
  const text = renderDeep(expression, 0);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function renderDeep(e: Expression, depth: number): string {
  if (depth > 6) return '…';
  switch (e.k) {
    case 'name':
      return e.name;
    case 'this':
      return 'this';
    case 'super':
      return 'super';
    case 'literal':
      return typeof e.value === 'string' ? `'${e.value}'` : String(e.value);
    case 'member':
      return `${renderDeep(e.object, depth + 1)}${e.optional ? '?.' : '.'}${e.property}`;
    case 'index':
      return `${renderDeep(e.object, depth + 1)}[${renderDeep(e.index, depth + 1)}]`;
    case 'call':
      return `${renderDeep(e.callee, depth + 1)}(${e.args.length === 0 ? '' : e.args.length === 1 && e.args[0]?.k === 'literal' ? renderDeep(e.args[0], depth + 1) : '…'})`;
    case 'new':
      return `new ${renderDeep(e.callee, depth + 1)}(${e.args.length === 0 ? '' : '…'})`;
    case 'await':
      return `await ${renderDeep(e.value, depth + 1)}`;
    case 'cast':
      return renderDeep(e.value, depth + 1);
    case 'unary':
      return `${e.op}${e.op.length > 1 ? ' ' : ''}${renderDeep(e.value, depth + 1)}`;
    case 'binary':
    case 'logical':
      return `${renderDeep(e.left, depth + 1)} ${e.op} ${renderDeep(e.right, depth + 1)}`;
    case 'module':
      return `${e.dynamic ? 'import' : 'require'}('${e.specifier}')`;
    case 'function':
      return 'inline function';
    case 'template':
      return 'template string';
    case 'tagged':
      return `${renderDeep(e.tag, depth + 1)}\`…\``;
    case 'object':
      return '{…}';
    case 'array':
      return '[…]';
    default:
      return '…';
  }
}
