import type { Expression } from '../../syntax/facts.ts';
import type { RuleContext } from './rule.ts';
import type { StaticKeys } from './static-keys.ts';

/** What a text for a folder, as written, comes to: the program's own code, or undefined for anything else. */
export type OwnFolder = 'the folder that the program runs in' | 'the folder of its own code';

/** The folder that an expression names, where it is one of the program's own and not a folder inside of it. */
export function ownFolder(context: RuleContext, keys: StaticKeys, file: string, e: Expression): OwnFolder | undefined {
  const folder = folderOf(context, keys, file, e);
  return folder?.inside === '' ? folder.of : undefined;
}

/** A folder as one of the program's and the way from there; '' for itself and for what is above it. */
interface Folder {
  readonly of: OwnFolder;
  readonly inside: string;
}

function folderOf(context: RuleContext, keys: StaticKeys, file: string, e: Expression): Folder | undefined {
  if (e.k === 'cast') return folderOf(context, keys, file, e.value);
  if (e.k === 'literal') {
    if (typeof e.value !== 'string' || (e.value.startsWith('/') && e.value !== '/')) return undefined;
    return { of: 'the folder that the program runs in', inside: insideOf([e.value]) };
  }
  if ((e.k === 'name' && e.name === '__dirname') || (e.k === 'member' && e.property === 'dirname')) {
    return { of: 'the folder of its own code', inside: '' };
  }
  if (e.k !== 'call') return undefined;
  const key = keys.keyOf(file, e.callee);
  const row = key === undefined ? undefined : context.catalog.rows(key).find((candidate) => candidate.row === 'path');
  if (row?.row !== 'path') return undefined;
  if (row.does === 'cwd') return { of: 'the folder that the program runs in', inside: '' };
  if (row.does !== 'join' && row.does !== 'resolve') return undefined;
  const [first, ...rest] = e.args;
  const start = first === undefined ? undefined : folderOf(context, keys, file, first);
  const more = rest.map((arg) => (arg.k === 'literal' && typeof arg.value === 'string' ? arg.value : undefined));
  return start === undefined || more.includes(undefined)
    ? undefined
    : { of: start.of, inside: insideOf([start.inside, ...more.filter((text) => text !== undefined)]) };
}

/** The way down that is left when `.` and `..` are gone. */
function insideOf(parts: readonly string[]): string {
  const way: string[] = [];
  for (const segment of parts.flatMap((part) => part.split(/[\\/]/))) {
    if (segment === '..') way.pop();
    else if (segment !== '' && segment !== '.') way.push(segment);
  }
  return way.join('/');
}
