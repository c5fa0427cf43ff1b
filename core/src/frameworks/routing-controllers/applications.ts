import {
  anything,
  type ClassShape,
  elementsOf,
  findConstant,
  findString,
  fromAbsolute,
  type Machine,
  type NoteBook,
  truthiness,
  type Value,
} from '../../flow/index.ts';
import type { AdapterHost, Step } from '../framework.ts';
import { scriptPattern, withoutEnding } from '../globs.ts';
import { joinPaths } from '../paths.ts';
import { decorated, hasDecorator } from './decorations.ts';
import type { AppNote, Note, Platform } from './notes.ts';

/** An application that controllers were put on. */
export interface Application {
  /** Names it among the notes. */
  readonly key: string;
  readonly platform: Platform;
  readonly prefix: string;
  readonly controllers: readonly ClassShape[];
  /** What requests pass before the controllers. */
  readonly before: readonly Step[];
  readonly partial?: string;
}

/** The name of an application, by where it is made. */
export const keyOf = ({ at }: AppNote): string => `${at.file}:${at.start}`;

/** A field of an application's options; undefined where it has none. */
export function optionOf(m: Machine, { options }: AppNote, name: string): Value | undefined {
  for (const shape of options.shapes) {
    const value = shape.k === 'object' ? m.getField(shape.id, name, m.base) : undefined;
    if (value !== undefined) return value;
  }
  return options.open ? anything : undefined;
}

/** The applications of a workspace; where it has none, its controllers by themselves. */
export function applicationsOf(host: AdapterHost, notes: NoteBook<Note>): readonly Application[] {
  const all = notes.all();
  const apps = all.flatMap((note, index) => (note.kind === 'app' ? [applicationOf(host, note, all.slice(0, index))] : []));
  if (apps.length > 0) return apps;
  const controllers = host.files.flatMap((file) => decorated(host.machine, file, 'controller'));
  return [{ key: '', platform: 'express', prefix: '', controllers, before: [], partial: 'no application was found that uses it' }];
}

function applicationOf(host: AdapterHost, note: AppNote, earlier: readonly Note[]): Application {
  const m = host.machine;
  const prefix = optionOf(m, note, 'routePrefix');
  // A prefix that the environment gives is left out.
  const text = prefix === undefined ? '' : (findString(prefix) ?? '');
  const used = earlier.flatMap((other): readonly Step[] =>
    other.kind === 'used' && note.on.includes(other.on)
      ? other.paths.flatMap((mount) =>
          other.handlers.map((handler) => ({ ...handler, mount: mount === '/' ? '' : mount, role: 'middleware' })),
        )
      : [],
  );
  return {
    key: keyOf(note),
    platform: note.platform,
    prefix: text,
    controllers: listed(host, note, 'controllers', 'controller'),
    before: [...used, ...middlewareOf(host, note, text)],
  };
}

/** The classes that an option lists, by themselves or by patterns of their files; all of the program where it lists none. */
function listed(host: AdapterHost, note: AppNote, option: string, kind: 'controller' | 'middleware'): readonly ClassShape[] {
  const m = host.machine;
  const given = optionOf(m, note, option);
  const elements = given === undefined ? [] : elementsOf(m, given, m.base);
  const folder = host.packageFolder(note.at.file);
  const everything = (): readonly ClassShape[] =>
    host.files.filter((file) => host.packageFolder(file) === folder).flatMap((file) => decorated(m, file, kind));
  if (elements === undefined || elements.length === 0) return everything();
  const found: ClassShape[] = [];
  for (const element of elements) {
    const pattern = findString(element);
    const classes = element.shapes.flatMap((shape) => (shape.k === 'class' ? [shape] : []));
    const loaded = pattern === undefined ? classes : loadedBy(host, pattern, folder, kind);
    // What cannot be found may be any.
    if (loaded.length === 0 && element.open) return everything();
    if (loaded.length === 0 && pattern !== undefined) return everything();
    found.push(...loaded.filter((target) => hasDecorator(m, target, kind)));
  }
  return found;
}

function loadedBy(host: AdapterHost, glob: string, folder: string, kind: 'controller' | 'middleware'): readonly ClassShape[] {
  const path = fromAbsolute(glob) ?? joinPaths(folder, glob.replace(/^\.\//, '')).slice(1);
  const pattern = scriptPattern(path);
  return host.files.filter((file) => pattern.test(withoutEnding(file))).flatMap((file) => decorated(host.machine, file, kind));
}

/** Classes that are middleware of all controllers, the highest priority first. */
function middlewareOf(host: AdapterHost, note: AppNote, prefix: string): readonly Step[] {
  // Express gets the prefix as it is written: without a slash in front no request is below it.
  if (note.platform === 'express' && prefix !== '' && !prefix.startsWith('/')) return [];
  const m = host.machine;
  const all = listed(host, note, 'middlewares', 'middleware').flatMap((target) => {
    const by = hasDecorator(m, target, 'middleware');
    const [options] = by?.args[0]?.shapes ?? [];
    const field = (name: string) =>
      options?.k === 'object' ? findConstant(m.getField(options.id, name, m.base) ?? anything)?.value : undefined;
    const priority = field('priority');
    const facts = m.classFacts(target.file, target.class);
    if (by === undefined || facts === undefined || field('type') === 'after') return [];
    const step: Step = {
      value: { ...anything, open: false, shapes: [target] },
      name: facts.name === '' ? 'middleware' : facts.name,
      at: { file: target.file, start: facts.start, end: facts.end },
      mount: note.platform === 'koa' || prefix === '' ? '' : joinPaths(prefix),
      role: 'middleware',
    };
    return [{ step, priority: typeof priority === 'number' ? priority : 0 }];
  });
  return all.sort((a, b) => b.priority - a.priority).map(({ step }) => step);
}

/** True unless the options say that nothing is validated, or that bodies stay what they are. */
export function validates(m: Machine, note: AppNote | undefined): boolean {
  if (note === undefined) return true;
  return ['validation', 'classTransformer'].every((name) => {
    const value = optionOf(m, note, name);
    return value === undefined || truthiness(value) !== false;
  });
}
