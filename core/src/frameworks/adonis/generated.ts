import { joinPath } from '../../base/paths.ts';
import { constant, type Machine, shaped, type Value } from '../../flow/index.ts';
import type { ModuleFinder } from '../framework.ts';
import { keys } from './keys.ts';

const module = '#generated/controllers';

/** The list of controllers that AdonisJS 7 makes when it builds, where it is not in the repository. */
export const findModule: ModuleFinder = (from, specifier, workspace) =>
  specifier === module && workspace.dependsOn(from, '@adonisjs/core') ? { kind: 'package', name: module, module } : undefined;

/**
 * `controllers.admin.Users` of that list is `app/controllers/admin/users_controller.ts`: names are those of files in capitals,
 * without the ending; folders are records, those named `controllers` left out (@adonisjs/assembler 8.4).
 */
export function watchGenerated(m: Machine, packageFolder: (file: string) => string): void {
  m.exportHooks.set(
    `${module}#controllers`,
    (from) => recordOf(m, joinPath(packageFolder(from), 'app'), 0) ?? shaped({ k: 'library', key: `${module}#controllers` }),
  );
}

const deepest = 6;

/** The controllers in a folder and below; undefined where there are none. */
function recordOf(m: Machine, folder: string, depth: number): Value | undefined {
  const fields: Record<string, Value> = {};
  for (const { name, isFolder } of m.program.entries(folder) ?? []) {
    const path = joinPath(folder, name);
    if (!isFolder) {
      const file = /^(.+?)[._-]?controller\.[cm]?[jt]sx?$/i.exec(name)?.[1];
      if (file !== undefined) fields[pascalCase(file)] = controllerAt(path);
      continue;
    }
    const inner = depth < deepest ? recordOf(m, path, depth + 1) : undefined;
    const [shape] = inner?.shapes ?? [];
    if (inner === undefined || shape?.k !== 'object') continue;
    if (name !== 'controllers') fields[camelCase(name)] = inner;
    else for (const field of m.info(shape.id).fields) fields[field] = m.getField(shape.id, field, m.base) ?? inner;
  }
  return Object.keys(fields).length === 0 ? undefined : m.makeObject(m.base, fields);
}

const controllerAt = (file: string): Value =>
  shaped({
    k: 'library',
    key: keys.controller,
    made: { callee: keys.controller, args: [constant(file)], at: { file, start: 0, end: 0 }, options: [] },
  });

const pascalCase = (text: string): string =>
  text
    .split(/[^A-Za-z\d]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const camelCase = (text: string): string => {
  const name = pascalCase(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
};
