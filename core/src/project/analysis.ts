import { basename, dirname } from '../base/paths.ts';
import { type FolderEntry, globalsOf, globalTexts, Machine, type Moved } from '../flow/index.ts';
import type { Adapter, AdapterHost, Framework, RouteDraft } from '../frameworks/framework.ts';
import { frameworks } from '../frameworks/registry.generated.ts';
import { type RouteRun, runRoute } from '../frameworks/run-route.ts';
import { runByPaths } from '../frameworks/told-paths.ts';
import { Catalog } from '../libraries/index.ts';
import { libraries } from '../libraries/registry.generated.ts';
import type { InternalError, Location, PlacedLocation, Policy } from '../model/index.ts';
import { type FileFacts, positionOf } from '../syntax/index.ts';
import { frameworkAliases, manifestFolders, withAliases } from './aliases.ts';
import { withConventions } from './conventions.ts';
import { createResolver } from './create-resolver.ts';
import { PackagesInUse } from './packages-in-use.ts';
import { parseJson, parseYaml } from './resolution/config-values.ts';
import { findGeneratedFolders } from './resolution/generated-folders.ts';
import type { Resolution, Resolver } from './resolver.ts';
import { RunCache } from './run-cache.ts';
import { orderOf, setupOrder } from './setup-order.ts';
import { isCode, type Sources, type TokenSet, toTokenSet } from './sources.ts';
import { type KnownFunctions, knownFunctions, runUncalled } from './uncalled.ts';

/** The linked program: its routes, run. Made anew after every change; the facts below it are not. */
export interface Analysis {
  readonly runs: readonly RouteRun[];
  readonly resolver: Resolver;
  readonly errors: readonly InternalError[];
  /** Files with code of a framework, sorted. */
  readonly routeFiles: readonly string[];
}

/** All library rows, the frameworks' own included. */
export const catalog = new Catalog([...libraries, ...frameworks.flatMap((framework) => [...framework.libraries])]);

const frameworkTokens = toTokenSetOnce();

function toTokenSetOnce() {
  return () => toTokenSet(frameworks.flatMap((framework) => [...framework.tokens]));
}

/** Code that is not part of the application: its routes are mocks, or what tools of the author's keep in folders like `.agents`. */
const notProduction =
  /(^|\/)(\.(?!well-known\/)[^/.][^/]*|__tests__|__mocks__|__fixtures__|tests?|e2e|cypress|mocks?|fixtures|spec|stories|benchmarks?)\/|\.(test|spec|e2e|e2e-spec|stories|bench|mock)\.[cm]?[jt]sx?$/;

export const isProduction = (path: string): boolean => !notProduction.test(path);

/** Places a location in its file; offsets beyond the text are clamped. */
export function placer(sources: Sources): (location: Location) => PlacedLocation {
  return (location) => {
    const facts = sources.facts(location.file);
    const zero = { line: 0, column: 0 };
    return {
      file: location.file,
      start: location.start,
      end: location.end,
      from: facts === undefined ? zero : positionOf(facts, location.start),
      to: facts === undefined ? zero : positionOf(facts, location.end),
    };
  };
}

/** Where specifiers lead, for one layout and the aliases that the frameworks' configurations make. */
interface Resolved {
  readonly layout: number;
  readonly base: Resolver;
  /** Folders with a manifest. */
  readonly manifests: readonly string[];
  /** The aliases as text. */
  readonly key: string;
  readonly resolver: Resolver;
}

/** An adapter with the books in which it notes what it sees, and the routes that it found last. */
interface AtWork {
  readonly framework: Framework;
  readonly adapter: Adapter;
  readonly books: readonly NotesOf[];
  found: { readonly drafts: readonly RouteDraft[]; readonly notes: readonly unknown[]; readonly files: ReadonlySet<string> } | undefined;
}

type NotesOf = Machine['noteBooks'][number];

/** A machine with the adapters at work on it: the setup of the workspace as it was at the last link. */
interface Program {
  /** What it was made for: another one is made where this is no longer the same. */
  readonly surroundings: string;
  readonly machine: Machine;
  readonly adapters: readonly AtWork[];
  /** Files with code of a framework; the host's `files` and the machine's setup modules. */
  routeFiles: ReadonlySet<string>;
  /** The modules of `routeFiles` in the order in which they run from scratch. */
  order: ReadonlyMap<string, number>;
  readonly packages: PackagesInUse;
  /** What the functions of files use; for those that may have to be run on their own. */
  readonly functions: KnownFunctions;
  /** Names that were looked for in all files, with those that had them. */
  readonly asked: Map<string, readonly string[]>;
}

