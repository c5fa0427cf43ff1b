import { type Machine, shaped, type Value } from '../../flow/index.ts';
import { type FileFacts, noBinding } from '../../syntax/facts.ts';
import type { Adapter, AdapterHost, Framework, GuardInsertion, RouteDraft, Step } from '../framework.ts';
import { findApiFile, findHandlerFile, findProxyFile, handlerMethods } from './files.ts';
import { nextCache, nextHeaders, nextNavigation, nextServer } from './library.ts';
import { type Matcher, readMatcher, routeMatcher } from './matcher.ts';
import { type Form, nextRunner } from './runner.ts';

const next: Framework = {
  id: 'next',
  title: 'Next.js App Router',
  packages: ['next'],
  tokens: ["'use server'", '"use server"', 'next/server', 'next/headers', 'NextResponse', 'NextRequest'],
  isRouteFile: (path) =>
    findHandlerFile(path) !== undefined || findApiFile(path) !== undefined || /(^|\/)(proxy|middleware)\.(ts|js|mts|mjs)$/.test(path),
  libraries: [nextServer, nextHeaders, nextNavigation, nextCache],
  start(host) {
    const forms = new Map<RouteDraft, Form>();
    const m = host.machine;
    m.callHooks.set('new global#URL', (event) => {
      const fromRequest = event.args[0]?.taints.some((t) => t.part === 'query' && t.path === '') === true;
      return fromRequest ? shaped({ k: 'library', key: 'next/server#<url>' }) : undefined;
    });
    m.callHooks.set('@clerk/nextjs#createRouteMatcher', (event, state) => routeMatcher(m, event.args[0], event.at, state));
    return {
      routes: () => collect(host, forms),
      runner: (draft, state) => nextRunner(m, draft, forms.get(draft) ?? 'handler', state),
    } satisfies Adapter;
  },
};
export default next;

function collect(host: AdapterHost, forms: Map<RouteDraft, Form>): readonly RouteDraft[] {
  const drafts: RouteDraft[] = [];
  const proxies = new Map<string, Proxy | undefined>();
  const files = new Set(host.files);
  const add = (form: Form, draft: RouteDraft): void => {
    forms.set(draft, form);
    drafts.push(draft);
  };
  for (const file of host.files) {
    const facts = host.facts(file);
    if (facts === undefined) continue;
    const handler = findHandlerFile(file);
    const api = findApiFile(file);
    const where = handler ?? api;
    if (where !== undefined && host.dependsOn(file, 'next')) {
      if (!proxies.has(where.root)) proxies.set(where.root, findProxy(host, files, where.root));
      const proxy = proxies.get(where.root);
      if (handler !== undefined) for (const draft of handlersOf(host, file, facts, handler.route, proxy)) add('handler', draft);
      else if (api !== undefined) for (const draft of apiOf(host, file, facts, api.route, proxy)) add('api', draft);
    }
    if (isActionFile(facts) && host.dependsOn(file, 'next')) for (const draft of actionsOf(host, file, facts)) add('action', draft);
  }
  return drafts;
}

interface Proxy {
  readonly step: Step;
  readonly matcher: Matcher;
}

function findProxy(host: AdapterHost, files: ReadonlySet<string>, root: string): Proxy | undefined {
  const found = findProxyFile(files, root);
  if (found === undefined) return undefined;
  const { machine } = host;
  const value = machine.exported(found.path, found.name, machine.base) ?? machine.exported(found.path, 'default', machine.base);
  const facts = host.facts(found.path);
  if (value === undefined || facts === undefined) return undefined;
  const exported = facts.exports.find((e) => e.kind !== 'star' && (e.name === found.name || e.name === 'default'));
  const at = { file: found.path, start: exported?.start ?? 0, end: exported?.end ?? 0 };
  return { step: { value, name: found.name, at, mount: '', role: 'middleware', shared: true }, matcher: readMatcher(machine, found.path) };
}

function proxySteps(proxy: Proxy | undefined, route: string): readonly Step[] {
  return proxy !== undefined && proxy.matcher.covers(route) !== false ? [proxy.step] : [];
}

