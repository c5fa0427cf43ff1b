import type { CancellationToken } from 'vscode-languageserver/node';
import type { Engine, FolderFiles } from '../engine-loader.ts';
import type { Log } from '../log.ts';
import { defaultSettings, type FolderSettings, sameAnalysis } from '../settings.ts';
import { type Analysis, openAnalysis, type Questions, toQuestions } from './analysis.ts';
import type { FolderUri } from './folder-uri.ts';
import { createSignal } from './signal.ts';
import { createSlicer } from './slices.ts';
import { emptySnapshot, type Snapshot, toSnapshot, troublesOf } from './snapshot.ts';

/** `waiting` for the engine or the settings, `scanning` until the first analysis is complete, `off` by settings,
 *  `cancelled` by the user, `failed` by an error that is in the log; the next change tries again. */
export type FolderState = 'waiting' | 'scanning' | 'ready' | 'off' | 'cancelled' | 'failed';

/** A text that an editor or the disk has now; null when the file is gone. `version` only from an open document. */
export interface FolderChange {
  readonly path: string;
  readonly text: string | null;
  readonly version?: number;
}

/** One workspace folder under analysis. Changes are taken in at once and analysed in slices between messages. */
export interface Folder extends FolderUri {
  readonly name: string;
  readonly state: FolderState;
  /** The last complete analysis, which may be older than the texts. */
  readonly snapshot: Snapshot | undefined;
  /** True for a file that the analysis would take in: by its name, and not ignored or excluded. */
  includes(path: string): boolean;
  /** Starts, stops or restarts the analysis as the settings ask. */
  configure(settings: FolderSettings): void;
  change(changes: readonly FolderChange[]): void;
  /** The document of `path` was closed: from now on the text on disk counts. */
  closeDocument(path: string): void;
  /** Takes in what the disk has at `paths`: a file, a whole new folder, or nothing any more. */
  changeOnDisk(paths: readonly string[]): void;
  /** The analysis of the current texts; undefined where there is none (off, cancelled, failed) or `token` was cancelled. */
  settle(token: CancellationToken): Promise<Snapshot | undefined>;
  /** Stops a first scan that is running; a later `resume` or `configure` takes it up again. */
  cancelScan(): void;
  resume(): void;
  /** Reads the folder anew. */
  restart(): void;
  /** The engine's answers about the current snapshot. Only valid until the next message is handled. */
  readonly questions: Questions | undefined;
  dispose(): void;
}

export interface FolderEvents {
  /** A complete analysis; `previous` is the one before. */
  analysed(folder: Folder, snapshot: Snapshot, previous: Snapshot | undefined): void;
  /** A new state, or the share in [0, 1] that a first scan has done. */
  progressed(folder: Folder, share: number): void;
  /** The folder has left the workspace. */
  removed(folder: Folder): void;
}

export interface FolderContext {
  readonly log: Log;
  readonly events: FolderEvents;
  loadEngine(): Promise<Engine>;
  /** Absolute path of the folder for facts of earlier runs. */
  cacheFolder(): string | undefined;
  /** Texts of the editor that stand above those on disk. */
  openTexts(folder: Folder): readonly FolderChange[];
}

