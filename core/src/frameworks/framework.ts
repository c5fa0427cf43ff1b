import type { Machine, State, Value } from '../flow/index.ts';
import type { Library } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import type { Resolution } from '../project/resolver.ts';
import type { FileFacts } from '../syntax/facts.ts';

/** One function that runs for a route: a middleware, a wrapper around the edge, the handler. */
export interface Step {
  readonly value: Value;
  /** As written: `requireUser`, `passport.authenticate('jwt')`. */
  readonly name: string;
  readonly at: Location;
  /** Path below which it is mounted; '' for everywhere. Absolute. */
  readonly mount: string;
  readonly role: 'middleware' | 'handler';
  /** It runs for other routes too, by where it is mounted: a token that it renews is no sign-in of this route. */
  readonly shared?: true;
  /** Which of its framework's kinds of function it is, where there are several: `guard`, `interceptor`. */
  readonly phase?: string;
  /** It runs for the sake of this path parameter and is given its value. */
  readonly param?: string;
}

/** A route as an adapter found it, before anything about it was run. */
export interface RouteDraft {
  readonly framework: string;
  readonly method: string;
  readonly path: string;
  readonly at: Location;
  /** In the order they run; the handler last. */
  readonly steps: readonly Step[];
  /** Registered too late to run before the route, in frameworks where order decides. */
  readonly later: readonly Step[];
  /** What would run before the route if the paths that it runs for named this one. */
  readonly leftOut?: readonly LeftOut[];
  /** Of its group, the first in the order of the code that matches a request answers it, and passes none on. */
  readonly firstMatch?: true;
  /** Why the path or the chain is not complete, when it is not. */
  readonly partial?: string;
  /** The file whose code registers it. */
  readonly file: string;
  /** Where the routers on the way to it are mounted, outermost first. */
  readonly mounts?: readonly Location[];
  /** What joins siblings: the router or the folder. */
  readonly group: string;
  /** Where a guard of the project would be put into this registration; undefined where the form does not allow it. */
  readonly insertion?: GuardInsertion;
  /** Paths that its one function may tell apart, by where they are written: those that it does are routes, see `told-paths.ts`. */
  readonly told?: readonly ToldPath[];
  /** Its requests are for a path below its own that its code does not name. */
  readonly unnamed?: true;
  /** It takes what a form of a page sends, be it no more than a choice that a cookie keeps. */
  readonly form?: true;
  /** Calls of it have this method whatever it does: what it does alone tells whether it changes something. */
  readonly procedure?: true;
  /** `any`: one function answers requests with all methods and may tell them apart; `rest`: those that its code does not name. */
  readonly methods?: 'any' | 'rest';
  /** It gets the requests that no other route of its function is for, and is none itself where it only turns them away. */
  readonly fallback?: true;
}

/** A step with a list of the paths that it runs for. */
export interface LeftOut {
  readonly step: Step;
  /** The list. */
  readonly list: Location;
  /** The route's path in the form that the list has. */
  readonly entry: string;
}

/** A path as a program names it; `below`: the start of one. */
export interface ToldPath {
  readonly path: string;
  readonly below: boolean;
  readonly at: Location;
}

/** How this registration takes a guard. */
export type GuardInsertion =
  /** As an argument of the registering call, before the handler: text is inserted at `offset` followed by `, `. */
  | { readonly as: 'argument'; readonly file: string; readonly offset: number }
  /** In the options of the registering call, under the name of the phase in which the guard runs. `argument`: options have to
   *  be put before the argument at `offset`; `property`: into those that begin there. `taken`: what phases have already.
   *  `callee`: `app.get`. */
  | {
      readonly as: 'option';
      readonly file: string;
      readonly callee: { readonly start: number; readonly end: number };
      readonly put: 'argument' | 'property';
      readonly offset: number;
      readonly taken: readonly { readonly phase: string; readonly start: number; readonly end: number; readonly isList: boolean }[];
    }
  /** As a decorator on lines of their own before `offset`, copied with the decorators that siblings have. */
  | { readonly as: 'decorator'; readonly file: string; readonly offset: number }
  /** As a call of `method` with the guard, chained at `offset` to the registering call. */
  | { readonly as: 'chain'; readonly file: string; readonly offset: number; readonly method: string }
  /** In place of what the registration starts from: `publicProcedure` becomes `protectedProcedure`. */
  | { readonly as: 'base'; readonly file: string; readonly start: number; readonly end: number }
  /** As a call at the start of the handler's body. */
  | { readonly as: 'statement'; readonly file: string; readonly offset: number; readonly request: string | undefined };

