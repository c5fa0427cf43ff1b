import { joinPaths } from '../paths.ts';
import { isPrefix, type Segment, segmentsOf } from './names.ts';

/** A route of the application's tree. Its parents' middleware runs before it, their loaders run beside it. */
export interface RouteNode {
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly parent: RouteNode | undefined;
  readonly isIndex: boolean;
  /** A layout that adds nothing to the path: requests are for what is below it. */
  readonly isPathless: boolean;
}

/** `flat`: every file is the parent of those whose names go on from its own; `hybrid`: as that, and `_layout` stands for its folder;
 *  `layouts`: only `_layout` files are parents. */
export type Convention = 'flat' | 'hybrid' | 'layouts';

/** A route file with its name without an ending, relative to the folder of routes. */
export interface NamedFile {
  readonly file: string;
  readonly name: string;
}

interface Entry {
  readonly file: string;
  /** Without what says that it is an index or a layout. */
  readonly segments: readonly Segment[];
  readonly isIndex: boolean;
  /** Routes may be its children. */
  readonly nests: boolean;
}

/** The tree that the names of files make below `root`. */
export function treeOf(files: readonly NamedFile[], root: RouteNode, convention: Convention): readonly RouteNode[] {
  const entries = files.map((file) => toEntry(file, convention));
  const nodes = new Map<Entry, RouteNode>();
  const nodeOf = (entry: Entry): RouteNode => {
    const known = nodes.get(entry);
    if (known !== undefined) return known;
    const above = findParent(entry, entries);
    const parent = above === undefined ? root : nodeOf(above);
    const path = joinPaths(root.path, ...entry.segments.flatMap(({ text }) => text ?? []));
    const node = { file: entry.file, path, parent, isIndex: entry.isIndex, isPathless: !entry.isIndex && path === parent.path };
    nodes.set(entry, node);
    return node;
  };
  return entries.map(nodeOf);
}

function toEntry({ file, name }: NamedFile, convention: Convention): Entry {
  const all = segmentsOf(name);
  const last = all.at(-1)?.raw;
  const isIndex = last === '_index' || (convention !== 'flat' && last === 'index');
  const isLayout = convention !== 'flat' && last === '_layout';
  return {
    file,
    segments: isIndex || isLayout ? all.slice(0, -1) : all,
    isIndex,
    nests: isLayout || (!isIndex && convention !== 'layouts'),
  };
}

function findParent(entry: Entry, entries: readonly Entry[]): Entry | undefined {
  let found: Entry | undefined;
  for (const other of entries) {
    if (other === entry || !other.nests || !isPrefix(other.segments, entry.segments)) continue;
    if (other.segments.length === entry.segments.length && !entry.isIndex && (entry.nests || !isLayoutOf(other, entry))) continue;
    if (found === undefined || other.segments.length > found.segments.length) found = other;
  }
  return found;
}

/** `users/_layout` beside `users`. */
const isLayoutOf = (other: Entry, entry: Entry): boolean => other.nests && !entry.nests;