export class Linker {
  private readonly tokens = frameworkTokens();
  private cache = new RunCache();
  private resolved: Resolved | undefined;
  private program: Program | undefined;
  private readonly names = new Map<string, TokenSet>();
  private readonly globals = new WeakMap<FileFacts, boolean>();
  private byPlace: { readonly code: readonly string[]; readonly routes: ReadonlySet<string> } = { code: [], routes: new Set() };
  private routeFiles: { readonly seen: readonly unknown[]; readonly files: readonly string[] } = { seen: [], files: [] };
  /** Files that have changed since the last link that came to its end. */
  private readonly changed = new Set<string>();

  constructor(private readonly sources: Sources) {}

  /** The resolver of the present layout and aliases. */
  private resolver(): Resolved {
    const { sources } = this;
    const known = this.resolved?.layout === sources.layout ? this.resolved : undefined;
    const base = known?.base ?? baseResolver(sources);
    const manifests = known?.manifests ?? manifestFolders(sources.paths);
    const aliases = frameworkAliases(frameworks, base, manifests, sources);
    const key = JSON.stringify(aliases);
    this.resolved =
      known?.key === key ? known : { layout: sources.layout, base, manifests, key, resolver: remembering(withAliases(base, aliases)) };
    return this.resolved;
  }

  /** `code`: the files of the application, sorted; the same list as long as the layout is the same. */
  link(policies: readonly Policy[], code: readonly string[], onProgress: (done: number, file: string) => void): Analysis {
    const { sources } = this;
    const { resolver, key: aliases } = this.resolver();
    const errors: InternalError[] = [];
    const global = this.globalFiles(code);
    if (this.byPlace.code !== code) this.byPlace = { code, routes: new Set(code.filter((path) => isRouteFile(path, resolver))) };
    const { routes: byPlace } = this.byPlace;
    const routeFiles = this.routeFilesOf(code, byPlace, sources.holding(this.tokens, code), global);
    routeFiles.forEach((file, index) => {
      onProgress((0.4 * index) / routeFiles.length, file);
      sources.facts(file);
    });
    const program = this.refreshed(policies, resolver, aliases, routeFiles, code);
    const { machine: m, adapters } = program;
    let done = 0;
    for (const file of program.order.keys()) {
      onProgress(0.4 + (0.2 * done++) / program.order.size, file);
      guarded(errors, 'setup', file, () => m.ensureModule(file));
    }
    guarded(errors, 'setup', undefined, () =>
      runUncalled(m, program.routeFiles, program.functions, this.changed, (file) => sources.facts(file)),
    );
    const inUse = program.packages.with(program.routeFiles, (file) => sources.facts(file));
    const runs: RouteRun[] = [];
    const place = placer(sources);
    for (const one of adapters) {
      const { adapter } = one;
      const { id } = one.framework;
      const drafts = guarded(errors, id, undefined, () => routesOf(m, one, program.routeFiles, inUse)) ?? [];
      drafts.forEach((draft, index) => {
        if (index % 20 === 0) onProgress(0.6 + (0.4 * index) / drafts.length, draft.file);
        if (!isProduction(draft.file)) return;
        runs.push(
          ...runByPaths(draft, (one) => {
            const known = this.cache.find(m, one, sources, place);
            const run = known ?? guarded(errors, id, one.file, () => runRoute(m, adapter, one, place));
            if (known === undefined && run !== undefined) this.cache.keep(m, one, run, sources);
            return run;
          }),
        );
      });
    }
    this.cache.end();
    this.changed.clear();
    m.ledger.disturbed.clear();
    runs.sort((a, b) => compare(a.draft.file, b.draft.file) || a.draft.at.start - b.draft.at.start || compare(a.route.id, b.route.id));
    return { runs, resolver, errors, routeFiles };
  }

  /** Files with code of a framework, in order: the same list as long as nothing of it is different. */
  private routeFilesOf(
    code: readonly string[],
    byPlace: ReadonlySet<string>,
    holding: readonly string[],
    global: ReadonlySet<string>,
  ): readonly string[] {
    const seen = [code, byPlace, holding, ...global];
    if (!areSame(seen, this.routeFiles.seen)) {
      const held = new Set(holding);
      this.routeFiles = { seen, files: code.filter((path) => byPlace.has(path) || held.has(path) || global.has(path)) };
    }
    return this.routeFiles.files;
  }

