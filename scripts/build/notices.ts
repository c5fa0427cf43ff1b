import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licence texts of the packages that the bundled files (paths relative to `root`) come from, as one text.
 * A bundled package without a licence file is an error: it could not be passed on.
 */
export function thirdPartyNotices(root: string, inputs: readonly string[]): string {
  const folders = [...new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))].sort();
  const sections = folders.map((folder) => {
    const manifest: { name: string; version: string; license?: string } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    );
    const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`;
    return `${title}\n${'='.repeat(title.length)}\n\n${licenceText(join(root, folder), manifest.license ?? '')}`;
  });
  return ['Routewarden contains the following packages.', ...sections].join('\n\n\n');
}

/** `node_modules/@scope/name` of the innermost package that a bundled path belongs to. */
function packageFolder(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function licenceText(folder: string, identifier: string): string {
  const files = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|third.?party|copyrightnotice)/i.test(name))
    .sort();
  if (files.length === 0 && identifier === '') throw new Error(`${folder} has no licence, so it cannot be bundled.`);
  if (files.length === 0) return `Licence: ${identifier}`;
  return files
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8').trim())
    .join('\n\n');
}
