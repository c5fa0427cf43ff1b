import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { Change, FactsStore } from '#core';
import { type FactsCache, isRelevantFile, isSkippedFolder, openFactsCache, openFolder } from '#workspace';
import type { FolderFiles, FolderFilesOptions } from '../engine-loader.ts';

/** Lists the folder at the absolute path `root`. Throws what the file system throws for the folder itself. */
export function openFiles(root: string, { exclude, policy, cacheFolder }: FolderFilesOptions): FolderFiles {
  const isExcluded = toMatcher(exclude);
  const extraFiles = policy === undefined ? [] : [policy];
  const disk = openFolder(root, { extraFiles });
  const facts = cacheFolder === undefined ? undefined : openFacts(root, cacheFolder);
  const list = () => new Set(openFolder(root, { extraFiles }).paths.filter((path) => !isExcluded(path)));
  let known = new Set(disk.paths.filter((path) => !isExcluded(path)));
  /** Files that look relevant and are ignored, so that an open one does not cause a listing per keystroke. */
  const ignored = new Set<string>();

  return {
    paths: [...known],
    read: (path) => disk.read(path),
    ...(facts === undefined ? {} : { facts: facts.store }),
    includes(path) {
      if (known.has(path)) return true;
      if (!looksRelevant(path) || isExcluded(path) || ignored.has(path)) return false;
      const isListed = list().has(path);
      (isListed ? known : ignored).add(path);
      return isListed;
    },
    changesAt(paths) {
      ignored.clear();
      const changes = new Map<string, Change>();
      const added = (path: string) => void changes.set(path, { path, text: disk.read(path) ?? null });
      for (const path of paths) if (known.has(path)) added(path);
      if (paths.some((path) => !known.has(path) && (looksRelevant(path) || isFolderOfInterest(root, path, known)))) {
        const now = list();
        for (const path of now) if (!known.has(path)) added(path);
        for (const path of known) if (!now.has(path)) changes.set(path, { path, text: null });
        known = now;
      }
      return [...changes.values()];
    },
    skipped: () => disk.skipped(),
    finishFacts: () => facts?.finish(),
  };
}

/** True for a path that is a source or configuration by its name, below no folder that is skipped by its name. */
function looksRelevant(path: string): boolean {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  return isRelevantFile(name) && !segments.some(isSkippedFolder);
}

/** A folder that has come, or one that is gone with the files that were in it. */
function isFolderOfInterest(root: string, path: string, known: ReadonlySet<string>): boolean {
  if (path.split('/').some(isSkippedFolder)) return false;
  if (statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true) return true;
  for (const file of known) if (file.startsWith(`${path}/`)) return true;
  return false;
}

/** A glob without a wildcard also stands for everything below it, as in `.gitignore`. */
function toMatcher(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap((glob) => {
    const base = glob.replace(/^\.?\/+/, '').replace(/\/+$/, '');
    return [picomatch(base, { dot: true }), picomatch(`${base}/**`, { dot: true })];
  });
  return (path) => matchers.some((matches) => matches(path));
}

/** Facts are kept between runs, not between keystrokes: once the first analysis is done the store is written, emptied
 *  and silent. */
function openFacts(root: string, cacheFolder: string): { readonly store: FactsStore; finish(): string | undefined } {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  let cache: FactsCache | undefined = openFactsCache(join(cacheFolder, `${name}.jsonl`));
  return {
    store: {
      digest: (text) => createHash('sha256').update(text).digest('hex'),
      get: (key) => cache?.get(key),
      set: (key, facts) => cache?.set(key, facts),
    },
    finish() {
      const problem = cache?.save();
      cache = undefined;
      return problem;
    },
  };
}
