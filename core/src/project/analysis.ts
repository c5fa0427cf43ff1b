import { Machine } from '../flow/index.ts';
import type { Adapter, AdapterHost } from '../frameworks/framework.ts';
import { frameworks } from '../frameworks/registry.generated.ts';
import { type RouteRun, runRoute } from '../frameworks/run-route.ts';
import { Catalog } from '../libraries/index.ts';
import { libraries } from '../libraries/registry.generated.ts';
import type { InternalError, Location, PlacedLocation, Policy } from '../model/index.ts';
import { type FileFacts, positionOf, walkStatements } from '../syntax/index.ts';
import { createResolver } from './create-resolver.ts';
import type { Resolution, Resolver } from './resolver.ts';
import { RunCache } from './run-cache.ts';
import { isCode, type Sources, toTokenSet } from './sources.ts';

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

/** Code that is not part of the application: its routes are mocks. */
const notProduction =
  /(^|\/)(__tests__|__mocks__|__fixtures__|tests?|e2e|cypress|mocks?|fixtures|spec|stories|benchmarks?)\/|\.(test|spec|e2e|e2e-spec|stories|bench|mock)\.[cm]?[jt]sx?$/;

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

export class Linker {
  private readonly tokens = frameworkTokens();
  private readonly cache = new RunCache();
  private resolved: { readonly layout: number; readonly resolver: Resolver } | undefined;

  constructor(private readonly sources: Sources) {}

  /** The resolver of the present layout. */
  private resolver(): Resolver {
    if (this.resolved?.layout !== this.sources.layout) {
      const { sources } = this;
      this.resolved = {
        layout: sources.layout,
        resolver: remembering(createResolver({ paths: new Set(sources.paths), read: (path) => sources.text(path) })),
      };
    }
    return this.resolved.resolver;
  }

  link(policies: readonly Policy[], exclude: (path: string) => boolean, onProgress: (done: number, file: string) => void): Analysis {
    const { sources } = this;
    const resolver = this.resolver();
    const errors: InternalError[] = [];
    const routeFiles = sources.paths.filter(
      (path) =>
        isCode(path) &&
        isProduction(path) &&
        !exclude(path) &&
        (frameworks.some((f) => f.isRouteFile(path)) || sources.holds(path, this.tokens)),
    );
    const relevant = new Set(routeFiles);
    const taught = new Map(
      policies.flatMap((policy) => policy.guards.map((guard) => [`${guard.module}#${guard.name}`, guard.kind] as const)),
    );
    const m = new Machine(
      { facts: (file) => sources.facts(file), resolve: (from, specifier) => resolver.resolve(from, specifier) },
      catalog,
      (file) => relevant.has(file),
      taught,
    );
    const host: AdapterHost = {
      machine: m,
      files: routeFiles,
      facts: (file) => sources.facts(file),
      packageFolder: (file) => resolver.scope(file).folder ?? '',
      dependsOn: (file, name) => resolver.scope(file).dependencies.has(name),
      text: (file) => sources.text(file),
    };
    const adapters: { readonly id: string; readonly adapter: Adapter }[] = [];
    for (const framework of frameworks) adapters.push({ id: framework.id, adapter: framework.start(host) });
    routeFiles.forEach((file, index) => {
      onProgress((0.4 * index) / routeFiles.length, file);
      sources.facts(file);
    });
    routeFiles.forEach((file, index) => {
      onProgress(0.4 + (0.2 * index) / routeFiles.length, file);
      guarded(errors, 'setup', file, () => m.ensureModule(file));
    });
    // Functions that make an application come first: they call those that take one.
    for (const takes of [false, true]) {
      for (const file of routeFiles) guarded(errors, 'setup', file, () => runUncalled(m, file, sources.facts(file), takes));
    }
    const runs: RouteRun[] = [];
    const facts = (file: string): FileFacts | undefined => sources.facts(file);
    this.cache.begin(`${sources.layout} ${JSON.stringify([...taught])}`, routeFiles, facts, m.visited);
    const place = placer(sources);
    for (const { id, adapter } of adapters) {
      const drafts = guarded(errors, id, undefined, () => adapter.routes()) ?? [];
      drafts.forEach((draft, index) => {
        if (index % 20 === 0) onProgress(0.6 + (0.4 * index) / drafts.length, draft.file);
        if (!isProduction(draft.file)) return;
        const known = this.cache.find(draft, facts);
        const run = known ?? guarded(errors, id, draft.file, () => runRoute(m, adapter, draft, place));
        if (run === undefined) return;
        if (known === undefined) this.cache.keep(draft, run, facts);
        runs.push(run);
      });
    }
    this.cache.end();
    runs.sort((a, b) => compare(a.draft.file, b.draft.file) || a.draft.at.start - b.draft.at.start || compare(a.route.id, b.route.id));
    return { runs, resolver, errors, routeFiles };
  }
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

/** Functions that take an application or make one, and that no code of the workspace calls: they are run on their own. */
function runUncalled(m: Machine, file: string, facts: FileFacts | undefined, takes: boolean): void {
  const frame = m.moduleFrame(file);
  if (facts === undefined || frame === undefined) return;
  facts.functions.forEach((fn, id) => {
    if (
      id === 0 ||
      fn.parent !== 0 ||
      m.visited.has(`${file}:${id}`) ||
      !(takes ? takesInstance(m, facts, id, file) : makesInstance(m, facts, id, file))
    )
      return;
    m.restart('setup');
    m.invoke({ closure: { file, fn: id, frame }, args: [], at: { file, start: fn.start, end: fn.end }, state: m.base, open: true });
    m.base.live = true;
    m.base.proof = undefined;
    m.base.refused = undefined;
  });
}

/** True for functions whose own code uses an import that makes applications. */
function makesInstance(m: Machine, facts: FileFacts, id: number, file: string): boolean {
  const makes = (specifier: string): boolean => {
    const target = m.program.resolve(file, specifier);
    return target.kind === 'package' && m.instanceModules.has(m.catalog.moduleKey(target.module));
  };
  let found = false;
  walkStatements(facts.functions[id]?.body ?? [], (e) => {
    const imported = e.k === 'name' ? facts.bindings[e.binding]?.import : undefined;
    if (imported !== undefined && !imported.typeOnly && makes(imported.specifier)) found = true;
    if (e.k === 'module' && makes(e.specifier)) found = true;
  });
  return found;
}

/** True for functions with a parameter of a type that an adapter makes instances for. */
function takesInstance(m: Machine, facts: FileFacts, id: number, file: string): boolean {
  return (facts.functions[id]?.params ?? []).some((param) => {
    const [shape] = (param.type === undefined ? undefined : m.annotated(param.type, file))?.shapes ?? [];
    return shape?.k === 'object';
  });
}

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
