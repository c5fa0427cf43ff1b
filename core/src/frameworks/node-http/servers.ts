import { anything, findString, type Machine, NoteBook, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft, ToldPath } from '../framework.ts';

/** The function of a server that gets every request. */
export interface ServerFunction {
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
  readonly file: string;
}

/** Watches calls that give a function of the workspace to a server. What frameworks give it is theirs. */
export function watchServers(m: Machine): NoteBook<ServerFunction> {
  const notes = new NoteBook<ServerFunction>(m);
  const note = (value: Value | undefined): void => {
    for (const shape of value?.shapes ?? []) {
      if (shape.k !== 'closure') continue;
      const { file, fn } = shape.closure;
      const facts = m.program.facts(file)?.functions[fn];
      if (facts === undefined || facts.params.length < 2) continue;
      const at = { file, start: facts.start, end: facts.end };
      notes.add({ value: shaped(shape), name: facts.name === '' ? 'handler' : facts.name, at, file });
    }
  };
  for (const name of ['createServer', 'createSecureServer'])
    m.callHooks.set(`http#${name}`, (event) => {
      note(event.args.at(-1));
      return undefined;
    });
  m.callHooks.set('http#<server>.on', (event) => {
    if (findString(event.args[0] ?? anything) === 'request') note(event.args[1]);
    return undefined;
  });
  return notes;
}

export function draftOf({ value, name, at, file }: ServerFunction, told: readonly ToldPath[]): RouteDraft {
  return {
    framework: 'node-http',
    method: 'ALL',
    path: '/*',
    at,
    steps: [{ value, name, at, mount: '', role: 'handler' }],
    later: [],
    file,
    group: `node-http:${file}`,
    methods: 'any',
    told,
  };
}
