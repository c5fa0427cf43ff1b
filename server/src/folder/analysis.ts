import type { Finding, Fix, RuleMeta, Session } from '#core';
import type { Engine, FolderFiles } from '../engine-loader.ts';
import type { FolderSettings } from '../settings.ts';
import { fixAll } from './fix-all.ts';

/** A folder that is open: its files and the engine's session on them. */
export interface Analysis {
  readonly files: FolderFiles;
  readonly session: Session;
}

export interface AnalysisOptions {
  readonly root: string;
  readonly settings: FolderSettings;
  readonly cacheFolder: string | undefined;
  onProgress(done: number): void;
}

export function openAnalysis(engine: Engine, { root, settings, cacheFolder, onProgress }: AnalysisOptions): Analysis {
  const policy = settings.policy === undefined ? {} : { policy: settings.policy };
  const files = engine.openFiles(root, { ...policy, ...(cacheFolder === undefined ? {} : { cacheFolder }), exclude: settings.exclude });
  return { files, session: engine.openSession(files, { ...policy, onProgress }) };
}

/** What can be asked about a finished analysis. */
export interface Questions {
  readonly rules: readonly RuleMeta[];
  text(path: string): string | undefined;
  /** Best first. */
  fixes(finding: Finding): readonly Fix[];
  /** The text of a file with its safe fixes applied; undefined where that changes nothing. */
  fixAll(path: string): string | undefined;
}

export function toQuestions({ session }: Analysis, settings: FolderSettings): Questions {
  return {
    rules: session.rules,
    text: (path) => session.text(path),
    fixes: (finding) => session.fixes(finding),
    fixAll: (path) => fixAll(session, path, ({ rule }) => settings.rules.get(rule) !== 'off'),
  };
}
