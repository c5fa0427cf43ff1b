import type { RouteDraft } from '../frameworks/framework.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FileFacts } from '../syntax/index.ts';
import { setupShape } from './setup-shape.ts';

interface Entry {
  readonly signature: string;
  readonly files: readonly (readonly [file: string, facts: FileFacts | undefined])[];
  readonly run: RouteRun;
}

/**
 * Route runs of the last revision. An entry holds while its registration and chain are the same, the files its run read
 * are the same, and no file's part in the setup has changed.
 */
export class RunCache {
  private entries = new Map<string, Entry>();
  private surroundings = '';
  private next = new Map<string, Entry>();
  private shapes = new Map<string, { readonly facts: FileFacts; readonly shape: string }>();

  /** Starts a revision: everything is dropped when the setup, or what `surroundings` stands for, has changed. */
  begin(
    surroundings: string,
    files: readonly string[],
    facts: (file: string) => FileFacts | undefined,
    visited: ReadonlySet<string>,
  ): void {
    const shapes = new Map<string, { readonly facts: FileFacts; readonly shape: string }>();
    let same = surroundings === this.surroundings;
    this.surroundings = surroundings;
    for (const file of files) {
      const current = facts(file);
      if (current === undefined) continue;
      const before = this.shapes.get(file);
      const shape = before?.facts === current ? before : { facts: current, shape: setupShape(current, visited) };
      if (shape.shape !== before?.shape) same = false;
      shapes.set(file, shape);
    }
    if (shapes.size !== this.shapes.size) same = false;
    this.shapes = shapes;
    if (!same) this.entries.clear();
    this.next = new Map();
  }

  find(draft: RouteDraft, facts: (file: string) => FileFacts | undefined): RouteRun | undefined {
    const key = keyOf(draft);
    const entry = this.entries.get(key);
    if (entry === undefined || entry.signature !== signatureOf(draft) || entry.files.some(([file, known]) => facts(file) !== known))
      return undefined;
    this.next.set(key, entry);
    return { ...entry.run, draft };
  }

  keep(draft: RouteDraft, run: RouteRun, facts: (file: string) => FileFacts | undefined): void {
    this.next.set(keyOf(draft), {
      signature: signatureOf(draft),
      files: [...run.touched].map((file) => [file, facts(file)] as const),
      run,
    });
  }

  /** Ends a revision: what was neither found nor kept is forgotten. */
  end(): void {
    this.entries = this.next;
  }
}

const keyOf = (draft: RouteDraft): string => `${draft.framework} ${draft.method} ${draft.path} ${draft.at.file}:${draft.at.start}`;

function signatureOf(draft: RouteDraft): string {
  const steps = [...draft.steps, ...draft.later].map((step) => `${step.name}@${step.at.file}:${step.at.start}:${step.mount}`);
  return `${draft.partial ?? ''}|${draft.steps.length}|${steps.join('|')}`;
}
