import { callValue, findString, type Machine, readMember, type State, settle, type Value } from '../../flow/index.ts';
import type { AdapterHost, Step } from '../framework.ts';
import { findConfigFile, findProxyFile } from './files.ts';
import { type Matcher, readMatcher } from './matcher.ts';

/** What holds for all routes of one application. */
export interface Application {
  /** `/shop`, or '' where it has none. */
  readonly basePath: string;
  readonly proxy: Proxy | undefined;
}

/** The function that runs before the routes, and which. */
export interface Proxy {
  readonly step: Step;
  readonly matcher: Matcher;
}

/** True where the folder has a configuration of Next, or a manifest. */
export function isApplicationFolder(host: AdapterHost, folder: string): boolean {
  const names = namesIn(host, folder);
  return findConfigFile(names) !== undefined || names.includes('package.json');
}

export function readApplication(host: AdapterHost, files: ReadonlySet<string>, root: string): Application {
  return { basePath: basePathOf(host, root), proxy: findProxy(host, files, root) };
}

const namesIn = (host: AdapterHost, folder: string): readonly string[] =>
  host.machine.program.entries(folder)?.map((entry) => entry.name) ?? [];

/** `basePath` of `next.config.js`, whatever wraps the configuration. */
function basePathOf(host: AdapterHost, root: string): string {
  const m = host.machine;
  const name = findConfigFile(namesIn(host, root));
  if (name === undefined) return '';
  const file = root === '' ? name : `${root}/${name}`;
  const config = m.exported(file, 'default', m.base);
  return config === undefined ? '' : (fieldOf(m, config, 'basePath', file, m.base) ?? '');
}

/** A field of the configuration: of the object, of what a function gives, or of what a plugin is given. */
function fieldOf(m: Machine, config: Value, name: string, file: string, state: State, depth = 0): string | undefined {
  if (depth > 4) return undefined;
  const at = { file, start: 0, end: 0 };
  for (const shape of config.shapes) {
    if (shape.k === 'object') {
      const found = findString(readMember(m, config, name, at, state));
      if (found !== undefined) return found;
    }
    const inner =
      shape.k === 'closure'
        ? [
            settle(
              callValue(
                m,
                config,
                {
                  args: [],
                  expressions: [],
                  receiver: undefined,
                  at,
                  nameAt: at,
                  name,
                  activation: undefined,
                  open: true,
                  construct: false,
                },
                state,
              ),
              state,
            ),
          ]
        : shape.k === 'library'
          ? (shape.made?.args ?? [])
          : shape.k === 'promise'
            ? [shape.inner]
            : [];
    for (const value of inner) {
      const found = fieldOf(m, value, name, file, state, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
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
