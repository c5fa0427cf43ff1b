import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Contender, routewardenServer } from './contenders.ts';
import type { BenchWorkspace } from './corpus/workspace.ts';
import { startEditor } from './editor.ts';
import { type Latency, toLatency } from './quantiles.ts';
import { type Breaks, limitMilliseconds, measureBreaks, measureMenus, measureTyping } from './typing.ts';

/** What an editor user of one server meets in one workspace. */
export interface ServerResults {
  readonly startToFirst: number;
  readonly medium: Latency;
  readonly large: Latency;
  readonly rssMiB: number;
}

/** Starts the server on the 300-line file, then types into it and into the 2,000-line file, at most that many keystrokes each. */
export async function measureServer(tool: Contender, workspace: BenchWorkspace, keystrokes: number): Promise<ServerResults> {
  const editor = await startEditor(tool.server(workspace.folder), workspace.medium);
  try {
    const medium = await measureTyping(editor, editor.first, keystrokes);
    const large = await measureTyping(editor, await editor.open(workspace.large), keystrokes);
    return { startToFirst: editor.startToFirst, medium, large, rssMiB: editor.rssMiB() };
  } finally {
    await editor.stop();
  }
}

/** A server that takes longer than this to start is started once. */
const longStartMilliseconds = 10_000;

/** The median of three starts, until the 300-line file's diagnostics are there. */
export async function measureStart(tool: Contender, workspace: BenchWorkspace): Promise<number> {
  return median(() => startEditor(tool.server(workspace.folder), workspace.medium));
}

/** As {@link measureStart}, for Routewarden with the facts of an earlier start. */
export async function measureWarmStart(workspace: BenchWorkspace): Promise<number> {
  const cache = join(workspace.folder, '..', 'server-facts');
  const options = routewardenServer(workspace.folder, cache);
  await startEditor(options, workspace.medium).then((editor) => editor.stop());
  const result = await median(() => startEditor(options, workspace.medium));
  rmSync(cache, { recursive: true, force: true });
  return result;
}

async function median(start: () => ReturnType<typeof startEditor>): Promise<number> {
  const times: number[] = [];
  while (times.length < 3 && (times.at(-1) ?? 0) < longStartMilliseconds) {
    const editor = await start();
    times.push(editor.startToFirst);
    await editor.stop();
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** What only Routewarden's server is asked for. */
export interface OwnServerResults {
  /** The light bulb's menu on the findings of the 300-line and the 2,000-line file. */
  readonly menus: Latency;
  /** From a change of the guards' module to the new diagnostics of a file that applies them. */
  readonly editElsewhere: Latency;
  /** Findings of that file with the guards in force, and with guards that let everyone through. */
  readonly findingsGuarded: number;
  readonly findingsUnguarded: number;
  readonly breaks: Breaks;
  readonly edits: number;
  readonly rssBeforeMiB: number;
  readonly rssAfterMiB: number;
}

const guardRounds = 20;

/** Asks Routewarden's server what its peers have no counterpart of. */
export async function measureOwnServer(workspace: BenchWorkspace, edits: number): Promise<OwnServerResults> {
  const editor = await startEditor(routewardenServer(workspace.folder), workspace.medium);
  try {
    const medium = editor.first;
    if (medium.diagnostics.length === 0) throw new Error(`Routewarden finds nothing in ${medium.path}: there is nothing to measure.`);
    const large = await editor.open(workspace.large);
    const menus = [await measureMenus(editor, medium, 3), await measureMenus(editor, large, 1)];
    const breaks = await measureBreaks(editor, medium);
    const guards = await editor.open(workspace.guards);
    const opening = guards.text.indexOf('{', guards.text.indexOf('requireUser(')) + 1;
    const shortcut = '\n  next();\n}\n\nexport function checkUser(req: Request, res: Response, next: NextFunction) {';
    const times: number[] = [];
    let findingsUnguarded = 0;
    const deadline = performance.now() + limitMilliseconds;
    for (let round = 0; round < guardRounds && (round === 0 || performance.now() < deadline); round++) {
      times.push(await timeUntil(editor, guards, opening, 0, shortcut, large.uri));
      findingsUnguarded = editor.server.diagnostics(large.uri).length;
      times.push(await timeUntil(editor, guards, opening, shortcut.length, '', large.uri));
    }
    const findingsGuarded = editor.server.diagnostics(large.uri).length;
    await measureTyping(editor, medium, 200);
    const rssBeforeMiB = editor.rssMiB();
    const { count } = await measureTyping(editor, medium, edits);
    return {
      menus: worst(menus),
      editElsewhere: toLatency(times),
      findingsGuarded,
      findingsUnguarded,
      breaks,
      edits: count,
      rssBeforeMiB,
      rssAfterMiB: editor.rssMiB(),
    };
  } finally {
    await editor.stop();
  }
}

async function timeUntil(
  editor: Awaited<ReturnType<typeof startEditor>>,
  ...[file, offset, removed, added, uri]: [...Parameters<typeof editor.replace>, string]
): Promise<number> {
  const own = await editor.replace(file, offset, removed, added);
  const started = performance.now();
  await editor.server.nextDiagnostics(uri);
  return own + performance.now() - started;
}

function worst(latencies: readonly Latency[]): Latency {
  return latencies.reduce((a, b) => (a.p95 >= b.p95 ? a : b));
}
