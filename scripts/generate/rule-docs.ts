import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const header = '// Written by `npm run generate` from docs/rules/*.md. Do not edit.';

/**
 * Puts the documentation page of every rule into a module, so that the bundled command line can show them. Gives the
 * generated text by path relative to `root`; writes nothing.
 */
export function generateRuleDocs(root: string): Map<string, string> {
  const folder = join(root, 'docs', 'rules');
  const pages = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => `  [${JSON.stringify(name.slice(0, -'.md'.length))}, ${JSON.stringify(readPage(join(folder, name)))}],\n`);
  const text = `${header}\nimport type { RuleDocs } from '#core';\n\nexport const ruleDocs: RuleDocs = new Map([\n${pages.join('')}]);\n`;
  return new Map([['cli/src/rule-docs.generated.ts', text]]);
}

/** With `\n` as the only line end, so that a checkout on Windows generates the same module. */
function readPage(path: string): string {
  return readFileSync(path, 'utf8').replace(/\r\n/g, '\n');
}
