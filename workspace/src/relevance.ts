/** Folders that hold dependencies, build output or a tool's own data, never the code of an API. */
const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'out',
  '.next',
  'coverage',
  '.yarn',
  '.pnpm-store',
]);

const source = /\.[cm]?[jt]sx?$/;
const declaration = /\.d\.[cm]?ts$/;
const configuration =
  /^(?:package\.json|tsconfig.*\.json|jsconfig\.json|routewarden\.jsonc?|.+\.routewarden\.jsonc|pnpm-workspace\.yaml|host\.json|wrangler\.(?:toml|jsonc?)|deno\.jsonc?|.+\.prisma|.+\.(?:graphqls?|gql)|(?:serverless|template|sam|functions?|api)[\w.-]*\.ya?ml)$/;

/** True for a folder (by its own name) that is never entered. */
export function isSkippedFolder(name: string): boolean {
  return skippedFolders.has(name);
}

/** True for a file (by its own name) that the engine may want to read: sources without declarations, and configuration. */
export function isRelevantFile(name: string): boolean {
  return source.test(name) ? !declaration.test(name) : configuration.test(name);
}
