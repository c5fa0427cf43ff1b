import { dirname, extname, isInside, joinPath } from '../../base/paths.ts';
import type { GeneratedCode } from '../../libraries/index.ts';

/** A folder into which a tool writes the code of a package. */
export interface GeneratedFolder {
  readonly folder: string;
  /** The package whose code it is: `@prisma/client`. */
  readonly module: string;
}

/** The folders that the configuration files of tools name. */
export function findGeneratedFolders(
  paths: Iterable<string>,
  read: (path: string) => string | undefined,
  kinds: readonly (GeneratedCode & { readonly module: string })[],
): readonly GeneratedFolder[] {
  const found: GeneratedFolder[] = [];
  for (const path of paths) {
    const kind = kinds.find(({ extension }) => extension === extname(path));
    const text = kind === undefined ? undefined : read(path);
    if (kind === undefined || text === undefined) continue;
    for (const output of settingsOf(text, kind.block, kind.setting))
      if (!output.startsWith('/')) found.push({ folder: joinPath(dirname(path), output), module: kind.module });
  }
  return found;
}

/** The module that a path is generated code of. */
export function generatedModule(folders: readonly GeneratedFolder[], path: string): string | undefined {
  return folders.find(({ folder }) => path === folder || isInside(folder, path))?.module;
}

/** The values of a setting in all blocks of a kind: `generator client { output = "../generated" }`. */
function settingsOf(text: string, block: string, setting: string): readonly string[] {
  const found: string[] = [];
  let inside = false;
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] === block && words.at(-1) === '{') inside = true;
    else if (words[0] === '}') inside = false;
    else if (inside && words[0] === setting && words[1] === '=') found.push(...quoted(line));
  }
  return found;
}

function quoted(line: string): readonly string[] {
  const [, text] = line.split('"', 2);
  return text === undefined || text === '' ? [] : [text];
}
