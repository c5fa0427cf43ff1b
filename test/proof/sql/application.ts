import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Finding, type Fix, openSession, type Session } from '#core';
import { installedDependencies } from '../../harness/dependencies.ts';
import type { Request } from './visits.ts';

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const answers = z.array(z.object({ status: z.number(), body: z.string() }));

export type Answer = z.infer<typeof answers>[number];

/** An application of this proof: its file below `fixtures/apps`, and what its package depends on. */
export interface Application {
  readonly file: string;
  readonly dependencies: readonly string[];
  /** The module below `fixtures/databases` that starts its database. */
  readonly database: 'postgres' | 'mysql' | 'sqlite';
}

export interface Repaired {
  readonly text: string;
  /** The route, the kind and the title of each fix, in the order of the file. */
  readonly applied: readonly string[];
  /** The routes of SQL findings that are left. */
  readonly left: readonly string[];
}

/** The application's text, as written. */
export const readApplication = ({ file }: Application): string => readFileSync(join(fixtures, 'apps', file), 'utf8');

/** Applies the first fix of each SQL finding, as the quick fix of an editor, until none is offered any more. */
export function repair(app: Application): Repaired {
  const versions = Object.fromEntries(app.dependencies.map((name) => [name, '*']));
  const files = new Map([
    ['package.json', JSON.stringify({ type: 'module', dependencies: versions })],
    [app.file, readApplication(app)],
  ]);
  const applied: string[] = [];
  const session = openSession({ paths: [...files.keys()], read: (path) => files.get(path) });
  for (;;) {
    const next = firstFix(session);
    if (next === undefined)
      return { text: files.get(app.file) ?? '', applied, left: findings(session).map(({ route }) => String(route).replace(/@.*/, '')) };
    applied.push(`${String(next.finding.route).replace(/@.*/, '')}: ${next.fix.kind}, ${next.fix.title}`);
    for (const { file, edits } of next.fix.files) {
      const text = edits.reduceRight(
        (before, edit) => before.slice(0, edit.start) + edit.text + before.slice(edit.end),
        files.get(file) ?? '',
      );
      files.set(file, text);
      session.update([{ path: file, text }]);
    }
  }
}

const findings = (session: Session): readonly Finding[] => session.findings().filter(({ rule }) => rule === 'sql-injection');

function firstFix(session: Session): { readonly finding: Finding; readonly fix: Fix } | undefined {
  for (const finding of findings(session)) {
    const fix = session.fixes(finding).find(({ kind }) => kind === 'safe' || kind === 'suggested');
    if (fix !== undefined) return { finding, fix };
  }
  return undefined;
}

/** Runs the application with this text on a database of its own, and makes the requests. */
export function serve(app: Application, text: string, requests: readonly Request[]): readonly Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'routewarden-sql-'));
  try {
    cpSync(fixtures, folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|apps|package-lock\.json)$/.test(path) });
    const modules = installedDependencies(fixtures, 'sql');
    symlinkSync(modules, join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, app.file), text);
    const node = findNode(modules);
    if (app.dependencies.includes('prisma')) generate(node, folder);
    const run = spawnSync(node, ['serve.ts', app.database, app.file], {
      cwd: folder,
      encoding: 'utf8',
      input: JSON.stringify(requests),
      env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_ENV: 'production' },
      timeout: 60_000,
    });
    if (run.status !== 0) throw new Error(`${app.file} ended with ${run.status ?? run.signal}:\n${run.stderr}`);
    return answers.parse(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A Node that has `node:sqlite` and reads TypeScript. */
function findNode(modules: string): string {
  const packaged = join(modules, `node-${process.platform}-${process.arch}`, 'bin/node');
  return existsSync(packaged) ? packaged : process.execPath;
}

/** Writes the client for `schema.prisma`. Its schema engine, which only migrations need, is not looked for. */
function generate(node: string, cwd: string): void {
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };
  const run = spawnSync(node, ['node_modules/prisma/build/index.js', 'generate'], { cwd, encoding: 'utf8', env, timeout: 60_000 });
  if (run.status !== 0) throw new Error(`The Prisma client could not be made:\n${run.stdout}\n${run.stderr}`);
}
