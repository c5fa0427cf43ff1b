import type { ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import type { AuthSetting, Extension, ExtensionPoint, Handler, HapiNote, Path, RouteSettings } from './notes.ts';

/** What a server and its plugins share: who authenticates, and what runs for every route whenever it was registered. */
interface Common {
  readonly schemes: Map<string, Extract<HapiNote, { kind: 'scheme' }>>;
  readonly strategies: Map<string, Extract<HapiNote, { kind: 'strategy' }>>;
  auth: AuthSetting | undefined;
  readonly extensions: Extension[];
  readonly decorations: Decoration[];
}

/** A strategy with what makes it, where that is the workspace's. */
export interface Strategy {
  readonly name: string;
  readonly scheme: Extract<HapiNote, { kind: 'scheme' }> | undefined;
  readonly note: Extract<HapiNote, { kind: 'strategy' }> | undefined;
}

/** How a route's callers are authenticated. */
export interface Authentication {
  readonly strategies: readonly Strategy[];
  readonly mode: string;
  readonly scope: readonly string[];
  readonly known: boolean;
}

/** What a step is in the life of a request. */
export type Part =
  | { readonly as: 'extension' }
  | { readonly as: 'authentication'; readonly authentication: Authentication }
  | { readonly as: 'validation'; readonly route: RouteSettings }
  | { readonly as: 'prerequisite'; readonly assign: string | undefined }
  | { readonly as: 'handler'; readonly decorations: readonly Decoration[] };

export type Decoration = Extract<HapiNote, { kind: 'decoration' }>;

export interface HapiStep extends Step {
  readonly part: Part;
}

export const isHapiStep = (step: Step): step is HapiStep => 'part' in step;

interface ServerPlace {
  readonly root: ObjectId;
  readonly prefix: Path;
  readonly detached: boolean;
  readonly mounts: readonly Location[];
}

export function collectRoutes(notes: readonly HapiNote[]): readonly RouteDraft[] {
  const servers = new Map(notes.flatMap((note) => (note.kind === 'server' ? [[note.id, note] as const] : [])));
  const placeOf = (id: ObjectId, depth = 0): ServerPlace => {
    const note = servers.get(id);
    const root: Path = { text: '/', known: true };
    if (note?.parent === undefined || depth > 20) return { root: id, prefix: root, detached: note?.detached ?? false, mounts: [] };
    const above = placeOf(note.parent.id, depth + 1);
    const own = note.prefix ?? root;
    const prefix = note.replaces ? own : { text: joinPaths(above.prefix.text, own.text), known: above.prefix.known && own.known };
    return { ...above, prefix, mounts: [...above.mounts, note.parent.at] };
  };
  const commons = new Map<ObjectId, Common>();
  const commonOf = (on: ObjectId): Common => {
    const { root } = placeOf(on);
    const common = commons.get(root) ?? { schemes: new Map(), strategies: new Map(), auth: undefined, extensions: [], decorations: [] };
    commons.set(root, common);
    return common;
  };
  for (const note of notes) {
    if (note.kind === 'scheme') commonOf(note.on).schemes.set(note.name, note);
    if (note.kind === 'strategy') commonOf(note.on).strategies.set(note.name, note);
    if (note.kind === 'default') commonOf(note.on).auth = note.auth;
    if (note.kind === 'extension') commonOf(note.on).extensions.push(note.extension);
    if (note.kind === 'decoration') commonOf(note.on).decorations.push(note);
  }
  const drafts = notes.flatMap((note) => (note.kind === 'route' ? draftsOf(note.route, placeOf(note.on), commonOf(note.on)) : []));
  return inOrder(drafts);
}

function draftsOf(route: RouteSettings, place: ServerPlace, common: Common): readonly RouteDraft[] {
  const { handler, path } = route;
  if (handler === undefined) return [];
  const partial = place.detached
    ? 'the function that registers it is called by code that could not be followed'
    : path.known && place.prefix.known
      ? undefined
      : 'part of its path could not be evaluated';
  const steps = stepsOf(route, handler, common);
  return route.methods.map(
    (method): RouteDraft => ({
      framework: 'hapi',
      method,
      path: joinPaths(place.prefix.text, path.text),
      at: route.at,
      steps,
      later: [],
      ...(partial !== undefined && { partial }),
      file: route.at.file,
      group: `hapi:${place.root}:${route.at.file}`,
      mounts: place.mounts,
    }),
  );
}

/** In the order of hapi's request lifecycle. */
function stepsOf(route: RouteSettings, handler: Handler, common: Common): readonly HapiStep[] {
  const step = (from: Handler, part: Part, role: Step['role'] = 'middleware'): HapiStep => ({ ...from, mount: '', role, part });
  const at = (point: ExtensionPoint): readonly HapiStep[] => [
    ...common.extensions.filter((e) => e.point === point).map((e): HapiStep => ({ ...step(e.handler, { as: 'extension' }), shared: true })),
    ...route.extensions.filter((e) => e.point === point).map((e) => step(e.handler, { as: 'extension' })),
  ];
  const authentication = authenticationOf(route.auth, common);
  const setting = route.auth ?? common.auth;
  const validated: Handler = { value: handler.value, name: 'validate', at: route.at };
  return [
    ...at('onRequest'),
    ...at('onPreAuth'),
    ...(authentication === undefined || setting === undefined
      ? []
      : [step({ value: handler.value, name: nameOf(authentication), at: setting.at }, { as: 'authentication', authentication })]),
    ...at('onCredentials'),
    ...at('onPostAuth'),
    ...(route.validate.length === 0 ? [] : [step(validated, { as: 'validation', route })]),
    ...at('onPreHandler'),
    ...route.pre.map((pre) => step(pre.handler, { as: 'prerequisite', assign: pre.assign })),
    step(handler, { as: 'handler', decorations: common.decorations }, 'handler'),
  ];
}

const nameOf = ({ strategies }: Authentication): string => `auth: ${strategies.map(({ name }) => name).join(', ')}`;

/** What the route says, over the server's default; undefined where nobody is asked who they are. */
function authenticationOf(own: AuthSetting | undefined, { auth, strategies, schemes }: Common): Authentication | undefined {
  const setting = own ?? auth;
  if (setting === undefined || !setting.on) return undefined;
  const names = setting.strategies ?? auth?.strategies ?? [];
  return {
    strategies: names.map((name): Strategy => {
      const note = strategies.get(name);
      return { name, note, scheme: note === undefined ? undefined : schemes.get(note.scheme) };
    }),
    mode: setting.mode ?? (setting.strategies === undefined ? auth?.mode : undefined) ?? 'required',
    scope: setting.scope.length > 0 || setting.strategies !== undefined ? setting.scope : (auth?.scope ?? []),
    known: setting.known,
  };
}
