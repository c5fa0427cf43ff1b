import { joinPath } from '../../base/paths.ts';
import type { PackageManifest } from './package-manifest.ts';
import { findTargets } from './package-targets.ts';

/** The configuration that `extends: "name/subpath"` means in a package of the workspace, whether or not it exists. */
export function findPackageConfig(manifest: PackageManifest, subpath: string): string | undefined {
  const { exports, folder } = manifest;
  if (exports !== undefined && exports !== null) {
    const keys = subpath === '' ? ['.'] : [`./${subpath}`, `./${subpath}.json`];
    const target = keys.flatMap((key) => findTargets(exports, key) ?? []).find((found) => found.endsWith('.json'));
    if (target !== undefined) return joinPath(folder, target);
    if (subpath !== '') return undefined;
  }
  if (subpath === '') return joinPath(folder, manifest.tsconfig ?? 'tsconfig.json');
  return joinPath(folder, subpath.endsWith('.json') ? subpath : `${subpath}.json`);
}
