import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  Command,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { type LanguageServer, startLanguageServer } from './language-server.ts';
import { applyToDisk, fileEdits } from './workspace-edit.ts';

const serverBundle = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));

/** A finding as the editor shows it: `src/app.ts:12 sql-injection`, with a 1-based line. */
export type Shown = string;

export interface AppliedFix {
  readonly finding: Shown;
  readonly title: string;
}

export interface FixRun {
  /** The findings of the workspace before the first fix. */
  readonly before: readonly Shown[];
  readonly applied: readonly AppliedFix[];
  /** The findings that are left. */
  readonly after: readonly Shown[];
}

/** More rounds than any example has findings. */
const maxFixes = 60;

/**
 * Opens every source file of the folder in the language server and applies, finding by finding, the first quick fix
 * that changes code, to the files on disk. Returns when no finding has one any more.
 */
export async function applyQuickFixes(folder: string): Promise<FixRun> {
  const server = await startLanguageServer({ folder, command: [process.execPath, serverBundle, '--stdio'] });
  try {
    await showOnDisk(server, sourceFiles(folder));
    const before = shown(server, folder);
    const applied: AppliedFix[] = [];
    for (let round = 0; round < maxFixes; round++) {
      const fix = await findFix(server, folder);
      if (!fix) return { before, applied, after: shown(server, folder) };
      await showOnDisk(server, applyToDisk(fix.edit));
      applied.push({ finding: fix.finding, title: fix.title });
    }
    throw new Error(`Still findings with a fix after ${maxFixes} fixes:\n${shown(server, folder).join('\n')}`);
  } finally {
    await server.stop();
  }
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('node_modules'))
    .sort()
    .map((path) => pathToFileURL(join(folder, path)).href);
}

/** Gives the server the files' texts on disk and waits until it has answered for each. */
async function showOnDisk(server: LanguageServer, uris: readonly string[]): Promise<void> {
  await Promise.all(
    uris.map((uri) => {
      server.show(uri, readFileSync(fileURLToPath(uri), 'utf8'));
      return server.nextDiagnostics(uri);
    }),
  );
}

function shown(server: LanguageServer, folder: string): readonly Shown[] {
  return sourceFiles(folder).flatMap((uri) => server.diagnostics(uri).map((diagnostic) => toShown(folder, uri, diagnostic)));
}

function toShown(folder: string, uri: string, { code, range }: Diagnostic): Shown {
  return `${relative(folder, fileURLToPath(uri))}:${range.start.line + 1} ${code}`;
}

async function findFix(server: LanguageServer, folder: string) {
  for (const uri of sourceFiles(folder)) {
    for (const diagnostic of server.diagnostics(uri)) {
      for (const action of await quickFixes(server, uri, diagnostic)) {
        const { edit } = action.edit ? action : await server.connection.sendRequest(CodeActionResolveRequest.type, action);
        if (edit && changesCode(edit)) return { finding: toShown(folder, uri, diagnostic), title: action.title, edit };
      }
    }
  }
  return undefined;
}

async function quickFixes(server: LanguageServer, uri: string, diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
  const answer = await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic], only: ['quickfix'] },
  });
  return (answer ?? []).flatMap((action) => (Command.is(action) || action.diagnostics?.length !== 1 ? [] : [action]));
}

/** False for the ways to accept a finding: an entry in the policy, a comment that silences it. */
function changesCode(edit: WorkspaceEdit): boolean {
  return fileEdits(edit).every(({ uri, edits }) => /\.tsx?$/.test(uri) && edits.every(({ newText }) => !newText.includes('routewarden-')));
}
