import { resolve } from 'node:path';
import type { Report, Session, SessionOptions } from '#core';
import { openSession } from '#core';
import type { FolderWorkspace } from '#workspace';
import { describeFileError, openFactsCache, openFolder, readTextFile } from '#workspace';
import type { CacheOptions } from './cache-file.ts';
import { findCacheFile } from './cache-file.ts';
import { CommandError } from './command-error.ts';
import type { Io } from './io.ts';
import { mergeSkipped, narrowReport, shortenErrors } from './narrow-report.ts';
import { checkRules } from './rule-ids.ts';
import type { Target } from './target.ts';
import { toRelative } from './target.ts';

export interface AnalysisOptions extends CacheOptions {
  /** Rule ids; empty for all. */
  readonly rule?: readonly string[];
  /** A policy file, relative to the working directory. */
  readonly policy?: string;
}

/** One opened target. */
export interface Analysis {
  readonly target: Target;
  readonly session: Session;
  /** Every file of the target, relative to its root, sorted. */
  readonly paths: readonly string[];
  /** The policy file named on the command line, relative to the root. */
  readonly policy?: string;
  /** The report on the target, with everything that could not be read. */
  report(): Report;
  /** Keeps the facts for the next run. A cache that cannot be written is mentioned, and no reason to fail. */
  close(): void;
}

/** Lists the target's files; reading and analysing wait for the first question. */
export function openAnalysis(target: Target, options: AnalysisOptions, io: Io): Analysis {
  const cacheFile = findCacheFile(target.root, options, io);
  const cache = cacheFile === undefined ? undefined : openFactsCache(cacheFile);
  const policy = options.policy === undefined ? undefined : findPolicy(options.policy, target.root, io.cwd);
  const extraFiles = [policy, target.file].filter((file) => file !== undefined);
  const workspace = openWorkspace(target.root, { extraFiles, ...(cache === undefined ? {} : { facts: cache }) });
  const session = openSession(workspace, toSessionOptions(options.rule ?? [], policy));
  return {
    target,
    session,
    paths: workspace.paths,
    ...(policy === undefined ? {} : { policy }),
    report() {
      const report = io.debug ? session.report() : shortenErrors(session.report());
      return narrowReport(mergeSkipped(report, workspace.paths, workspace.skipped()), target.file);
    },
    close() {
      const problem = cache?.save();
      if (problem !== undefined) io.stderr(`routewarden: the cache '${cacheFile}' cannot be written: ${problem}\n`);
    },
  };
}

function openWorkspace(root: string, options: Parameters<typeof openFolder>[1]): FolderWorkspace {
  try {
    return openFolder(root, options);
  } catch (error) {
    throw new CommandError(`cannot read the folder '${root}': ${describeFileError(error)}`);
  }
}

function toSessionOptions(rules: readonly string[], policy: string | undefined): SessionOptions {
  checkRules(rules);
  return { ...(rules.length === 0 ? {} : { rules }), ...(policy === undefined ? {} : { policy }) };
}

function findPolicy(path: string, root: string, cwd: string): string {
  const absolute = resolve(cwd, path);
  const file = readTextFile(absolute);
  if (file.kind === 'gone') throw new CommandError(`cannot read the policy file '${path}': there is no such file`);
  if (file.kind === 'unreadable') throw new CommandError(`cannot read the policy file '${path}': ${file.reason}`);
  return toRelative(root, absolute);
}
