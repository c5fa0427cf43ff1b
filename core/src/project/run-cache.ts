import { type Machine, sameData } from '../flow/index.ts';
import type { RouteDraft } from '../frameworks/framework.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FileFacts } from '../syntax/index.ts';

interface Entry {
  readonly files: readonly (readonly [file: string, facts: FileFacts | undefined])[];
  readonly units: readonly (readonly [key: string, version: number])[];
  readonly run: RouteRun;
}

/**
 * Route runs of the last revision. An entry holds while its registration and chain are the same, the facts that its run
 * read are the same, and the parts of the setup that it read have left the same behind.
 */
export class RunCache {
  private entries = new Map<string, Entry>();
  private next = new Map<string, Entry>();

  find(m: Machine, draft: RouteDraft, facts: (file: string) => FileFacts | undefined): RouteRun | undefined {
    const key = keyOf(draft);
    const entry = this.entries.get(key);
    if (
      entry === undefined ||
      entry.files.some(([file, known]) => facts(file) !== known) ||
      entry.units.some(([unit, version]) => versionOf(m, unit, facts) !== version) ||
      !sameData(entry.run.draft, draft)
    )
      return undefined;
    this.next.set(key, entry);
    return entry.run;
  }

  keep(m: Machine, draft: RouteDraft, run: RouteRun, facts: (file: string) => FileFacts | undefined): void {
    this.next.set(keyOf(draft), {
      files: [...run.reads.files].map((file) => [file, facts(file)] as const),
      units: [...run.reads.units].map((unit) => [unit, versionOf(m, unit, facts) ?? 0] as const),
      run,
    });
  }

  /** Ends a revision: what was neither found nor kept is forgotten. */
  end(): void {
    this.entries = this.next;
    this.next = new Map();
  }
}

/** A module that a change has taken out of the ledger runs again here, if it is still there. */
function versionOf(m: Machine, unit: string, facts: (file: string) => FileFacts | undefined): number | undefined {
  if (!m.ledger.has(unit) && facts(unit) !== undefined) m.ensureModule(unit);
  return m.ledger.get(unit)?.version;
}

const keyOf = (draft: RouteDraft): string => `${draft.framework} ${draft.method} ${draft.path} ${draft.at.file}:${draft.at.start}`;