export function createFolder(location: FolderUri, name: string, context: FolderContext): Folder {
  const { log, events } = context;
  const slicer = createSlicer();
  const versions = new Map<string, number>();
  const news = createSignal();
  let settings = defaultSettings;
  let state: FolderState = 'waiting';
  let analysis: Analysis | undefined;
  let snapshot: Snapshot | undefined;
  let engine: Engine | undefined;
  /** True while the snapshot is older than the texts. */
  let stale = true;
  let scheduled = false;
  /** True when a change arrived in this turn of the event loop: the next one may be in the pipe already. */
  let changedThisTurn = false;
  let disposed = false;

  const folder: Folder = {
    ...location,
    name,
    get state() {
      return state;
    },
    get snapshot() {
      return snapshot;
    },
    get questions() {
      return analysis === undefined || stale ? undefined : toQuestions(analysis, settings);
    },
    includes: (path) => analysis?.files.includes(path) === true,
    configure(next) {
      const first = state === 'waiting';
      const same = !first && sameAnalysis(settings, next);
      settings = next;
      if (!next.enable) return turnOff();
      if (!same || state === 'cancelled' || state === 'failed') return folder.restart();
      stale = true;
      schedule();
    },
    change(changes) {
      for (const { path, text, version } of changes) {
        if (version !== undefined && text !== null) versions.set(path, version);
        else versions.delete(path);
      }
      stale = true;
      changedThisTurn = true;
      analysis?.session.update(changes);
      if (state === 'failed') enter('scanning');
      schedule();
    },
    closeDocument(path) {
      versions.delete(path);
      const onDisk = analysis?.files.changesAt([path]) ?? [];
      folder.change(onDisk.length > 0 ? onDisk : [{ path, text: null }]);
    },
    changeOnDisk(paths) {
      const changes = (analysis?.files.changesAt(paths) ?? []).filter(({ path }) => !versions.has(path));
      if (changes.length > 0) folder.change(changes);
    },
    async settle(token) {
      while (!disposed && isBusy() && stale && !token.isCancellationRequested) await news.next(token);
      return state === 'ready' && !stale && !token.isCancellationRequested ? snapshot : undefined;
    },
    cancelScan() {
      if (state === 'scanning') enter('cancelled');
    },
    resume() {
      if (state !== 'cancelled') return;
      enter('scanning');
      schedule();
    },
    restart() {
      if (!settings.enable) return;
      analysis = undefined;
      stale = true;
      enter('scanning');
      schedule();
    },
    dispose() {
      disposed = true;
      analysis = undefined;
      news.raise();
    },
  };
  return folder;

  function isBusy(): boolean {
    return state === 'waiting' || state === 'scanning' || state === 'ready';
  }

  function enter(next: FolderState): void {
    state = next;
    events.progressed(folder, 0);
    news.raise();
  }

  function turnOff(): void {
    analysis = undefined;
    const previous = snapshot;
    snapshot = undefined;
    if (previous !== undefined) events.analysed(folder, emptySnapshot, previous);
    enter('off');
  }

  function schedule(): void {
    if (scheduled || disposed || !isBusy() || state === 'waiting') return;
    scheduled = true;
    setImmediate(turn);
  }

  /** No timer: a change waits only for the messages that have already arrived. */
  function turn(): void {
    if (changedThisTurn) {
      changedThisTurn = false;
      setImmediate(turn);
      return;
    }
    scheduled = false;
    if (disposed || !isBusy() || !stale) return;
    try {
      if (analysis === undefined) open();
      else slice(analysis);
    } catch (error) {
      fail(error);
    }
  }

  function open(): void {
    if (engine === undefined) {
      context.loadEngine().then((loaded) => {
        engine = loaded;
        schedule();
      }, fail);
      return;
    }
    const opened = openAnalysis(engine, {
      root: location.fsPath,
      settings,
      cacheFolder: context.cacheFolder(),
      onProgress: slicer.progress,
    });
    analysis = opened;
    const texts = context.openTexts(folder).filter((change) => opened.files.includes(change.path));
    if (texts.length > 0) folder.change(texts);
    schedule();
  }

  function slice({ files, session }: Analysis): void {
    const seen = slicer.ask(() => session.report());
    if (!seen.done) {
      if (state === 'scanning') events.progressed(folder, seen.share);
      schedule();
      return;
    }
    const previous = snapshot;
    snapshot = toSnapshot(seen.answer, { levels: settings.rules, versions, previous });
    stale = false;
    logTroubles(snapshot, previous);
    events.analysed(folder, snapshot, previous);
    if (state === 'ready') news.raise();
    else {
      enter('ready');
      setImmediate(finishScan, files);
    }
  }

  function finishScan(files: FolderFiles): void {
    for (const { file, reason } of files.skipped()) log.warn(`${name}: ${file} was not read: ${reason}`);
    const problem = files.finishFacts();
    if (problem !== undefined) log.warn(`The facts of ${name} could not be kept: ${problem}`);
  }

  function fail(error: unknown): void {
    log.error(`The analysis of ${name} failed`, error);
    enter('failed');
  }

  function logTroubles(now: Snapshot, before: Snapshot | undefined): void {
    const known = new Set(before === undefined ? [] : troublesOf(before));
    for (const trouble of troublesOf(now)) if (!known.has(trouble)) log.warn(`${name}: ${trouble}`);
  }
}
