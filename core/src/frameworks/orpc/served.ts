import {
  anything,
  evaluate,
  findConstant,
  findString,
  invoke,
  type Machine,
  type ObjectId,
  render,
  type State,
  settle,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Expression, FileFacts, FunctionFacts, FunctionId, Pattern } from '../../syntax/facts.ts';
import { walkStatements } from '../../syntax/walk.ts';
import { frameOf } from '../frames.ts';
import type { AdapterHost } from '../framework.ts';
import { honoContext, newRequest, newResponse } from '../request-objects.ts';
import { keys, servers } from './library.ts';
import { type OrpcNote, objectsOf } from './notes.ts';

/** How a router is served: by what, and where requests are handed to that. */
export interface Serving {
  readonly router: Value;
  /** Paths and methods are those that routes declare; else they are the names of the procedures. */
  readonly openapi: boolean;
  readonly requests: 'web' | 'node' | 'socket' | 'local';
  readonly prefix: string;
  readonly mount?: Mount;
}

/** The function that hands requests on, before which it may turn them away, and with which context. */
export interface Mount {
  readonly value: Value;
  /** `rpcHandler.handle`. */
  readonly name: string;
  readonly at: Location;
  readonly params: readonly Pattern[];
  /** The request as the call is given it. */
  readonly given: Expression | undefined;
}

/** A call that hands a request on. */
export interface Handing {
  readonly router: Value;
  readonly openapi: boolean;
  readonly from: string;
  readonly prefix: string | undefined;
  readonly context: Value | undefined;
  readonly at: Location;
  readonly state: State;
}

/** Tells of such calls while a function that makes them is run. */
export class HandingOn {
  private tell: ((handing: Handing) => void) | undefined;

  constructor(private readonly m: Machine) {
    for (const name of ['handle', 'upgrade', 'message'])
      m.callHooks.set(`${keys.server}.${name}`, ({ receiver, args, at }, state) => {
        for (const id of objectsOf(receiver)) this.hand(id, args, at, state);
        m.listener?.({ kind: 'delegates', at, to: 'procedures' });
        const response = shaped({ k: 'library', key: 'global#<response>' });
        return shaped({ k: 'promise', inner: m.makeObject(state, { matched: anything, response }, { kind: 'plain', open: true }) });
      });
  }

  /** Calls the function with a request; what it hands on, in order. */
  within(mount: Value, args: readonly Value[], at: Location, state: State): readonly Handing[] {
    const { m } = this;
    const found: Handing[] = [];
    const { tell } = this;
    const { listener } = m;
    this.tell = (handing) => found.push(handing);
    m.listener =
      listener === undefined
        ? undefined
        : (event) => (event.kind === 'rejects' || event.kind === 'input' || event.kind === 'credential' ? listener(event) : undefined);
    for (const shape of mount.shapes)
      if (shape.k === 'closure') settle(invoke(m, { closure: shape.closure, args, at, state, open: true }), state);
    m.listener = listener;
    this.tell = tell;
    return found;
  }

  private hand(id: ObjectId, args: readonly Value[], at: Location, state: State): void {
    const { m } = this;
    const options = args.flatMap(objectsOf).findLast((arg) => ['context', 'prefix'].some((name) => m.info(arg).fields.has(name)));
    const field = (on: ObjectId, name: string): Value => m.getField(on, name, state) ?? anything;
    this.tell?.({
      router: field(id, '@router'),
      openapi: findConstant(field(id, '@openapi'))?.value === true,
      from: findString(field(id, '@from')) ?? '',
      prefix: options === undefined ? undefined : findString(field(options, 'prefix')),
      context: options === undefined ? undefined : m.getField(options, 'context', state),
      at,
      state: state.fork(),
    });
  }
}

