import type { Expression, FileFacts, TypeFacts } from '../../syntax/facts.ts';
import { eachStatement } from '../../syntax/walk.ts';
import type { RuleContext } from './rule.ts';

/** A binding of one file, as a map key. */
export type BindingKey = string;

/** What names mean without running anything: library keys of callees, and the file and binding behind a name. */
export interface StaticKeys {
  /** The library key of an expression; undefined when it is nothing of a package. */
  keyOf(file: string, e: Expression): string | undefined;
  /** The declaration behind a name, imports followed to the exporting file. */
  bindingOf(file: string, e: Expression): BindingKey | undefined;
}

const deepest = 8;

export function createStaticKeys(context: RuleContext): StaticKeys {
  const initialisers = new Map<string, ReadonlyMap<number, Expression>>();
  const initialiser = (file: string, facts: FileFacts, binding: number): Expression | undefined => {
    let known = initialisers.get(file);
    if (known === undefined) {
      known = collectInitialisers(facts);
      initialisers.set(file, known);
    }
    return facts.bindings[binding]?.writes === 0 ? known.get(binding) : undefined;
  };

  const keyOf = (file: string, e: Expression, depth = 0): string | undefined => {
    if (depth > deepest) return undefined;
    const { catalog } = context;
    switch (e.k) {
      case 'name': {
        const facts = context.facts(file);
        const binding = facts?.bindings[e.binding];
        if (facts === undefined) return undefined;
        if (binding === undefined) return catalog.member('global#', e.name);
        if (binding.import === undefined) {
          const init = initialiser(file, facts, e.binding);
          return init === undefined ? annotatedKey(context, file, binding.type) : keyOf(file, init, depth + 1);
        }
        const target = context.resolve(file, binding.import.specifier);
        if (target.kind !== 'package') return undefined;
        const module = catalog.moduleKey(target.module);
        return binding.import.imported === '*' ? module : catalog.member(module, binding.import.imported);
      }
      case 'module': {
        const target = context.resolve(file, e.specifier);
        return target.kind === 'package' ? catalog.moduleKey(target.module) : undefined;
      }
      case 'member': {
        const object = keyOf(file, e.object, depth + 1);
        return object === undefined ? undefined : catalog.member(object, e.property);
      }
      case 'call': {
        const callee = keyOf(file, e.callee, depth + 1);
        return callee === undefined ? undefined : catalog.called(callee);
      }
      case 'new': {
        const callee = keyOf(file, e.callee, depth + 1);
        return callee === undefined ? undefined : catalog.constructed(callee);
      }
      case 'await':
      case 'cast':
        return keyOf(file, e.value, depth + 1);
      default:
        return undefined;
    }
  };

  const bindingOf = (file: string, e: Expression): BindingKey | undefined => {
    if (e.k !== 'name') return undefined;
    const facts = context.facts(file);
    const binding = facts?.bindings[e.binding];
    if (binding === undefined) return undefined;
    if (binding.import === undefined) return `${file}:${e.binding}`;
    return exportedBinding(context, file, binding.import.specifier, binding.import.imported, 0);
  };
  return { keyOf: (file, e) => keyOf(file, e), bindingOf };
}

/** What a declared type says: `client: AxiosInstance`. */
function annotatedKey(context: RuleContext, file: string, type: TypeFacts | undefined): string | undefined {
  if (type?.t !== 'name') return undefined;
  const imported = context.facts(file)?.bindings[type.binding]?.import;
  const target = imported === undefined ? undefined : context.resolve(file, imported.specifier);
  if (imported === undefined || target?.kind !== 'package') return undefined;
  const [, ...rest] = type.name.split('.');
  return context.catalog.annotated(target.module, rest.length > 0 ? rest.join('.') : imported.imported);
}

function exportedBinding(context: RuleContext, from: string, specifier: string, name: string, depth: number): BindingKey | undefined {
  const target = context.resolve(from, specifier);
  if (target.kind !== 'file' || depth > deepest) return undefined;
  for (const e of context.facts(target.path)?.exports ?? []) {
    if (e.kind === 'star') {
      const found = exportedBinding(context, target.path, e.specifier, name, depth + 1);
      if (found !== undefined) return found;
    } else if (e.name === name) {
      return e.kind === 'local' ? `${target.path}:${e.binding}` : exportedBinding(context, target.path, e.specifier, e.imported, depth + 1);
    }
  }
  return undefined;
}

/** The initial values of all variables declared with a plain name. */
function collectInitialisers(facts: FileFacts): ReadonlyMap<number, Expression> {
  const found = new Map<number, Expression>();
  for (const fn of facts.functions) {
    eachStatement(fn.body, (s) => {
      if (s.s === 'variable' && s.init !== undefined && s.target.p === 'bind') found.set(s.target.binding, s.init);
    });
  }
  return found;
}
