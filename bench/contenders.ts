import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LanguageServerOptions } from '../test/proof/language-server.ts';

/** One of the measured tools: how it scans a folder, and how it serves one to an editor. */
export interface Contender {
  readonly name: ContenderName;
  /** Arguments of `node` for a scan of the current folder without any cache. */
  readonly coldScan: readonly string[];
  server(folder: string): LanguageServerOptions;
}

export type ContenderName = 'routewarden' | 'eslint' | 'oxlint';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** Routewarden's scan of the current folder, its findings written as JSON. */
export function routewardenScan(...more: readonly string[]): readonly string[] {
  return [join(dist, 'cli.cjs'), 'scan', '.', '--format', 'json', ...more];
}

/** Routewarden's server; `cacheFolder` keeps the facts of earlier starts. */
export function routewardenServer(folder: string, cacheFolder?: string): LanguageServerOptions {
  return {
    folder,
    command: [process.execPath, join(dist, 'server.cjs'), '--stdio'],
    pullsDiagnostics: true,
    initializationOptions: { cacheFolder },
  };
}

export function contenders(peers: string): Readonly<Record<ContenderName, Contender>> {
  return {
    routewarden: {
      name: 'routewarden',
      coldScan: routewardenScan('--no-cache'),
      server: (folder) => routewardenServer(folder),
    },
    eslint: {
      name: 'eslint',
      coldScan: [join(peers, 'eslint/bin/eslint.js'), '.'],
      server: (folder) => ({
        folder,
        command: [process.execPath, join(peers, 'vscode-langservers-extracted/bin/vscode-eslint-language-server'), '--stdio'],
        pullsDiagnostics: true,
        settings: eslintSettings(folder),
      }),
    },
    oxlint: {
      name: 'oxlint',
      coldScan: [join(peers, 'oxlint/bin/oxlint'), '.'],
      server: (folder) => ({
        folder,
        command: [process.execPath, join(peers, 'oxlint/bin/oxlint'), '--lsp'],
        pullsDiagnostics: true,
      }),
    },
  };
}

/** What the VS Code extension of ESLint sends to its server by default. */
function eslintSettings(folder: string) {
  return {
    validate: 'on',
    run: 'onType',
    workingDirectory: { directory: folder },
    workspaceFolder: { uri: pathToFileURL(folder).href, name: 'workspace' },
    nodePath: null,
    options: {},
    rulesCustomizations: [],
    codeAction: { disableRuleComment: { enable: false }, showDocumentation: { enable: false } },
    codeActionOnSave: { mode: 'all' },
    format: false,
    quiet: false,
    onIgnoredFiles: 'off',
    experimental: {},
    useESLintClass: true,
    problems: { shortenToSingleLine: false },
  };
}
