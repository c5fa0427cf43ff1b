import { fileURLToPath } from 'node:url';
import { staleFiles, writeFiles } from './generate/generated-file.ts';
import { registryFiles } from './generate/registries.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const checkOnly = process.argv.includes('--check');

const stale = staleFiles(root, registryFiles(root));
for (const file of stale) console.log(`${checkOnly ? 'stale' : 'written'}: ${file.path}`);
if (!checkOnly) writeFiles(root, stale);
if (checkOnly && stale.length > 0) process.exitCode = 1;
