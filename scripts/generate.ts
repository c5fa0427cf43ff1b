import { fileURLToPath } from 'node:url';
import { type GeneratedFile, staleFiles, writeFiles } from './generate/generated-file.ts';
import { loadKnowledge } from './generate/knowledge.ts';
import { pageFiles, ruleDocsModule, rulesWithoutPage } from './generate/pages.ts';
import { registryFiles } from './generate/registries.ts';
import { manifestFile, policySchemaFile } from './generate/settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const checkOnly = process.argv.includes('--check');

/** Writes the files that are not as they should be, or with `--check` only names them; returns how many there were. */
function settle(files: readonly GeneratedFile[]): number {
  const stale = staleFiles(root, files);
  for (const { path } of stale) console.log(`${checkOnly ? 'stale' : 'written'}: ${path}`);
  if (!checkOnly) writeFiles(root, stale);
  return stale.length;
}

async function generate(): Promise<number> {
  const staleRegistries = settle(registryFiles(root));
  if (checkOnly && staleRegistries > 0) return staleRegistries;
  const knowledge = await loadKnowledge(root);
  const pages = pageFiles(root, knowledge);
  const stale = settle([...pages, ruleDocsModule(pages, knowledge), policySchemaFile(knowledge), manifestFile(root, knowledge)]);
  const missing = rulesWithoutPage(root, knowledge);
  for (const id of missing) console.log(`missing: docs/rules/${id}.md`);
  return stale + missing.length;
}

const problems = await generate();
if (checkOnly && problems > 0) {
  console.log('Run `npm run generate`; pages that are missing have to be written.');
  process.exitCode = 1;
}