  /** Files that put something on the global object. They run first: others read it wherever they are. */
  private globalFiles(code: readonly string[]): ReadonlySet<string> {
    const files = globalTexts.flatMap((text) => this.filesNaming(text, code));
    return new Set(files.filter((file) => this.putsGlobals(file)));
  }

  private putsGlobals(file: string): boolean {
    const facts = this.sources.facts(file);
    if (facts === undefined) return false;
    let known = this.globals.get(facts);
    if (known === undefined) {
      known = globalsOf(facts).size > 0;
      this.globals.set(facts, known);
    }
    return known;
  }

  /** Files of the application in whose text the name stands. */
  private filesNaming(name: string, code: readonly string[]): readonly string[] {
    let tokens = this.names.get(name);
    if (tokens === undefined) {
      tokens = toTokenSet([name]);
      this.names.set(name, tokens);
    }
    const { sources } = this;
    return sources.holding(tokens, code);
  }

  /** The program with all that a change can concern taken out, or a new one. */
  private refreshed(
    policies: readonly Policy[],
    resolver: Resolver,
    aliases: string,
    routeFiles: readonly string[],
    code: readonly string[],
  ): Program {
    const { sources } = this;
    for (const file of sources.takeChanged()) this.changed.add(file);
    const taught = new Map(
      policies.flatMap((policy) => policy.guards.map((guard) => [`${guard.module}#${guard.name}`, guard.kind] as const)),
    );
    const surroundings = `${sources.layout} ${aliases} ${JSON.stringify([...taught])}`;
    const known = this.program;
    if (known?.surroundings !== surroundings || this.hasOtherNames(known, code)) {
      this.cache = new RunCache();
      this.program = this.start(surroundings, taught, resolver, routeFiles, code);
      return this.program;
    }
    const { changed } = this;
    known.machine.forgetFacts();
    known.machine.ledger.moved = moverOf(sources, changed);
    this.cache.begin(known.machine, changed, sources);
    const files = new Set(routeFiles);
    known.machine.ledger.takeOut([...files].filter((file) => !known.routeFiles.has(file)));
    known.machine.ledger.takeOut([...known.routeFiles].filter((file) => !files.has(file)));
    known.machine.ledger.invalidate(changed);
    if (files.size !== known.routeFiles.size || [...files].some((file) => !known.routeFiles.has(file))) known.routeFiles = files;
    known.order = setupOrder(files, sources, resolver, (file) => this.putsGlobals(file));
    return known;
  }

  /** True where a name that was looked for stands in other files now. */
  private hasOtherNames(program: Program, code: readonly string[]): boolean {
    return [...program.asked].some(([name, files]) => !areSame(this.filesNaming(name, code), files));
  }

  private start(
    surroundings: string,
    taught: Machine['taught'],
    resolver: Resolver,
    routeFiles: readonly string[],
    code: readonly string[],
  ): Program {
    const { sources } = this;
    const machine = new Machine(
      {
        facts: (file) => sources.facts(file),
        resolve: (from, specifier) => asKnown(specifier, resolver.resolve(from, specifier)),
        entries: listing(sources.paths),
        filesNaming: (name) => {
          const files = this.filesNaming(name, code);
          program.asked.set(name, files);
          return files;
        },
        packageFolder: (file) => resolver.scope(file).folder ?? '',
        range: (file, name) => resolver.scope(file).dependencies.get(name),
      },
      catalog,
      (file) => program.routeFiles.has(file),
      taught,
    );
    machine.unitOrder = (key) => orderOf(program.order, key);
    const host: AdapterHost = {
      machine,
      get files() {
        return [...program.routeFiles];
      },
      facts: (file) => machine.program.facts(file),
      packageFolder: (file) => resolver.scope(file).folder ?? '',
      dependsOn: (file, name) => resolver.scope(file).dependencies.has(name),
      range: (file, name) => resolver.scope(file).dependencies.get(name),
      text: (file) => {
        machine.reads?.files.add(file);
        return sources.text(file);
      },
      get configurations() {
        return sources.paths.filter((path) => !isCode(path));
      },
      config: (file) => configOf(file, sources.text(file)),
    };
    const files = new Set(routeFiles);
    const program: Program = {
      surroundings,
      machine,
      adapters: frameworks.map((framework): AtWork => {
        const before = machine.noteBooks.length;
        const adapter = framework.start(host);
        return { framework, adapter, books: machine.noteBooks.slice(before), found: undefined };
      }),
      routeFiles: files,
      order: setupOrder(files, sources, resolver, (file) => this.putsGlobals(file)),
      asked: new Map(),
      packages: new PackagesInUse(sources.paths, resolver),
      functions: knownFunctions(),
    };
    return program;
  }
}

