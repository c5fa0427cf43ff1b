import { joinPath } from '../../base/paths.ts';

/**
 * From a path without certainty about its ending to a file of the workspace, in TypeScript's order. Declaration files
 * hold no code, so they are never found here unless asked for.
 */

const typescriptEndings = ['.ts', '.tsx', '.mts', '.cts'] as const;
const endings = [...typescriptEndings, '.js', '.jsx', '.mjs', '.cjs', '.json'] as const;
const declarationEndings = ['.d.ts', '.d.mts', '.d.cts'] as const;

/** What an import of compiled output may mean before compilation, best first; `./a.js` is written for `./a.ts`. */
const writtenFor: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.ts', '.jsx', '.js'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

const declarationPattern = /\.d\.[cm]?ts$/;
const typescriptPattern = /\.[cm]?tsx?$/;
const endingPattern = /(?:\.d\.[cm]?ts|\.[cm]?[jt]s|\.[jt]sx|\.json)$/;
const compiledPattern = /(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx)$/;

/** True for `.d.ts`, `.d.mts` and `.d.cts`. */
export function isDeclarationFile(path: string): boolean {
  return declarationPattern.test(path);
}

/** True for what a package manager put there. */
export function isInstalledPath(path: string): boolean {
  return path.startsWith('node_modules/') || path.includes('/node_modules/');
}

/** True for a TypeScript file with code in it. */
export function isTypeScriptSource(path: string): boolean {
  return typescriptPattern.test(path) && !isDeclarationFile(path);
}

/** `a/b` for `a/b.js`, `a/b.d.mts` and any other ending that a build step may change; other paths as they are. */
export function withoutCompiledEnding(path: string): string {
  return path.replace(compiledPattern, '');
}

/** The files of a workspace, arranged so that one look tells all endings a name exists with. */
export interface SourceFiles {
  has(path: string): boolean;
  /** The endings of the files that are called `stem` without them; declarations included, in no particular order. */
  endingsOf(stem: string): readonly string[];
}

/** Goes through the paths at the first question. */
export function createSourceFiles(paths: ReadonlySet<string>): SourceFiles {
  let byStem: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    has: (path) => paths.has(path),
    endingsOf(stem) {
      byStem ??= groupByStem(paths);
      return byStem.get(stem) ?? none;
    },
  };
}

const none: readonly string[] = [];

function groupByStem(paths: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const byStem = new Map<string, string[]>();
  for (const path of paths) {
    const ending = endingPattern.exec(path)?.[0];
    if (ending === undefined) continue;
    const stem = path.slice(0, -ending.length);
    const known = byStem.get(stem);
    if (known === undefined) byStem.set(stem, [ending]);
    else known.push(ending);
  }
  return byStem;
}

/** The file that `path` names exactly, by the file it is compiled from, or by adding an ending; no folder, no declaration. */
export function findSourceFile(files: SourceFiles, path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  const swaps = dot < 0 ? undefined : writtenFor[path.slice(dot)];
  if (swaps !== undefined) {
    const found = findWithEnding(files, path.slice(0, dot), swaps);
    if (found !== undefined) return found;
  } else if (files.has(path) && !isDeclarationFile(path)) {
    return path;
  }
  return findWithEnding(files, path, endings);
}

/** The index file of a folder. */
export function findIndexFile(files: SourceFiles, folder: string): string | undefined {
  return findWithEnding(files, joinPath(folder, 'index'), endings);
}

/** The declaration file that stands for `path`, where there is no code to be found. */
export function findDeclarationFile(files: SourceFiles, path: string): string | undefined {
  const written = path.endsWith('.d') ? `${path}.ts` : path;
  if (isDeclarationFile(written) && files.has(written)) return written;
  for (const stem of [withoutCompiledEnding(path), path, joinPath(path, 'index')]) {
    const found = findWithEnding(files, stem, declarationEndings);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The TypeScript file with the given path but for its ending. */
export function findTypeScriptTwin(files: SourceFiles, stem: string): string | undefined {
  return findWithEnding(files, stem, typescriptEndings);
}

function findWithEnding(files: SourceFiles, stem: string, wanted: readonly string[]): string | undefined {
  const present = files.endingsOf(stem);
  const ending = present.length === 0 ? undefined : wanted.find((candidate) => present.includes(candidate));
  return ending === undefined ? undefined : stem + ending;
}
