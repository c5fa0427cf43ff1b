import {
  anything,
  constant,
  findPrefix,
  findString,
  inputValue,
  invoke,
  type Machine,
  type State,
  settle,
  shaped,
  type Taint,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft, RouteRunner } from '../framework.ts';
import { methodOf } from '../methods.ts';
import { constantStart } from '../paths.ts';
import { pathOf } from '../told-paths.ts';

/** Runs the function with a request for the draft's path, and a response. */
export function nodeRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const request = m.newObject({ kind: 'adapter', open: true, key: 'http#<incoming>' });
  const response = m.newObject({ kind: 'adapter', open: true, key: 'http#<answer>' });
  const args = [request, response].map((id) => shaped({ k: 'object', id }));
  const method = methodOf(draft);
  if (method !== undefined) m.setField(request, 'method', method, state);
  m.setField(request, 'url', addressOf(pathOf(draft)), state);
  m.setField(response, '@status', constant(200), state);
  return {
    run(step, from) {
      const here = from.fork();
      for (const shape of step.value.shapes) {
        if (shape.k !== 'closure') continue;
        const result = invoke(m, { closure: shape.closure, args, at: step.at, state: here, open: true });
        if (here.live) settle(result, here);
      }
      here.live = true;
      return { passed: here };
    },
  };
}

const query: Taint = {
  part: 'query',
  path: '',
  source: { file: '', start: 0, end: 0 },
  cleared: new Set(),
  trail: undefined,
  unread: true,
};

/** The path, which a query may follow. */
function addressOf(path: string): Value {
  const { text, whole } = constantStart(path);
  return { shapes: [whole ? { k: 'constant', value: text } : { k: 'text', prefix: text }], open: false, taints: [query] };
}

/** Watches how requests are taken apart: `req.on('data', …)`, `url.parse(req.url, true)`. */
export function watchRequests(m: Machine): void {
  m.writeHooks.set('http#<answer>.statusCode', (id, value, _at, state) => m.setField(id, '@status', value, state));
  m.callHooks.set('http#<incoming>.on', (event, state) => {
    const name = findString(event.args[0] ?? anything);
    const [shape] = event.args[1]?.shapes ?? [];
    if (shape?.k === 'closure' && (name === 'data' || name === 'end')) {
      const args = name === 'data' ? [inputValue(m, 'body', '', event.at)] : [];
      settle(invoke(m, { closure: shape.closure, args, at: event.at, state, open: true }), state);
    }
    return event.receiver;
  });
  m.callHooks.set('url#parse', (event, state) => {
    const [address = anything] = event.args;
    const taints = address.taints.filter((taint) => taint.part === 'query' && taint.path === '');
    const start = findPrefix(address);
    if (taints.length === 0 || start === undefined) return undefined;
    const path: Value =
      findString(address) === undefined ? { ...anything, shapes: [{ k: 'text', prefix: start }], open: false } : constant(start);
    const rest: Value = { ...anything, taints };
    return m.makeObject(state, { pathname: path, path: address, href: address, query: rest, search: rest }, { kind: 'plain', open: true });
  });
}