function handlersOf(host: AdapterHost, file: string, facts: FileFacts, route: string, proxy: Proxy | undefined): readonly RouteDraft[] {
  const { machine } = host;
  return handlerMethods.flatMap((method): RouteDraft[] => {
    const exported = facts.exports.find((e) => e.kind !== 'star' && e.name === method);
    if (exported === undefined) return [];
    const value = machine.exported(file, method, machine.base);
    if (value === undefined) return [];
    return [draftOf(machine, 'next', method, route, file, exported, value, proxySteps(proxy, route))];
  });
}

function apiOf(host: AdapterHost, file: string, facts: FileFacts, route: string, proxy: Proxy | undefined): readonly RouteDraft[] {
  const exported = facts.exports.find((e) => e.kind !== 'star' && e.name === 'default');
  const { machine } = host;
  const value = exported === undefined ? undefined : machine.exported(file, 'default', machine.base);
  if (exported === undefined || value === undefined) return [];
  return [draftOf(machine, 'next', 'ALL', route, file, exported, value, proxySteps(proxy, route))];
}

const isActionFile = (facts: FileFacts): boolean =>
  facts.prologue.includes('use server') || facts.functions.some((f) => f.prologue.includes('use server'));

function actionsOf(host: AdapterHost, file: string, facts: FileFacts): readonly RouteDraft[] {
  const { machine } = host;
  const drafts: RouteDraft[] = [];
  if (facts.prologue.includes('use server')) {
    for (const exported of facts.exports) {
      if (exported.kind === 'star' || (exported.kind === 'local' && (exported.typeOnly || exported.binding === noBinding))) continue;
      const value = machine.exported(file, exported.name, machine.base);
      if (value === undefined || !value.shapes.some((s) => s.k === 'closure' || s.k === 'library')) continue;
      drafts.push(draftOf(machine, 'next', 'ACTION', exported.name, file, exported, value, []));
    }
  }
  facts.functions.forEach((fn, id) => {
    if (id === 0 || !fn.prologue.includes('use server')) return;
    const frame = frameOf(machine, file, facts, fn.parent);
    const value = shaped({ k: 'closure', closure: { file, fn: id, frame } });
    const name = fn.name === '' ? 'action' : fn.name;
    drafts.push(draftOf(machine, 'next', 'ACTION', name, file, { start: fn.start, end: Math.min(fn.bodyStart, fn.end) }, value, []));
  });
  return drafts;
}

/** A frame for the functions around an inline action; their variables are unknown. */
function frameOf(m: Machine, file: string, facts: FileFacts, fn: number): ReturnType<Machine['newFrame']> | undefined {
  if (fn <= 0) return m.moduleFrame(file);
  return m.newFrame(file, fn, frameOf(m, file, facts, facts.functions[fn]?.parent ?? 0), undefined);
}

function draftOf(
  m: Machine,
  framework: string,
  method: string,
  path: string,
  file: string,
  at: { start: number; end: number },
  value: Value,
  before: readonly Step[],
): RouteDraft {
  const [shape] = value.shapes;
  const location = { file, start: at.start, end: at.end };
  const step: Step = { value, name: method === 'ACTION' ? path : method, at: location, mount: '', role: 'handler' };
  const insertion = shape?.k === 'closure' ? insertionOf(m, shape.closure.file, shape.closure.fn) : undefined;
  return {
    framework,
    method,
    path,
    at: location,
    steps: [...before, step],
    later: [],
    file,
    group: `next:${method === 'ACTION' ? file : file.replace(/\/[^/]*\/[^/]*$/, '')}`,
    ...(insertion !== undefined && { insertion }),
  };
}

function insertionOf(m: Machine, file: string, fn: number): GuardInsertion | undefined {
  const facts = m.program.facts(file)?.functions[fn];
  const first = facts?.body[0];
  if (facts === undefined || (first?.s === 'return' && first.implicit)) return undefined;
  const [param] = facts.params;
  const request = param?.pattern.p === 'bind' ? param.pattern.name : undefined;
  return { as: 'statement', file, offset: facts.bodyStart + 1, request };
}
