import type { Library, Origin, Row, Target } from './row.ts';

/** A library value's name: `module#path` (see row.ts). */
export type LibraryKey = string;

const typeKey = (module: string, type: string): LibraryKey => `${module}#<${type}>`;

/** All rows, by the key of what they are about. Built once per engine. */
export class Catalog {
  private readonly canonicalModule = new Map<string, string>();
  private readonly rowsByKey = new Map<LibraryKey, Row[]>();
  private readonly typeByOrigin = new Map<string, LibraryKey>();
  private readonly fluentTypes = new Map<LibraryKey, LibraryKey>();
  private readonly callbackOrigins = new Map<LibraryKey, { argument: number; parameter: number; type: LibraryKey }[]>();
  private readonly recordTypes = new Set<LibraryKey>();
  private readonly guardModules = new Set<string>();
  /** Names of all options that can turn certificate verification off. */
  readonly switchOptions: string[] = [];
  readonly tlsSwitches: { readonly option: string; readonly insecure: string | number | boolean }[] = [];

  constructor(libraries: readonly Library[]) {
    for (const library of libraries) this.add(library);
  }

  private add(library: Library): void {
    const [first] = library.modules;
    if (first === undefined) return;
    const module = this.canonicalModule.get(first) ?? first;
    for (const name of library.modules) this.canonicalModule.set(name, module);
    for (const [type, origins] of Object.entries(library.types ?? {})) {
      for (const origin of origins) this.addOrigin(module, typeKey(module, type), origin);
    }
    for (const [name, key] of Object.entries(library.reexports ?? {})) this.typeByOrigin.set(`${module}#${name}`, key);
    for (const type of library.records ?? []) this.recordTypes.add(typeKey(module, type));
    for (const row of library.rows) {
      if (row.row === 'tls-switch') this.switchOptions.push(row.option);
      if (row.row === 'tls-switch' && row.target === undefined) {
        this.tlsSwitches.push({ option: row.option, insecure: row.insecure });
        continue;
      }
      if (row.target === undefined) continue;
      if (row.row === 'guard') for (const name of library.modules) this.guardModules.add(packageName(name));
      const key = targetKey(module, row.target);
      const rows = this.rowsByKey.get(key);
      if (rows === undefined) this.rowsByKey.set(key, [row]);
      else rows.push(row);
    }
  }

  private addOrigin(module: string, type: LibraryKey, origin: Origin): void {
    switch (origin.by) {
      case 'export':
        this.typeByOrigin.set(`${module}#${origin.name}`, type);
        return;
      case 'construct':
        this.typeByOrigin.set(`new ${module}#${origin.name}`, type);
        return;
      case 'call':
        this.typeByOrigin.set(`${module}#${origin.name}()`, type);
        return;
      case 'method':
        this.typeByOrigin.set(`${typeKey(module, origin.type)}.${origin.name}()`, type);
        return;
      case 'property':
        this.typeByOrigin.set(`${typeKey(module, origin.type)}.${origin.name}`, type);
        return;
      case 'any-method':
        this.fluentTypes.set(typeKey(module, origin.type), type);
        return;
      case 'annotation':
        this.typeByOrigin.set(`:${module}#${origin.name}`, type);
        return;
      case 'extends':
        this.typeByOrigin.set(`extends ${module}#${origin.name}`, type);
        return;
      case 'callback': {
        const key = targetKey(module, origin.target);
        const known = this.callbackOrigins.get(key) ?? [];
        known.push({ argument: origin.argument, parameter: origin.parameter, type });
        this.callbackOrigins.set(key, known);
        return;
      }
    }
  }

  /** The key of a whole module: what `import * as` and `require` give. */
  moduleKey(specifier: string): LibraryKey {
    return `${this.canonicalModule.get(specifier) ?? specifier}#`;
  }

  /** True where some row speaks of the module. */
  knowsModule(specifier: string): boolean {
    return this.canonicalModule.has(specifier);
  }

  /** True where the module is one that authenticates callers. */
  authenticates(module: string): boolean {
    return this.guardModules.has(packageName(module));
  }

  /** `key.name`. */
  member(key: LibraryKey, name: string): LibraryKey {
    const raw = key.endsWith('#') ? `${key}${name}` : `${key}.${name}`;
    const path = raw.includes('#default.') ? raw.replace('#default.', '#') : raw;
    const known = this.typeByOrigin.get(path);
    if (known !== undefined) return known;
    const special = this.rowsByKey.has(path) || this.typeByOrigin.has(`${path}()`) || this.callbackOrigins.has(path);
    return special ? path : (this.anyProperty(key) ?? path);
  }

  private anyProperty(key: LibraryKey): LibraryKey | undefined {
    return key.endsWith('>') ? this.typeByOrigin.get(`${key}.*`) : undefined;
  }

  /** What calling a value of `key` gives. */
  called(key: LibraryKey): LibraryKey {
    const callee = key.endsWith('#') ? `${key}default` : key;
    const known = this.typeByOrigin.get(`${callee}()`);
    if (known !== undefined) return known;
    const dot = callee.lastIndexOf('>.');
    if (dot > 0) {
      const fluent = this.fluentTypes.get(callee.slice(0, dot + 1));
      if (fluent !== undefined) return fluent;
    }
    return callee.length > 160 ? callee : `${callee}()`;
  }

  /** True for a type whose values are records: fields are written and saved. */
  isRecord(key: LibraryKey): boolean {
    return this.recordTypes.has(key);
  }

  /** What `new` on a value of `key` gives. */
  constructed(key: LibraryKey): LibraryKey {
    const callee = key.endsWith('#') ? `${key}default` : key;
    return this.typeByOrigin.get(`new ${callee}`) ?? `new ${callee}`;
  }

  /** The declared type that an annotation with exported type `name` of `specifier` means. */
  annotated(specifier: string, name: string): LibraryKey | undefined {
    const key = `${this.moduleKey(specifier)}${name}`.replace('#default.', '#');
    return this.typeByOrigin.get(`:${key}`) ?? this.typeByOrigin.get(`:${this.typeByOrigin.get(key) ?? ''}`);
  }

  /** The declared type of instances of classes that extend a value of `key`. */
  extended(key: LibraryKey): LibraryKey | undefined {
    return this.typeByOrigin.get(`extends ${key}`);
  }

  rows(key: LibraryKey): readonly Row[] {
    return this.rowsByKey.get(key.endsWith('#') ? `${key}default` : key) ?? noRows;
  }

  /** Types of the parameters of functions that are passed to a call of `key`. */
  callbacks(key: LibraryKey): readonly { readonly argument: number; readonly parameter: number; readonly type: LibraryKey }[] {
    return this.callbackOrigins.get(key) ?? [];
  }
}

/** `@clerk/nextjs/server` → `@clerk/nextjs`. */
function packageName(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

const noRows: readonly Row[] = [];

function targetKey(module: string, target: Target): LibraryKey {
  if ('type' in target) return `${typeKey(module, target.type)}.${target.member}`;
  if ('construct' in target) return `new ${module}#${target.construct}`;
  return `${module}#${target.export}`;
}
