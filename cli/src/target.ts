import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { describeFileError, isRelevantFile } from '#workspace';
import { CommandError } from './command-error.ts';

/** What a path argument asks for. */
export interface Target {
  /** Absolute folder to analyse, without symbolic links. */
  readonly root: string;
  /** Relative path with `/` where only one file of the folder is asked about. */
  readonly file?: string;
}

/**
 * A folder stands for itself. A file is analysed within its package (the nearest folder above with a package.json, or
 * its own folder), because guards and mounts in other files decide about its routes.
 */
export function findTarget(path: string, cwd: string): Target {
  const absolute = resolve(cwd, path);
  try {
    const real = realpathSync(absolute);
    return statSync(real).isDirectory() ? { root: real } : toFileTarget(real, findPackageFolder(dirname(real)));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`cannot read '${path}': ${describeFileError(error)}`);
  }
}

/** A file seen from `cwd` where it lies inside, else as in {@link findTarget}. */
export function findFileTarget(path: string, cwd: string): Required<Target> {
  const target = findTarget(path, cwd);
  if (target.file === undefined) throw new CommandError(`'${path}' is a folder; name a file and a line, as in src/users.ts:12`);
  const real = join(target.root, target.file);
  const here = realpathSync(cwd);
  return isInside(here, real) ? toFileTarget(real, here) : { root: target.root, file: target.file };
}

/** `path` relative to `root`, with `/`. */
export function toRelative(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

function toFileTarget(path: string, root: string): Required<Target> {
  if (!isRelevantFile(basename(path))) throw new CommandError(`'${toRelative(root, path)}' is not a TypeScript or JavaScript source`);
  return { root, file: toRelative(root, path) };
}

function findPackageFolder(folder: string): string {
  for (let candidate = folder; ; candidate = dirname(candidate)) {
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (candidate === dirname(candidate) || existsSync(join(candidate, '.git'))) return folder;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}
