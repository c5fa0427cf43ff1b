import { extname } from '../../base/paths.ts';
import { type Machine, shaped, type Value } from '../../flow/index.ts';
import { type BindingId, walkStatements } from '../../syntax/index.ts';
import type { AdapterHost } from '../framework.ts';
import { type Notes, newInstance } from './instances.ts';

/** What a plugin calls on the instance that it is given, and hardly anybody on anything else. */
const telling: ReadonlySet<string> = new Set(['register', 'route', 'addHook', 'decorate', 'decorateRequest', 'setErrorHandler']);

/**
 * Plugins that no code of the workspace registers: the command line of Fastify starts one (`fastify start app.js`),
 * others are loaded by a folder that could not be worked out.
 */
export function watchEntries({ machine: m, dependsOn, packageFolder, text }: AdapterHost, notes: Notes): void {
  m.calledByFramework.push({
    recognises: (file, fn) =>
      ['fastify', 'fastify-cli', 'fastify-plugin'].some((name) => dependsOn(file, name)) && usesInstance(m, file, fn),
    args(file) {
      const detached = !isStarted(file, packageFolder(file), text(`${prefixOf(packageFolder(file))}package.json`));
      const id = newInstance(m, notes, { parent: undefined, prefix: { text: '', known: true }, detached, at: undefined }, m.base);
      const options: Value = m.makeObject(m.base, {}, { kind: 'plain', open: true });
      return [shaped({ k: 'object', id }), options, shaped({ k: 'hook', name: 'fastify:done' })];
    },
  });
}

const prefixOf = (folder: string): string => (folder === '' ? '' : `${folder}/`);

/** True for a function that is declared to be a plugin, or whose first parameter is used as an instance. */
function usesInstance(m: Machine, file: string, fn: number): boolean {
  const facts = m.program.facts(file);
  const own = facts?.functions[fn];
  if (facts?.bindings.some((b) => b.scope === 0 && b.name === own?.name && b.type?.t === 'name' && pluginType.test(b.type.name)))
    return true;
  const first = own?.params[0]?.pattern;
  if (facts === undefined || own === undefined || first?.p !== 'bind' || own.class !== undefined) return false;
  let found = false;
  walkStatements(own.body, (e) => {
    if (e.k === 'call' && e.callee.k === 'member' && telling.has(e.callee.property) && startsWith(e.callee.object, first.binding))
      found = true;
  });
  return found;
}

type Expression = Parameters<Parameters<typeof walkStatements>[1]>[0];

/** `FastifyPluginAsync`, `FastifyPluginCallbackTypebox`. */
const pluginType = /(^|\.)FastifyPlugin(Async|Callback)\w*$/;

/** `fastify`, or a chain of calls on it. */
function startsWith(e: Expression, binding: BindingId): boolean {
  if (e.k === 'name') return e.binding === binding;
  return e.k === 'call' && e.callee.k === 'member' && startsWith(e.callee.object, binding);
}

/** True where a script of the package starts the file with Fastify's command line: as it is, or compiled into a folder of its own. */
function isStarted(file: string, folder: string, manifest: string | undefined): boolean {
  const own = withoutExtension(file.slice(prefixOf(folder).length));
  const scripts = (manifest ?? '').split('\n').filter((line) => line.includes('fastify start'));
  return scripts
    .flatMap((script) => script.split(/[\s"\\]+/))
    .filter((word) => extname(word) !== '')
    .some((word) => {
      const path = withoutExtension(word.replace(/^\.\//, ''));
      const inside = path.slice(path.indexOf('/') + 1);
      return [path, inside, `src/${inside}`].includes(own);
    });
}

const withoutExtension = (path: string): string => path.slice(0, path.length - extname(path).length);