/** What serves which router: what is made at setup, and what the functions that hand requests on say. */
export function findServings(host: AdapterHost, handingOn: HandingOn, notes: () => readonly OrpcNote[]): readonly Serving[] {
  const { machine: m } = host;
  const found = new Map<string, Serving>();
  const add = (serving: Serving): void => {
    const at = serving.mount?.at;
    found.set(`${objectsOf(serving.router)} ${serving.openapi} ${serving.prefix} ${at?.file}:${at?.start}`, serving);
  };
  for (const mount of mountsOf(host)) {
    const state = m.base.fork();
    for (const handing of handingOn.within(mount.value, requestArguments(m, mount, 'web', state), mount.at, state))
      add({
        router: handing.router,
        openapi: handing.openapi,
        requests: servers[handing.from] ?? 'web',
        prefix: handing.prefix ?? '',
        mount,
      });
  }
  const known = new Set([...found.values()].flatMap((serving) => objectsOf(serving.router)));
  for (const note of notes()) {
    if (note.kind !== 'server' || objectsOf(note.router).every((id) => known.has(id))) continue;
    const text = (name: string) => m.getField(note.id, name, m.base) ?? anything;
    const requests = servers[findString(text('@from')) ?? ''] ?? 'web';
    add({ router: note.router, openapi: findConstant(text('@openapi'))?.value === true, requests, prefix: '' });
  }
  return [...found.values()];
}

/** The functions that call a method of something that serves procedures. */
function mountsOf(host: AdapterHost): readonly Mount[] {
  return host.files.flatMap((file) => {
    const text = host.text(file);
    const facts = text !== undefined && handingCall.test(text) ? host.facts(file) : undefined;
    return facts === undefined ? [] : facts.functions.flatMap((fn, id) => (id === 0 ? [] : mountIn(host.machine, file, facts, fn, id)));
  });
}

const handingCall = /\.(?:handle|upgrade|message)\(/;
const methods: ReadonlySet<string> = new Set(['handle', 'upgrade', 'message']);

function mountIn(m: Machine, file: string, facts: FileFacts, fn: FunctionFacts, id: FunctionId): readonly Mount[] {
  const calls: Extract<Expression, { k: 'call' }>[] = [];
  let makesServer = false;
  walkStatements(fn.body, (e) => {
    if (e.k === 'call' && e.callee.k === 'member' && methods.has(e.callee.property)) calls.push(e);
    makesServer ||= e.k === 'new' && e.callee.k === 'name' && (facts.bindings[e.callee.binding]?.import?.specifier ?? '') in servers;
  });
  const parent = frameOf(m, file, facts, fn.parent);
  const frame = frameOf(m, file, facts, id);
  if (calls.length === 0 || frame === undefined) return [];
  const activation = { frame, exits: [], loops: [] };
  const isServer = (e: Expression): boolean =>
    objectsOf(evaluate(m, e, activation, m.base)).some((object) => m.info(object).key === keys.server);
  const call = calls.find(({ callee }) => makesServer || (callee.k === 'member' && isServer(callee.object)));
  if (call === undefined) return [];
  const value = shaped({ k: 'closure', closure: { file, fn: id, frame: parent } });
  return [
    {
      value,
      name: render(call.callee),
      at: { file, start: call.start, end: call.end },
      params: fn.params.map(({ pattern }) => pattern),
      given: call.args[0],
    },
  ];
}

/** What the function is given, so far as the request that it hands on is among that. */
export function requestArguments(m: Machine, { params, given }: Mount, requests: Serving['requests'], state: State): readonly Value[] {
  const request = newRequest(m, requests === 'node' ? 'node' : 'web');
  const path = pathOf(given);
  const open = (fields: Readonly<Record<string, Value>>): Value => m.makeObject(state, fields, { kind: 'plain', open: true });
  const whole = (names: readonly string[]): Value => {
    if (names.join('.') === 'req.raw') return honoContext(m, request, state);
    return names.reduceRight((value, name) => open({ [name]: value }), request);
  };
  return params.map((pattern, index) => {
    if (pattern.p === 'bind' && pattern.binding === path?.binding) return whole(path.names);
    const prop =
      pattern.p === 'object' ? pattern.props.find(({ value }) => value.p === 'bind' && value.binding === path?.binding) : undefined;
    if (prop !== undefined && typeof prop.key === 'string') return whole([prop.key, ...(path?.names ?? [])]);
    if (index > 0) return index === 1 && requests === 'node' ? newResponse(m) : anything;
    return path === undefined || pattern.p === 'object' ? open({ request, req: request }) : anything;
  });
}

/** `c.req.raw`: the names after the variable. */
function pathOf(e: Expression | undefined): { readonly binding: number; readonly names: readonly string[] } | undefined {
  if (e?.k === 'name') return { binding: e.binding, names: [] };
  const object = e?.k === 'member' ? pathOf(e.object) : undefined;
  return e?.k === 'member' && object !== undefined ? { ...object, names: [...object.names, e.property] } : undefined;
}
