import { anything, type CallEvent, findString, type Machine, NoteBook, type State, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft, ToldPath } from '../framework.ts';
import { pathsNamedIn } from '../told-paths.ts';

/** What happened to the servers of a program, each known by where it is made. */
export type ServerNote =
  /** The function that gets every request. */
  | {
      readonly kind: 'function';
      readonly server: Location;
      readonly value: Value;
      readonly name: string;
      readonly at: Location;
      readonly told: readonly ToldPath[];
    }
  /** It listens for callers on the same machine alone. */
  | { readonly kind: 'local'; readonly server: Location };

/** Watches calls that give a function of the workspace to a server. What frameworks give it is theirs. */
export function watchServers(m: Machine): NoteBook<ServerNote> {
  const notes = new NoteBook<ServerNote>(m);
  const note = (value: Value | undefined, server: Location): void => {
    for (const shape of value?.shapes ?? []) {
      if (shape.k !== 'closure') continue;
      const { file, fn } = shape.closure;
      const facts = m.program.facts(file)?.functions[fn];
      if (facts === undefined || facts.params.length < 2) continue;
      const name = facts.name === '' ? 'handler' : facts.name;
      notes.add({
        kind: 'function',
        server,
        value: shaped(shape),
        name,
        at: { file, start: facts.start, end: facts.end },
        told: pathsNamedIn(m, file),
      });
    }
  };
  for (const name of ['createServer', 'createSecureServer'])
    m.callHooks.set(`http#${name}`, (event) => {
      note(event.args.at(-1), event.at);
      return undefined;
    });
  m.callHooks.set('http#<server>.on', (event) => {
    const server = serverOf(event);
    if (findString(event.args[0] ?? anything) === 'request' && server !== undefined) note(event.args[1], server);
    return undefined;
  });
  m.callHooks.set('http#<server>.listen', (event, state) => {
    const server = serverOf(event);
    if (server !== undefined && hostsOf(m, event, state).some((host) => loopback.has(host))) notes.add({ kind: 'local', server });
    return event.receiver;
  });
  return notes;
}

function serverOf(event: CallEvent): Location | undefined {
  const [shape] = event.receiver?.shapes ?? [];
  return shape?.k === 'library' ? shape.made?.at : undefined;
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** `listen(3000, '127.0.0.1')`, `listen({ port, host })` */
function hostsOf(m: Machine, event: CallEvent, state: State): readonly string[] {
  return event.args.flatMap((arg) => {
    const [shape] = arg.shapes;
    const host = shape?.k === 'object' ? m.getField(shape.id, 'host', state) : arg;
    return host === undefined ? [] : (findString(host) ?? []);
  });
}

/** Folders with tools of the people who work on a program, or of their editors. */
const ofTools = /(^|\/)(scripts|\.[^/]+)\//;

/** The functions of servers that others can reach. */
export function draftsOf(notes: readonly ServerNote[]): readonly RouteDraft[] {
  const key = ({ file, start }: Location): string => `${file}:${start}`;
  const local = new Set(notes.flatMap((note) => (note.kind === 'local' ? [key(note.server)] : [])));
  return notes.flatMap((note): RouteDraft[] => {
    if (note.kind !== 'function' || local.has(key(note.server)) || ofTools.test(note.at.file)) return [];
    const { value, name, at, told } = note;
    return [
      {
        framework: 'node-http',
        method: 'ALL',
        path: '/*',
        at,
        steps: [{ value, name, at, mount: '', role: 'handler' }],
        later: [],
        file: at.file,
        group: `node-http:${at.file}`,
        methods: 'any',
        told,
      },
    ];
  });
}
