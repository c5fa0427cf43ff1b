import type { ClassShape, Machine, NoteBook } from '../../flow/index.ts';
import { classesOf } from '../classes.ts';
import type { AdapterHost } from '../framework.ts';
import type { Application } from './applications.ts';
import { classDecorations } from './members.ts';
import { unitOf } from './modules.ts';
import type { NestNote } from './notes.ts';

/**
 * Modules and controllers that no application reaches although they may be used: those of a workspace without an
 * application, and those of packages whose application imports something that could not be followed. `read`: the roots
 * whose modules have been read; notes of others are left from before a change.
 */
export function orphans(
  host: AdapterHost,
  apps: readonly Application[],
  notes: NoteBook<NestNote>,
  read: readonly Application[],
  kind: 'Module' | 'Controller',
): readonly Application[] {
  const m = host.machine;
  const all = notes.all();
  const units = new Set(read.map(({ root }) => unitOf(root)));
  const reached = new Set(
    all.flatMap((note) => (note.kind === 'controller' && units.has(note.unit) ? [`${note.target.file} ${note.target.class}`] : [])),
  );
  const open = apps.filter((app) => all.some((note) => note.kind === 'open' && note.unit === unitOf(app.root)));
  if (apps.length > 0 && open.length === 0) return [];
  return host.files.flatMap((file): readonly Application[] => {
    const folder = host.packageFolder(file);
    const owner = open.find((app) => host.packageFolder(app.root.file) === folder);
    if (apps.length > 0 && (owner === undefined || kind === 'Controller')) return [];
    return classesOf(m, file)
      .filter((target) => !reached.has(`${target.file} ${target.class}`) && isKind(m, target, kind))
      .map((root) => ({
        ...(owner ?? nothing),
        root,
        partial:
          owner === undefined ? 'no application was found that uses it' : 'its module is imported by code that could not be followed',
      }));
  });
}

const nothing: Omit<Application, 'root'> = {
  paths: { prefix: '', excluded: [], versions: undefined },
  guards: [],
  interceptors: [],
  pipes: [],
  middleware: [],
};

const isKind = (m: Machine, target: ClassShape, kind: string): boolean =>
  classDecorations(m, target, m.base).list.some(({ key }) => key === `@nestjs/common#${kind}`);
