import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Contender, type ContenderName, routewardenScan } from './contenders.ts';
import type { BenchWorkspace } from './corpus/workspace.ts';
import { runMeasured, runRepeatedly, type Usage } from './measured-run.ts';

/** Scans of one workspace. */
export interface ScanResults {
  readonly files: number;
  readonly mebibytes: number;
  readonly routes: number;
  readonly cold: Readonly<Partial<Record<ContenderName, Usage>>>;
  /** Routewarden again, with the facts of the run before and nothing changed. */
  readonly warm: Usage;
  /** The same after one file in a hundred has changed. */
  readonly afterChanges: Usage;
}

const repetitions = 3;

/** Scans the workspace with every contender given. */
export function measureScans(workspace: BenchWorkspace, tools: readonly Contender[]): ScanResults {
  const cwd = workspace.folder;
  const cold: Partial<Record<ContenderName, Usage>> = {};
  for (const tool of tools) {
    cold[tool.name] = runRepeatedly(repetitions, { args: tool.coldScan, cwd });
  }
  const cache = join(cwd, '..', 'facts.jsonl');
  const args = routewardenScan('--cache-location', cache);
  rmSync(cache, { force: true });
  runMeasured({ args, cwd });
  const warm = runRepeatedly(repetitions, { args, cwd });
  const afterChanges = runRepeatedly(repetitions, { args, cwd }, () => changeOnePercent(workspace));
  rmSync(cache, { force: true });
  return {
    files: workspace.files,
    mebibytes: workspace.bytes / 2 ** 20,
    routes: workspace.routes,
    cold,
    warm,
    afterChanges,
  };
}

/** Adds a line to every hundredth source file. */
function changeOnePercent(workspace: BenchWorkspace): void {
  for (const [index, path] of workspace.sources.entries()) {
    if (index % 100 === 0) appendFileSync(join(workspace.folder, path), '// Reviewed.\n');
  }
}
