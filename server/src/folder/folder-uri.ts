import { URI } from 'vscode-uri';

/** Maps between the URIs of an editor and the paths of one folder's analysis. */
export interface FolderUri {
  /** As the editor spells it. */
  readonly uri: string;
  /** For `node:fs`. */
  readonly fsPath: string;
  /** The path relative to the folder with `/`; undefined for what is not a file below it. */
  toPath(uri: string): string | undefined;
  /** The URI of a path of the folder, in the spelling of `vscode-uri`. */
  toUri(path: string): string;
}

/** Undefined for a folder that is not on disk (`untitled:`, `vscode-vfs:`) and for what is no URI. */
export function parseFolderUri(uri: string): FolderUri | undefined {
  const root = parseFile(uri);
  if (root === undefined) return undefined;
  const rootPath = root.path.replace(/\/+$/, '');
  const prefix = toKey(root.with({ path: `${rootPath}/` }));
  return {
    uri,
    fsPath: root.fsPath,
    toPath(uriOfFile) {
      const file = parseFile(uriOfFile);
      const key = file === undefined ? '' : toKey(file);
      return key.startsWith(prefix) && key.length > prefix.length ? key.slice(prefix.length) : undefined;
    },
    toUri: (path) => root.with({ path: `${rootPath}/${path}` }).toString(),
  };
}

function parseFile(uri: string): URI | undefined {
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === 'file' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Editors write a drive letter as `C:`, `c:` or `c%3A`; servers and shares are compared without case. */
function toKey(uri: URI): string {
  const path = uri.path.replace(/^\/([A-Za-z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`);
  return `//${uri.authority.toLowerCase()}${path}`;
}