function baseResolver(sources: Sources): Resolver {
  const paths = new Set(sources.paths);
  const read = (path: string) => sources.text(path);
  const kinds = libraries.flatMap(({ generated, modules: [module] }) =>
    generated === undefined || module === undefined ? [] : [{ ...generated, module }],
  );
  return withConventions(createResolver({ paths, read, generated: findGeneratedFolders(paths, read, kinds) }), paths);
}

function configOf(file: string, text: string | undefined): unknown {
  return text === undefined ? undefined : file.endsWith('.json') ? parseJson(text) : parseYaml(text);
}

/** Where places in changed files are now, as far as their revisions say. */
function moverOf(sources: Sources, changed: ReadonlySet<string>): Moved {
  return (file, offset) => (changed.has(file) ? sources.lastEdit(file)?.moved(offset) : offset);
}

/**
 * The routes of an adapter. They are read anew when it has noted something else or anything that they were read from has
 * changed; what the adapter makes on the way belongs to a unit of its own.
 */
function routesOf(m: Machine, one: AtWork, files: ReadonlySet<string>, inUse: ReadonlySet<string>): readonly RouteDraft[] {
  const { framework, adapter, books, found } = one;
  const key = `routes of ${framework.id}`;
  const notes = books.map((book) => book.all());
  const isUsed = framework.withoutPackages === true || framework.packages.some((name) => inUse.has(name));
  if (!isUsed && notes.every((list) => list.length === 0)) return [];
  if (found?.files === files && m.ledger.has(key) && notes.every((list, index) => list === found.notes[index])) return found.drafts;
  one.found = undefined;
  let drafts: readonly RouteDraft[] = [];
  m.ledger.takeOut([key]);
  m.runUnit(key, () => {
    drafts = adapter.routes();
  });
  one.found = { drafts, notes, files };
  return drafts;
}

/** True for files that some framework of their package knows by their place. */
function isRouteFile(path: string, resolver: Resolver): boolean {
  return frameworks.some((f) => f.isRouteFile(path) && f.packages.some((name) => resolver.scope(path).dependencies.has(name)));
}

/**
 * In the repository of a package that rows describe, its examples see what the rows say, not its insides. A module that a
 * framework makes up (`$app/server`) is known by rows alone.
 */
function asKnown(specifier: string, found: Resolution): Resolution {
  return found.kind !== 'package' && (found.published === true || found.kind === 'missing') && catalog.knowsModule(specifier)
    ? { kind: 'package', name: specifier, module: specifier }
    : found;
}

/** What folders hold, as far as the workspace knows; worked out when first asked for. */
function listing(paths: readonly string[]): (folder: string) => readonly FolderEntry[] | undefined {
  let folders: Map<string, Map<string, FolderEntry>> | undefined;
  return (folder) => {
    if (folders === undefined) {
      folders = new Map();
      for (const path of paths) {
        for (let at = path, isFolder = false; ; isFolder = true) {
          const parent = dirname(at);
          const entries = folders.get(parent) ?? new Map<string, FolderEntry>();
          folders.set(parent, entries);
          const name = basename(at);
          if (entries.has(name)) break;
          entries.set(name, { name, isFolder });
          if (parent === '') break;
          at = parent;
        }
      }
    }
    const found = folders.get(folder);
    return found === undefined ? undefined : [...found.values()].sort((a, b) => compare(a.name, b.name));
  };
}

/** The resolver with its answers kept: the machine asks for the same import every time a name of it is read. */
function remembering(resolver: Resolver): Resolver {
  const answers = new Map<string, Map<string, Resolution>>();
  return {
    scope: (file) => resolver.scope(file),
    resolve(from, specifier) {
      let ofFile = answers.get(from);
      if (ofFile === undefined) {
        ofFile = new Map();
        answers.set(from, ofFile);
      }
      let answer = ofFile.get(specifier);
      if (answer === undefined) {
        answer = resolver.resolve(from, specifier);
        ofFile.set(specifier, answer);
      }
      return answer;
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const areSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((item, index) => item === b[index]));

function guarded<T>(errors: InternalError[], where: string, file: string | undefined, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    errors.push({
      where,
      ...(file !== undefined && { file }),
      message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
    });
    return undefined;
  }
}

/** Thrown out of an analysis that its caller no longer wants. */
export class Cancelled extends Error {}
