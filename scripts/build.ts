import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { thirdPartyNotices } from './build/notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** The engine is a file of its own, so that the server answers `initialize` before it reads TypeScript. */
const engineApart: Plugin = {
  name: 'engine-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/engine\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './engine.cjs', external: true } : undefined,
    );
  },
};

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  external: ['vscode'],
  // jsonc-parser's CommonJS form hides its own files from a bundler; its ES form does not.
  mainFields: ['module', 'main'],
  // `import()` of a bundle becomes a deferred require(), which Node's compile cache covers.
  supported: { 'dynamic-import': false },
};

const bundles: readonly BuildOptions[] = [
  { entryPoints: { client: 'client/src/extension.ts' } },
  { entryPoints: { server: 'server/src/main.ts' }, plugins: [engineApart] },
  { entryPoints: { engine: 'server/src/engine.ts' } },
  { entryPoints: { cli: 'cli/src/main.ts' } },
];

/** Writes the bundles to `dist/`, with the notices of the packages inside them. */
async function buildBundles(): Promise<void> {
  const results = await Promise.all(bundles.map((options) => build({ ...shared, ...options, write: false, metafile: true })));
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const notices = thirdPartyNotices(root, inputs);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices);
  for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
    writeFileSync(path, contents);
    console.log(`${relative(root, path)}  ${(contents.length / 1024).toFixed(0)} KiB`);
  }
}

await buildBundles();
