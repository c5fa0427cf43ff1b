import { dirname } from '../../base/paths.ts';
import { addDependency, type Dialect } from '../../libraries/dialect.ts';
import { dialects } from '../../libraries/dialects.ts';
import type { FileEdit } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import type { Code } from './code.ts';
import { freeName } from './naming.ts';

/** The validator to write with, and how the file calls it. */
export interface DialectChoice {
  readonly dialect: Dialect;
  readonly local: string;
  /** The file imports it already. */
  readonly imported: boolean;
  /** What makes the project depend on it, where it does not. */
  readonly manifest: FileEdit | undefined;
  readonly added: boolean;
}

/** What the file imports, else what its package depends on, else the first dialect, which is then added. */
export function chooseDialect(code: Code, context: FixContext): DialectChoice {
  for (const dialect of dialects) {
    const local = importedAs(code, dialect);
    if (local !== undefined) return { dialect, local, imported: true, manifest: undefined, added: false };
  }
  const present = dialects.find((dialect) => context.dependsOn(code.file, dialect.package));
  const dialect = present ?? dialects[0];
  const local = freeName(code, dialect.imports.local, [`${dialect.imports.local}Schema`]);
  return {
    dialect,
    local,
    imported: false,
    manifest: present === undefined ? manifestEdit(code.file, dialect, context) : undefined,
    added: present === undefined,
  };
}

function importedAs(code: Code, dialect: Dialect): string | undefined {
  const names = new Set([dialect.imports.name, dialect.imports.local, 'default', '*']);
  for (const binding of code.facts.bindings) {
    const { import: from } = binding;
    if (
      from !== undefined &&
      !from.typeOnly &&
      names.has(from.imported) &&
      (from.specifier === dialect.package || from.specifier.startsWith(`${dialect.package}/`))
    )
      return binding.name;
  }
  for (const s of code.facts.functions[0]?.body ?? []) {
    if (s.s !== 'variable' || s.init?.k !== 'module' || s.init.specifier !== dialect.package) continue;
    if (s.target.p === 'bind') return s.target.name;
    const prop = s.target.p === 'object' ? s.target.props.find((p) => p.key === dialect.imports.name) : undefined;
    if (prop?.value.p === 'bind') return prop.value.name;
  }
  return undefined;
}

/** The nearest package.json above a file, with the dependency added. */
function manifestEdit(file: string, dialect: Dialect, context: FixContext): FileEdit | undefined {
  let up = './';
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = context.resolve(file, `${up}package.json`);
    if (found.kind === 'file') {
      const edit = addDependency(context.text(found.path) ?? '', dialect.package, dialect.range);
      return edit === undefined ? undefined : { file: found.path, edits: [edit] };
    }
    if (folder === '') return undefined;
    up = up === './' ? '../' : `../${up}`;
  }
}
