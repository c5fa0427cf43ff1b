import { type Machine, sameData } from '../flow/index.ts';
import type { RouteDraft } from '../frameworks/framework.ts';
import type { Place, RouteRun } from '../frameworks/run-route.ts';
import type { FileFacts } from '../syntax/index.ts';
import { moveRun } from './move-run.ts';
import type { Sources } from './sources.ts';

interface Entry {
  readonly files: ReadonlyMap<string, FileFacts | undefined>;
  /** Versions by key. */
  readonly units: ReadonlyMap<string, number>;
  readonly run: RouteRun;
}

/**
 * Route runs of the last revision. An entry holds while its registration and chain are the same, the code that its run
 * read is the same, and the parts of the setup that it read have left the same behind. Code that has only moved is the
 * same: the places in the run move with it.
 */
export class RunCache {
  private readonly entries = new Map<string, Entry>();
  private readonly used = new Set<string>();
  /** The keys under which drafts were kept; the same draft stands where it stood. */
  private readonly byDraft = new WeakMap<RouteDraft, { readonly key: string }>();
  private changed: ReadonlySet<string> = new Set();

  /** Starts a revision in which these files are not what they were. */
  begin(m: Machine, changed: ReadonlySet<string>, sources: Sources): void {
    this.used.clear();
    this.changed = changed;
    const { moved } = m.ledger;
    if (changed.size === 0 || moved === undefined) return;
    for (const [key, entry] of [...this.entries]) {
      const { file, start } = entry.run.draft.at;
      if (!changed.has(file) || entry.files.get(file) === sources.facts(file)) continue;
      this.entries.delete(key);
      const now = moved(file, start);
      if (now !== undefined) this.entries.set(keyOf(entry.run.draft, now), entry);
    }
  }

  find(m: Machine, draft: RouteDraft, sources: Sources, place: Place): RouteRun | undefined {
    const found = this.byDraft.get(draft);
    const key = found?.key ?? keyOf(draft, draft.at.start);
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    for (const unit of m.ledger.disturbed) {
      const version = entry.units.get(unit);
      if (version !== undefined && versionOf(m, unit, sources) !== version) return undefined;
    }
    const edited = this.editedOf(entry, sources);
    if (edited.length === 0) {
      if (entry.run.draft !== draft && !sameData(entry.run.draft, draft)) return undefined;
      this.used.add(key);
      return entry.run;
    }
    const { moved } = m.ledger;
    if (moved === undefined || !edited.every((file) => hasOnlyMoved(entry.run, file, entry.files.get(file), sources))) return undefined;
    const run = sameData(entry.run.draft, draft, moved) ? moveRun(entry.run, draft, moved, place) : undefined;
    if (run !== undefined) this.keep(m, draft, run, sources);
    return run;
  }

  keep(m: Machine, draft: RouteDraft, run: RouteRun, sources: Sources): void {
    const key = keyOf(draft, draft.at.start);
    this.used.add(key);
    this.byDraft.set(draft, { key });
    this.entries.set(key, {
      files: new Map([...run.reads.files].map((file) => [file, sources.facts(file)])),
      units: new Map([...run.reads.units].map((unit) => [unit, versionOf(m, unit, sources) ?? 0])),
      run,
    });
  }

  private editedOf(entry: Entry, sources: Sources): readonly string[] {
    let edited: string[] | undefined;
    for (const file of this.changed) {
      if (!entry.files.has(file) || entry.files.get(file) === sources.facts(file)) continue;
      edited ??= [];
      edited.push(file);
    }
    return edited ?? nothing;
  }

  /** Ends a revision: what was neither found nor kept is forgotten. */
  end(): void {
    for (const key of this.entries.keys()) if (!this.used.has(key)) this.entries.delete(key);
  }
}

const nothing: readonly string[] = [];

/** True where nothing that the run executed in the file, and nothing that the file shows to others, is another. */
function hasOnlyMoved(run: RouteRun, file: string, before: FileFacts | undefined, sources: Sources): boolean {
  const revision = sources.lastEdit(file);
  if (revision === undefined || revision.before !== before || !revision.sameSurface) return false;
  for (const fn of revision.changed) if (run.reads.functions.has(`${file}:${fn}`)) return false;
  return true;
}

/** A module that a change has taken out of the ledger runs again here, if it is still there. */
function versionOf(m: Machine, unit: string, sources: Sources): number | undefined {
  const known = m.ledger.get(unit);
  if (known !== undefined) return known.version;
  if (sources.facts(unit) !== undefined) m.ensureModule(unit);
  return m.ledger.get(unit)?.version;
}

const keyOf = (draft: RouteDraft, start: number): string =>
  `${draft.framework} ${draft.method} ${draft.methods ?? ''} ${draft.unnamed ?? ''} ${draft.path} ${draft.at.file}:${start}`;
