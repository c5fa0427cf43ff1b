import type { Machine, Value } from '../../flow/index.ts';
import { type FileFacts, walkStatements } from '../../syntax/index.ts';

/**
 * True for a handler that is only there for what follows: a function that uses its second parameter, `next`, or a
 * package's guard. `app.get('/admin/*', requireAdmin)` answers nobody by itself.
 */
export function isMiddleware(m: Machine, value: Value): boolean {
  return (
    value.shapes.length > 0 &&
    value.shapes.every((shape) => {
      if (shape.k === 'closure') {
        const facts = m.program.facts(shape.closure.file);
        return facts !== undefined && usesNext(facts, shape.closure.fn);
      }
      if (shape.k !== 'library') return false;
      const rows = [...m.catalog.rows(shape.key), ...(shape.made === undefined ? [] : m.catalog.rows(shape.made.callee))];
      return rows.some(
        (row) => row.row === 'guard' && (row.as === 'middleware' || row.as === 'middleware-factory') && row.does !== 'signs-in',
      );
    })
  );
}

function usesNext(facts: FileFacts, fn: number): boolean {
  const next = facts.functions[fn]?.params[1]?.pattern;
  if (next?.p !== 'bind') return false;
  const within = new Set([fn]);
  facts.functions.forEach((other, id) => {
    if (within.has(other.parent)) within.add(id);
  });
  let used = false;
  for (const id of within)
    walkStatements(facts.functions[id]?.body ?? [], (e) => {
      if (e.k === 'name' && e.binding === next.binding) used = true;
    });
  return used;
}
