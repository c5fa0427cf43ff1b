import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Skipped } from '#core';
import { describeFileError } from './file-error.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { enterFolder, isIgnored, openIgnoreRules } from './ignore-rules.ts';
import { isRelevantFile, isSkippedFolder } from './relevance.ts';

export interface Walk {
  /** Relevant files relative to the root with `/`, sorted by code unit. */
  readonly paths: readonly string[];
  /** Folders that could not be listed and links that were not followed. */
  readonly skipped: readonly Skipped[];
}

/**
 * Lists what the engine may want to read below `root`: no dependencies, no build output, nothing that `.gitignore`
 * leaves out. Symbolic links are never followed, so a cycle cannot occur; one that leads out of the root is reported.
 * A root that cannot be listed throws what the file system throws.
 */
export function walkFolder(root: string, list: ListFolder = listFolder): Walk {
  const found: Found = { root: realpathSync(root), list, paths: [], skipped: [] };
  walkEntries(found, '', list(found.root), openIgnoreRules(found.root));
  return { paths: found.paths.sort(), skipped: found.skipped };
}

/** Gives the entries of a folder, or throws what the file system throws. */
export type ListFolder = (path: string) => readonly Dirent[];

function listFolder(path: string): readonly Dirent[] {
  return readdirSync(path, { withFileTypes: true });
}

interface Found {
  /** The root without symbolic links. */
  readonly root: string;
  readonly list: ListFolder;
  readonly paths: string[];
  readonly skipped: Skipped[];
}

/** `prefix` is the folder's own path with a trailing `/`, or '' for the root. */
function walkEntries(found: Found, prefix: string, entries: readonly Dirent[], rules: IgnoreRules): void {
  for (const entry of entries) {
    const { name } = entry;
    const path = prefix + name;
    if (entry.isDirectory()) {
      if (!isSkippedFolder(name) && !isIgnored(rules, name, true)) walkSubfolder(found, path, name, rules);
    } else if (entry.isFile()) {
      if (isRelevantFile(name) && !isIgnored(rules, name, false)) found.paths.push(path);
    } else if (entry.isSymbolicLink()) {
      if (!isSkippedFolder(name) && !isIgnored(rules, name, false)) noteLink(found, path, name);
    }
  }
}

function walkSubfolder(found: Found, path: string, name: string, outer: IgnoreRules): void {
  const absolute = join(found.root, path);
  let entries: readonly Dirent[];
  try {
    entries = found.list(absolute);
  } catch (error) {
    found.skipped.push({ file: path, reason: `the folder cannot be read: ${describeFileError(error)}` });
    return;
  }
  walkEntries(found, `${path}/`, entries, enterFolder(outer, absolute, name));
}

/** A link to a folder or a source outside the root hides code from the analysis; one to the inside hides nothing. */
function noteLink(found: Found, path: string, name: string): void {
  const target = findTarget(join(found.root, path));
  if (target === undefined || isInside(found.root, target.path)) return;
  if (target.isFolder || isRelevantFile(name)) {
    found.skipped.push({ file: path, reason: 'a symbolic link that leads out of the scanned folder is not followed' });
  }
}

function findTarget(link: string): { readonly path: string; readonly isFolder: boolean } | undefined {
  try {
    return { path: realpathSync(link), isFolder: statSync(link).isDirectory() };
  } catch {
    // It leads nowhere, so there is nothing to analyse.
    return undefined;
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== path;
}
