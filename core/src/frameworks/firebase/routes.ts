import type { Machine, ObjectId, Value } from '../../flow/index.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import type { FunctionNote } from './functions.ts';

/** Functions that files export; the name of the export is the path at which they are called. */
export function collectRoutes(host: AdapterHost, notes: readonly FunctionNote[]): readonly RouteDraft[] {
  const byId = new Map(notes.flatMap((note) => (note.id === undefined ? [] : [[note.id, note] as const])));
  const names = new Map<ObjectId, string>();
  // The entry file puts functions into groups by exporting the module that holds them.
  for (const file of byId.size === 0 ? [] : host.files)
    for (const [id, name] of exportedFunctions(host, file)) if (!names.has(id) || name.includes('-')) names.set(id, name);
  const drafts = notes.flatMap((note): readonly RouteDraft[] => {
    const name = note.id === undefined ? note.name : names.get(note.id);
    return name === undefined || isApplication(host.machine, note.handler) ? [] : [draftOf(host.machine, note, name)];
  });
  return drafts.sort((a, b) => (a.file === b.file ? a.at.start - b.at.start : a.file < b.file ? -1 : 1));
}

/** `export const list = onCall(…)`, `exports.users = { list: onCall(…) }` (a group: `users-list`). */
function exportedFunctions(host: AdapterHost, file: string): readonly (readonly [ObjectId, string])[] {
  const m = host.machine;
  const facts = host.facts(file);
  const exported = (facts?.exports ?? []).flatMap((e) =>
    e.kind === 'star' || e.typeOnly ? [] : [[e.name, m.exported(file, e.name, m.base)] as const],
  );
  const common = facts?.esModule === true && exported.length > 0 ? undefined : m.exported(file, 'default', m.base);
  const members = common === undefined ? [] : membersOf(m, common);
  return [...exported, ...members].flatMap(([name, value]) => {
    const [shape] = value?.shapes ?? [];
    if (shape?.k !== 'object') return [];
    if (m.info(shape.id).kind === 'adapter') return [[shape.id, name] as const];
    return membersOf(m, shaped(value)).flatMap(([inner, member]) => {
      const [own] = member.shapes;
      return own?.k === 'object' && m.info(own.id).kind === 'adapter' ? [[own.id, `${name}-${inner}`] as const] : [];
    });
  });
}

const shaped = (value: Value | undefined): Value => value ?? { shapes: [], open: false, taints: [] };

function membersOf(m: Machine, value: Value): readonly (readonly [string, Value])[] {
  const [shape] = value.shapes;
  if (shape?.k !== 'object' || m.info(shape.id).kind !== 'plain') return [];
  return [...m.info(shape.id).fields].flatMap((name) => {
    const member = m.getField(shape.id, name, m.base);
    return member === undefined ? [] : [[name, member] as const];
  });
}

/** `onRequest(app)`: the application's own routes are what it serves. */
const isApplication = (m: Machine, handler: Value): boolean =>
  handler.shapes.some((shape) => shape.k === 'object' && m.info(shape.id).kind === 'adapter');

function draftOf(m: Machine, note: FunctionNote, name: string): RouteDraft {
  const { handler, at, policy } = note;
  const gate: readonly Step[] =
    policy === undefined ? [] : [{ value: handler, name: policy, at, mount: '', role: 'middleware', phase: 'policy' }];
  const insertion = insertionOf(m, handler);
  const isRequest = note.as === 'request';
  return {
    framework: 'firebase',
    method: isRequest ? 'ALL' : 'POST',
    path: `/${name}`,
    at,
    steps: [...gate, { value: handler, name, at, mount: '', role: 'handler', phase: note.as }],
    later: [],
    file: at.file,
    group: `firebase:${at.file}`,
    ...(isRequest && { methods: 'any' as const }),
    ...(insertion !== undefined && { insertion }),
  };
}