/** How a step ended. */
export interface StepOutcome {
  /** The state with which the next step starts; undefined when it never passes the request on. */
  readonly passed: State | undefined;
  /** True where the step is a known package's middleware that has nothing to do with authentication. */
  readonly neutral?: boolean;
  /** A guard that lets callers without credentials through. */
  readonly optional?: boolean;
  /** A guard whose list of exceptions names exactly this path. */
  readonly leavesOut?: boolean;
  /** Why the step could not be followed. */
  readonly unknown?: string;
}

/** One run of a route: its request and response objects. */
export interface RouteRunner {
  /** Runs the step on the state; the outcome's state is a fork or the same state. */
  run(step: Step, state: State): StepOutcome;
}

/** A framework at work on one workspace. */
export interface Adapter {
  /** All routes, once every module has run. Sorted by file and offset. */
  routes(): readonly RouteDraft[];
  runner(draft: RouteDraft, state: State): RouteRunner;
}

export interface AdapterHost {
  readonly machine: Machine;
  /** Files that were analysed, sorted. */
  readonly files: readonly string[];
  facts(file: string): FileFacts | undefined;
  /** The folder of the nearest package.json; '' for the root. */
  packageFolder(file: string): string;
  dependsOn(file: string, packageName: string): boolean;
  /** The versions of a package that the file's project asks for, as written: `^7.18.0`. */
  range(file: string, packageName: string): string | undefined;
  /** Reports that the adapter could not make sense of something. */
  text(file: string): string | undefined;
  /** Files of the workspace that are no code, sorted. */
  readonly configurations: readonly string[];
  /** The value of a JSON or YAML file with every scalar of YAML as a string; undefined where it has none. */
  config(file: string): unknown;
}

/** What a framework may know of a workspace when it is asked where a specifier leads. */
export interface ModulePlaces {
  /** True for files of the workspace. */
  has(path: string): boolean;
  packageFolder(file: string): string;
  dependsOn(file: string, packageName: string): boolean;
}

/** Where a specifier leads that nothing else explains, by a convention of the framework. */
export type ModuleFinder = (from: string, specifier: string, workspace: ModulePlaces) => Resolution | undefined;

/** A name that the framework's own tools give a meaning in files below `folder`: `$lib` and what is below it. */
export interface SpecifierAlias {
  readonly folder: string;
  readonly name: string;
  /** The file or folder it stands for, relative to the root. */
  readonly target: string;
}

/** What aliases can be told from. */
export interface AliasHost {
  /** Folders whose package.json, or one above it, names the package. */
  packageFolders(packageName: string): readonly string[];
  has(path: string): boolean;
  facts(file: string): FileFacts | undefined;
}

export interface Framework {
  /** `express`. */
  readonly id: string;
  readonly title: string;
  /** Packages whose presence means that the framework is used. */
  readonly packages: readonly string[];
  /** Its routes may be told by configuration alone, in a program that has none of the packages. */
  readonly withoutPackages?: true;
  /** Strings one of which is in every file that has something of the framework. */
  readonly tokens: readonly string[];
  /** True for files that are routes, or run for routes, by their place. Asked only in projects that depend on one of the packages. */
  isRouteFile(path: string): boolean;
  /** Names that no file and no tsconfig of the repository explains. */
  aliases?(host: AliasHost): readonly SpecifierAlias[];
  readonly libraries: readonly Library[];
  readonly findModule?: ModuleFinder;
  start(host: AdapterHost): Adapter;
}
