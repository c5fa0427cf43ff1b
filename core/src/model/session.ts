import type { Finding } from './finding.ts';
import type { Fix } from './fix.ts';
import type { Report } from './report.ts';
import type { Route } from './route.ts';
import type { RuleMeta } from './rule.ts';

/** How the engine gets text. Paths are relative to the root with `/`; both functions are synchronous and pure for the caller's purposes. */
export interface Workspace {
  /** Every file that may matter (sources, package.json, tsconfig*.json, routewarden.jsonc), node_modules and ignored folders left out. Any order. */
  readonly paths: readonly string[];
  /** The text, or undefined with the file gone or unreadable. Called at most once a path between updates. */
  read(path: string): string | undefined;
  /** Facts of earlier runs by content hash, where the shell keeps a cache. */
  readonly facts?: FactsStore;
}

/** A store of serialised facts; keys hold the engine's facts version and the text's digest. */
export interface FactsStore {
  /** A cryptographic digest of a text: whoever can choose a text must not be able to meet the key of another. */
  digest(text: string): string;
  get(key: string): string | undefined;
  set(key: string, facts: string): void;
}

export interface SessionOptions {
  /** Files longer than this many UTF-16 units are skipped and reported. Default 2,000,000. */
  readonly maxFileLength?: number;
  /** Only these rules. */
  readonly rules?: readonly string[];
  /** A policy file (relative path in the workspace) to use instead of the discovered ones. */
  readonly policy?: string;
  /** Called between files with the share done in [0, 1]; throwing stops the analysis (cancel). */
  onProgress?(done: number, file: string): void;
}

/** A change of one file: its new text, or null when it is gone. */
export interface Change {
  readonly path: string;
  readonly text: string | null;
}

/** One analysed workspace. Text in, data out; the shells use only this. */
export interface Session {
  /** Takes changed texts in; analysis happens on the next question. */
  update(changes: readonly Change[]): void;
  report(): Report;
  findings(path?: string): readonly Finding[];
  routes(): readonly Route[];
  /** Fixes for a finding of the current report, each applied and re-analysed: the finding is gone, none is new, the text parses. Best first. */
  fixes(finding: Finding): readonly Fix[];
  /** The current text as the session knows it. */
  text(path: string): string | undefined;
  /** All rules there are, sorted by id. */
  readonly rules: readonly RuleMeta[];
}
