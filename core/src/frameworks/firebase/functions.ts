import {
  anything,
  type CallEvent,
  findString,
  type Machine,
  NoteBook,
  type ObjectId,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** A function that is called by HTTP. */
export interface FunctionNote {
  /** The value that the file exports; undefined where the name is given at once. */
  readonly id: ObjectId | undefined;
  readonly name: string | undefined;
  /** `request`: gets a request and a response; `callable`: gets data and who calls; `context`: the same as two arguments. */
  readonly as: 'request' | 'callable' | 'context';
  /** What the platform demands of callers before it calls the function. */
  readonly policy: string | undefined;
  readonly handler: Value;
  readonly at: Location;
}

const made = 'firebase-functions#<function>';
const namespaces = ['firebase-functions#https', 'firebase-functions#<builder>.https', 'firebase-functions/v2/https#'];
const firstGeneration = ['firebase-functions/v1#https', 'firebase-functions/v1#<builder>.https', 'firebase-functions/v1/https#'];

/** Watches `onRequest(…)` and `onCall(…)` of both generations, and `http(name, handler)`. */
export function watchFunctions(m: Machine): NoteBook<FunctionNote> {
  const notes = new NoteBook<FunctionNote>(m);
  const make = (as: FunctionNote['as'], event: CallEvent, state: State): Value => {
    const handler = event.args.at(-1);
    if (handler === undefined) return undefinedValue;
    const id = m.newObject({ kind: 'adapter', open: true, key: made });
    const policy = event.args.length > 1 ? policyOf(m, event.args[0], state) : undefined;
    notes.add({ id, name: undefined, as: formOf(m, as, handler), policy, handler, at: event.nameAt });
    return shaped({ k: 'object', id });
  };
  const dot = (key: string, name: string): string => (key.endsWith('#') ? `${key}${name}` : `${key}.${name}`);
  for (const key of [...namespaces, ...firstGeneration]) {
    const as = firstGeneration.includes(key) ? 'context' : 'callable';
    m.callHooks.set(dot(key, 'onRequest'), (event, state) => make('request', event, state));
    m.callHooks.set(dot(key, 'onCall'), (event, state) => make(as, event, state));
  }
  m.callHooks.set('@google-cloud/functions-framework#http', (event) => {
    const [name = anything, handler = anything] = event.args;
    const end = event.expressions?.[0]?.end ?? event.nameAt.end;
    const at = { file: event.at.file, start: event.nameAt.start, end };
    notes.add({ id: undefined, name: findString(name), as: 'request', policy: undefined, handler, at });
    return undefinedValue;
  });
  return notes;
}

/** A callable function with two parameters is one of the first generation, whatever the module. */
function formOf(m: Machine, as: FunctionNote['as'], handler: Value): FunctionNote['as'] {
  const [shape] = handler.shapes;
  if (as !== 'callable' || shape?.k !== 'closure') return as;
  const params = m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.params ?? [];
  return params.length > 1 ? 'context' : as;
}

/** `{ authPolicy: isSignedIn() }`, `{ invoker: 'private' }`. */
function policyOf(m: Machine, options: Value | undefined, state: State): string | undefined {
  const [shape] = options?.shapes ?? [];
  if (shape?.k !== 'object') return undefined;
  const policy = m.getField(shape.id, 'authPolicy', state);
  if (policy !== undefined) return 'authPolicy';
  const invoker = m.getField(shape.id, 'invoker', state);
  return invoker !== undefined && findString(invoker) !== 'public' ? 'invoker' : undefined;
}
