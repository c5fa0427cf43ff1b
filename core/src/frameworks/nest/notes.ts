import {
  anything,
  type CallEvent,
  type ClassShape,
  elementsOf,
  type Machine,
  NoteBook,
  type ObjectId,
  render,
  type State,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Handler } from '../express/instances.ts';
import { className } from '../names.ts';
import { textsOf } from './paths.ts';

/** What was seen of applications while they were set up, and of their modules. `unit`: where the modules of one root were read. */
export type NestNote =
  | { readonly kind: 'app'; readonly id: ObjectId; readonly root: ClassShape; readonly file: string }
  | {
      readonly kind: 'called';
      readonly app: ObjectId;
      readonly method: string;
      readonly args: readonly Value[];
      /** Where `use` is told to apply, if it is. */
      readonly paths?: readonly string[];
      readonly handlers: readonly Handler[];
    }
  | { readonly kind: 'controller'; readonly unit: string; readonly target: ClassShape; readonly prefix: string }
  | { readonly kind: 'provider'; readonly unit: string; readonly target: ClassShape }
  | { readonly kind: 'global'; readonly unit: string; readonly phase: string; readonly provider: Value }
  /** Something that could not be followed is imported. */
  | { readonly kind: 'open'; readonly unit: string }
  /** `consumer.apply(…)`, and what was said of it by the calls that follow. */
  | { readonly kind: 'applied'; readonly unit: string; readonly id: ObjectId; readonly handlers: readonly Handler[] }
  | { readonly kind: 'excluded' | 'applies-to'; readonly id: ObjectId; readonly routes: readonly Value[] };

/** Methods of an application that say something of its routes. */
const telling = [
  'setGlobalPrefix',
  'enableVersioning',
  'useGlobalGuards',
  'useGlobalPipes',
  'useGlobalInterceptors',
  'use',
  'listen',
  'init',
] as const;

const appKey = '@nestjs/common#<app>';
const consumerKey = '@nestjs/common#<consumer>';
const appliedKey = '@nestjs/common#<applied>';

/** Watches applications being made and configured. */
export function watchApplications(m: Machine): NoteBook<NestNote> {
  const notes = new NoteBook<NestNote>(m);
  m.callHooks.set('@nestjs/core#NestFactory.create', (event) => {
    const app = m.newObject({ kind: 'adapter', open: true, key: appKey });
    for (const root of event.args[0]?.shapes ?? []) if (root.k === 'class') notes.add({ kind: 'app', id: app, root, file: event.at.file });
    return shaped({ k: 'promise', inner: shaped({ k: 'object', id: app }) });
  });
  m.instanceModules.add(m.catalog.moduleKey('@nestjs/core'));
  m.typedInstances.set(appKey, () => shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key: appKey }) }));
  for (const method of telling)
    m.callHooks.set(`${appKey}.${method}`, (event, state) => {
      for (const app of objectsOf(event.receiver))
        notes.add({ kind: 'called', app, method, args: event.args, ...givenTo(m, method, event, state) });
      return method === 'listen' || method === 'init' ? shaped({ k: 'promise', inner: anything }) : (event.receiver ?? anything);
    });
  for (const method of ['get', 'resolve']) m.callHooks.set(`${appKey}.${method}`, (event) => instanceFor(m, event.args[0]));
  watchConsumer(m, notes);
  return notes;
}

const objectsOf = (value: Value | undefined): readonly ObjectId[] =>
  (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));

/** `app.get(Guard)`: the class stands for its instance, which is made once all providers are known. */
function instanceFor(m: Machine, wish: Value | undefined): Value {
  const [shape] = wish?.shapes ?? [];
  if (wish !== undefined && shape?.k === 'class') return wish;
  if (shape?.k !== 'library') return anything;
  const [module = '', name = ''] = shape.key.split('#');
  const type = m.catalog.annotated(module, name);
  return type === undefined ? anything : shaped({ k: 'library', key: type });
}

/** `consumer.apply(…).exclude(…).forRoutes(…)`. */
function watchConsumer(m: Machine, notes: NoteBook<NestNote>): void {
  m.callHooks.set(`${consumerKey}.apply`, (event, state) => {
    const applied = m.newObject({ kind: 'adapter', open: true, key: appliedKey });
    if (event.receiver !== undefined) m.setField(applied, '@consumer', event.receiver, state);
    notes.add({ kind: 'applied', unit: m.ledger.current?.key ?? '', id: applied, handlers: handlersOf(m, event, state) });
    return shaped({ k: 'object', id: applied });
  });
  const listed = (event: CallEvent, state: State): readonly Value[] =>
    event.args.flatMap((value) => elementsOf(m, value, state) ?? [value]);
  m.callHooks.set(`${appliedKey}.exclude`, (event, state) => {
    for (const id of objectsOf(event.receiver)) notes.add({ kind: 'excluded', id, routes: listed(event, state) });
    return event.receiver ?? anything;
  });
  m.callHooks.set(`${appliedKey}.forRoutes`, (event, state) => {
    for (const id of objectsOf(event.receiver)) notes.add({ kind: 'applies-to', id, routes: listed(event, state) });
    const [applied] = objectsOf(event.receiver);
    return (applied === undefined ? undefined : m.getField(applied, '@consumer', state)) ?? anything;
  });
}

/** What a call was given, the paths that come first set apart. */
function givenTo(m: Machine, method: string, event: CallEvent, state: State) {
  const paths = method === 'use' ? textsOf(m, event.args[0]) : undefined;
  return { handlers: handlersOf(m, event, state, paths === undefined ? 0 : 1), ...(paths !== undefined && { paths }) };
}

/** The functions, classes or instances that a call was given, arrays opened up. */
function handlersOf(m: Machine, event: CallEvent, state: State, from = 0): readonly Handler[] {
  return event.args.flatMap((value, index): Handler[] => {
    if (index < from) return [];
    const expression = event.expressions?.[index];
    const at: Location = expression === undefined ? event.at : { file: event.at.file, start: expression.start, end: expression.end };
    const written = expression === undefined ? 'handler' : render(expression);
    return (elementsOf(m, value, state) ?? [value]).map((element) => ({ value: element, name: className(m, element) ?? written, at }));
  });
}
