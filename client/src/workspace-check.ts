import { Disposable, RelativePattern, type Uri, workspace } from 'vscode';
import { supportedPackages } from '#protocol';

interface Listener {
  /** Something to analyse; `reason` names it. Called at most once. */
  found(reason: string): void;
  notFound(): void;
  failed(error: unknown): void;
}

const outside = '**/node_modules/**';
const manifests = '**/package.json';

/** Files that alone say that there is something to analyse, and what to say about them. */
const signs = [
  { glob: '**/{routewarden.json,routewarden.jsonc}', what: 'a policy file' },
  { glob: '**/app/**/route.{ts,tsx,js,jsx,mts,mjs}', what: 'a route file' },
];

/** A monorepo with more manifests than this has its supported framework in one of the first. */
const maxManifests = 500;

/** Looks for a supported framework, a route file or a policy: now, and whenever such a file or a folder appears. */
export function watchForRoutes(listener: Listener): Disposable {
  let isFound = false;
  let isChecking = false;
  let isAgain = false;
  const check = async () => {
    if (isFound) return;
    if (isChecking) {
      isAgain = true;
      return;
    }
    isChecking = true;
    try {
      const reason = await findReason();
      if (reason !== undefined) {
        isFound = true;
        listener.found(reason);
      } else if (!isAgain) listener.notFound();
    } catch (error) {
      listener.failed(error);
    } finally {
      isChecking = false;
    }
    if (isAgain) {
      isAgain = false;
      await check();
    }
  };
  const checkUnlessDependency = (uri: Uri) => {
    if (!uri.path.includes('/node_modules/')) void check();
  };
  const watchers = [manifests, ...signs.map(({ glob }) => glob)].map((glob) =>
    workspace.createFileSystemWatcher(glob, false, glob !== manifests, true),
  );
  void check();
  return Disposable.from(
    ...watchers,
    ...watchers.map((watcher) => watcher.onDidCreate(checkUnlessDependency)),
    ...watchers.map((watcher) => watcher.onDidChange(checkUnlessDependency)),
    workspace.onDidChangeWorkspaceFolders(() => void check()),
  );
}

async function findReason(): Promise<string | undefined> {
  const roots = (workspace.workspaceFolders ?? []).map((folder) => new RelativePattern(folder, 'package.json'));
  for (const root of roots) {
    const reason = await findDependency(await workspace.findFiles(root, null, 1));
    if (reason !== undefined) return reason;
  }
  for (const { glob, what } of signs) {
    const [file] = await workspace.findFiles(glob, outside, 1);
    if (file !== undefined) return `${what} was found (${workspace.asRelativePath(file)})`;
  }
  return findDependency(await workspace.findFiles(manifests, outside, maxManifests));
}

async function findDependency(files: readonly Uri[]): Promise<string | undefined> {
  for (const file of files) {
    const name = readDependencies(await readText(file)).find((dependency) => supportedPackages.has(dependency));
    if (name !== undefined) return `${workspace.asRelativePath(file)} depends on ${name}`;
  }
  return undefined;
}

async function readText(file: Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    // Deleted since it was listed.
    return '';
  }
}

/** The names in every group of dependencies; none for a manifest that is no JSON, for instance half-typed. */
function readDependencies(text: string): readonly string[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return [];
  }
  if (!isRecord(manifest)) return [];
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
  return [dependencies, devDependencies, peerDependencies, optionalDependencies].filter(isRecord).flatMap(Object.keys);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
