import { dirname, isInside } from '../base/paths.ts';
import type { BindingId, Expression, FileFacts } from '../syntax/facts.ts';
import { noBinding } from '../syntax/facts.ts';
import { walkFile } from '../syntax/walk.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { joinValues, type Value } from './value.ts';

/** Names of the language and the platform, which nobody assigns; those that are read most. */
const standard = new Set(
  (
    'console process Object Array JSON Math Date Promise Buffer Number String Boolean Symbol Map Set WeakMap WeakSet RegExp Error TypeError ' +
    'parseInt parseFloat isNaN setTimeout clearTimeout setInterval clearInterval setImmediate require module exports fetch URL ' +
    'URLSearchParams Response Request Headers FormData encodeURIComponent decodeURIComponent undefined globalThis global window document'
  ).split(' '),
);

const platform = new Set(
  'crypto performance navigator localStorage sessionStorage caches Intl Reflect Atomics WebAssembly Bun Deno'.split(' '),
);

/** `globalThis.cache.users.create`: a member of something that the platform does not have, so that the program must have put it there. */
export function isOfProgram(key: string): boolean {
  const [, root, member] = /^global#(\w+)\.(.+)$/.exec(key) ?? [];
  return root !== undefined && member !== undefined && /^[a-z_]/.test(root) && !standard.has(root) && !platform.has(root);
}

/** The global object itself, under either of its names. */
export const isGlobalObject = (key: string): boolean => key === 'global#' || key === 'global#global';

/**
 * What the workspace puts on the global object: `global.db = connect()`, read elsewhere as `db`. Each file that does so
 * has a cell of its own for it.
 */
export class SharedGlobals {
  private files: readonly string[] | undefined;
  private readonly assigned = new WeakMap<FileFacts, ReadonlySet<string>>();

  /** Names that files have without an import, by what frameworks say. */
  readonly given: ((name: string, file: string, state: State) => Value | undefined)[] = [];

  constructor(private readonly machine: Machine) {}

  /** `global.name = value` in a file. */
  write(file: string, name: string, value: Value, state: State): void {
    state.store.set(cellOf(file, name), value);
  }

  /**
   * The value of a global that files of the workspace assign; undefined for all others. Where several do, each in a
   * program of its own, the reader's is one of those that lie above it.
   */
  read(name: string, reader: string, state: State): Value | undefined {
    if (standard.has(name)) return undefined;
    for (const give of this.given) {
      const value = give(name, reader, state);
      if (value !== undefined) return value;
    }
    const m = this.machine;
    this.files ??= [...new Set(globalTexts.flatMap((text) => m.program.filesNaming(text)))].sort();
    const all = this.files.filter((file) => {
      const facts = m.program.facts(file);
      return facts !== undefined && this.assignedIn(facts).has(name);
    });
    const above = all.filter((file) => isInside(dirname(file), reader));
    let found: Value | undefined;
    for (const file of above.length > 0 ? above : all) {
      m.ensureModule(file);
      m.reads?.units.add(file);
      const value = state.store.get(cellOf(file, name));
      if (value !== undefined) found = found === undefined ? value : joinValues(found, value);
    }
    return found;
  }

  private assignedIn(facts: FileFacts): ReadonlySet<string> {
    const names = this.assigned.get(facts) ?? globalsOf(facts);
    this.assigned.set(facts, names);
    return names;
  }
}

const cellOf = (file: string, name: string): string => `s${file}:global.${name}`;

/** The names that a file puts on the global object. */
export function globalsOf(facts: FileFacts): ReadonlySet<string> {
  const found = new Set<string>();
  const aliases = aliasesOf(facts);
  walkFile(facts, (e) => {
    const target = e.k === 'assign' && e.target.p === 'target' ? e.target.expression : undefined;
    if (target?.k !== 'member' || standard.has(target.property)) return;
    if (namesGlobal(target.object) || (target.object.k === 'name' && aliases.has(target.object.binding))) found.add(target.property);
  });
  return found;
}

/** `const scope = globalThis as unknown as { db: Db }`. */
function aliasesOf(facts: FileFacts): ReadonlySet<BindingId> {
  const found = new Set<BindingId>();
  for (const { body } of facts.functions)
    for (const s of body)
      if (s.s === 'variable' && s.target.p === 'bind' && s.init !== undefined && namesGlobal(s.init)) found.add(s.target.binding);
  return found;
}

function namesGlobal(e: Expression): boolean {
  if (e.k === 'cast') return namesGlobal(e.value);
  return e.k === 'name' && e.binding === noBinding && /^global(This)?$/.test(e.name);
}

/** What stands in the text of a file that puts something there. */
export const globalTexts = ['global.', 'globalThis', '= global'] as const;
