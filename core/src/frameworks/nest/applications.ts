import {
  anything,
  type ClassShape,
  elementsOf,
  findConstant,
  findDefault,
  type Machine,
  type NoteBook,
  type ObjectId,
  type Value,
} from '../../flow/index.ts';
import type { Handler } from '../express/instances.ts';
import type { NestNote } from './notes.ts';
import { type PathSettings, type RouteInfo, routeInfo } from './paths.ts';

/** An application whose routes are served: its root module and what was said of all its routes. */
export interface Application {
  readonly root: ClassShape;
  readonly paths: PathSettings;
  readonly guards: readonly Handler[];
  readonly interceptors: readonly Handler[];
  readonly pipes: readonly Handler[];
  /** `app.use(…)`: the path below which it is, and what it is. */
  readonly middleware: readonly { readonly path: string; readonly handler: Handler }[];
  /** Why not all of it is known. */
  readonly partial?: string;
}

/** The applications that listen, or all that are made where none of the same root does. */
export function applicationsOf(m: Machine, notes: NoteBook<NestNote>): readonly Application[] {
  const all = notes.all();
  const apps = all.filter((note) => note.kind === 'app');
  const calls = (id: ObjectId) => all.flatMap((note) => (note.kind === 'called' && note.app === id ? [note] : []));
  const listens = (id: ObjectId): boolean => calls(id).some(({ method }) => method === 'listen');
  const sameRoot = (a: ClassShape, b: ClassShape): boolean => a.file === b.file && a.class === b.class;
  return apps
    .filter((app) => listens(app.id) || !apps.some((other) => sameRoot(other.root, app.root) && listens(other.id)))
    .map(({ id, root }) => {
      const made = calls(id);
      const given = (method: string): readonly Handler[] => made.flatMap((call) => (call.method === method ? call.handlers : []));
      return {
        root,
        paths: pathSettings(m, made),
        guards: given('useGlobalGuards'),
        interceptors: given('useGlobalInterceptors'),
        pipes: given('useGlobalPipes'),
        middleware: made.flatMap((call) => (call.method === 'use' ? middlewareOf(call) : [])),
      };
    });
}

type Called = Extract<NestNote, { kind: 'called' }>;

function middlewareOf({ paths, handlers }: Called): Application['middleware'] {
  return (paths ?? ['']).flatMap((path) => handlers.map((handler) => ({ path, handler })));
}

function pathSettings(m: Machine, calls: readonly Called[]): PathSettings {
  const last = (method: string): Called | undefined => calls.filter((call) => call.method === method).at(-1);
  const prefix = last('setGlobalPrefix')?.args;
  const versioning = last('enableVersioning')?.args;
  const versions = fieldsOf(m, versioning?.[0]);
  const [type] = versions('type')?.shapes ?? [];
  const inPath =
    versioning !== undefined &&
    (type === undefined || (type.k === 'library' ? type.key.endsWith('.URI') : type.k === 'constant' && type.value === 0));
  const own = versions('prefix');
  const given = own === undefined ? undefined : findConstant(own)?.value;
  return {
    prefix: prefix?.[0] === undefined ? '' : (findDefault(prefix[0]) ?? ''),
    excluded: excludedOf(m, fieldsOf(m, prefix?.[1])('exclude')),
    versions: inPath
      ? { prefix: given === false ? '' : typeof given === 'string' ? given : 'v', otherwise: versions('defaultVersion') }
      : undefined,
  };
}

const fieldsOf =
  (m: Machine, value: Value | undefined) =>
  (name: string): Value | undefined => {
    const [shape] = value?.shapes ?? [];
    return shape?.k === 'object' ? m.getField(shape.id, name, m.base) : undefined;
  };

function excludedOf(m: Machine, value: Value | undefined): readonly RouteInfo[] {
  return value === undefined ? [] : (elementsOf(m, value, m.base) ?? [anything]).flatMap((one) => routeInfo(m, one) ?? []);
}
