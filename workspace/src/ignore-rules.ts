import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Ignore } from 'ignore';
import ignore from 'ignore';

/** The `.gitignore` of one folder; paths are tested relative to that folder. */
interface RuleFile {
  /** Where the folder of the tested paths lies below the folder of the rules: '' or `sub/folder/`. */
  readonly prefix: string;
  readonly rules: Ignore;
}

/** The `.gitignore` files that apply in one folder, nearest first. Immutable; entering a folder gives a new one. */
export interface IgnoreRules {
  readonly files: readonly RuleFile[];
}

/**
 * The rules that apply at `root`: its own and those of the folders above it up to the repository's. Where these rules
 * leave out `root` itself, naming it overrules them, and only its own rules and those below it count.
 */
export function openIgnoreRules(root: string): IgnoreRules {
  const own = toRuleFiles(root, '');
  const above: RuleFile[] = [];
  for (let folder = root; !existsSync(join(folder, '.git')); ) {
    const parent = dirname(folder);
    if (parent === folder) return { files: own };
    folder = parent;
    above.push(...toRuleFiles(folder, `${relative(folder, root).split(sep).join('/')}/`));
  }
  return { files: isIgnored({ files: above }, '', true) ? own : [...own, ...above] };
}

/**
 * The rules inside the folder `name` (at `path`) of the folder that `outer` applies to. Rules that leave out the whole
 * folder have been overruled by nearer ones if it is entered, and have no say about what is in it.
 */
export function enterFolder(outer: IgnoreRules, path: string, name: string): IgnoreRules {
  const inherited = outer.files
    .map(({ prefix, rules }) => ({ prefix: `${prefix}${name}/`, rules }))
    .filter(({ prefix, rules }) => !rules.test(prefix).ignored);
  return { files: [...toRuleFiles(path, ''), ...inherited] };
}

/** Whether git would leave out the entry `name` of the folder. The nearest file that mentions it decides, as in git. */
export function isIgnored({ files }: IgnoreRules, name: string, isFolder: boolean): boolean {
  for (const { prefix, rules } of files) {
    const path = name === '' ? prefix : `${prefix}${name}${isFolder ? '/' : ''}`;
    const { ignored, unignored } = rules.test(path);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

function toRuleFiles(folder: string, prefix: string): RuleFile[] {
  try {
    return [{ prefix, rules: ignore({ ignorecase: false }).add(readFileSync(join(folder, '.gitignore'), 'utf8')) }];
  } catch {
    // No such file, or one that git could not read either.
    return [];
  }
}
