/** The parts of a bare specifier: `@acme/db/client` is `client` of `@acme/db`. */
export interface PackageSpecifier {
  readonly name: string;
  /** `''` for the package itself. */
  readonly subpath: string;
}

/** No file system opens a longer path (Linux' PATH_MAX); a longer specifier is there to cost time. */
const maxSpecifierLength = 4096;

const packagePattern = /^((?:@[\w.!~*'()-]+\/)?[\w-][\w.!~*'()-]*)(?:\/(.*))?$/s;

/** True for a specifier that may lead somewhere. */
export function isUsableSpecifier(specifier: string): boolean {
  return specifier !== '' && specifier.length <= maxSpecifierLength;
}

/** True for `.`, `..`, `./a` and `../a`. */
export function isRelativeSpecifier(specifier: string): boolean {
  return specifier.startsWith('./') || specifier.startsWith('../') || specifier === '.' || specifier === '..';
}

/** True for a specifier that can only mean a folder: `.`, `..`, `./a/`. */
export function isFolderSpecifier(specifier: string): boolean {
  return ['/', '/.', '/..'].some((end) => specifier.endsWith(end)) || specifier === '.' || specifier === '..';
}

/** The package that a bare specifier names; undefined for what npm could not name so (`@/x`, `~/x`, `$lib`, `/x`). */
export function toPackageSpecifier(specifier: string): PackageSpecifier | undefined {
  const [, name, subpath = ''] = packagePattern.exec(specifier) ?? [];
  return name === undefined ? undefined : { name, subpath };
}

/** True for what a scheme says is no file: `node:fs`, `bun:sqlite`, `https://…`, `data:…`. A drive letter is no scheme. */
export function hasScheme(specifier: string): boolean {
  return /^(?!file:)[a-z][a-z0-9+.-]+:/i.test(specifier);
}
