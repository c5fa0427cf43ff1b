import { createHash } from 'node:crypto';
import type { Finding, PlacedLocation, Report, Session } from '#core';
import type { Engine } from '#server';
import { openFiles } from '../../server/src/folder/disk-files.ts';

export interface FakeEngineOptions {
  /** Called for every file of every analysis; keeps the thread, or throws. */
  readonly analyse?: (path: string, text: string) => void;
  /** Called for every request for fixes. */
  readonly fix?: () => void;
}

/** An engine that is easy to predict: each `bad()` is a finding whose safe fix writes `good()`. What it has analysed it
 *  keeps, as the real one does. */
export function createFakeEngine({ analyse, fix }: FakeEngineOptions = {}): Engine {
  return {
    openFiles,
    openSession(workspace, options): Session {
      const texts = new Map<string, string | undefined>(workspace.paths.map((path) => [path, undefined]));
      const analysed = new Set<string>();
      const read = (path: string) => texts.get(path) ?? workspace.read(path) ?? '';
      const report = (): Report => {
        const paths = [...texts.keys()].toSorted();
        for (const [index, path] of paths.entries()) {
          options.onProgress?.(index / paths.length, path);
          if (analysed.has(path)) continue;
          analyse?.(path, read(path));
          analysed.add(path);
        }
        const findings = paths.flatMap((path) => findBad(path, read(path)));
        return {
          routes: [],
          findings,
          suppressed: [],
          policyProblems: [],
          skipped: [],
          internalErrors: [],
          files: { seen: paths.length, analysed: paths.length },
        };
      };
      return {
        rules: [],
        report,
        routes: () => [],
        findings: (path) => report().findings.filter(({ at }) => path === undefined || at.file === path),
        update(changes) {
          for (const { path, text } of changes) {
            analysed.delete(path);
            if (text === null) texts.delete(path);
            else texts.set(path, text);
          }
        },
        text: (path) => (texts.has(path) ? read(path) : undefined),
        fixes({ at }) {
          fix?.();
          return [
            { title: 'Write good()', kind: 'safe', files: [{ file: at.file, edits: [{ start: at.start, end: at.end, text: 'good()' }] }] },
          ];
        },
      };
    },
  };
}

function findBad(path: string, text: string): readonly Finding[] {
  return [...text.matchAll(/bad\(\)/g)].map((match, index): Finding => {
    const at = place(path, text, match.index, match.index + match[0].length);
    const fingerprint = createHash('sha1').update(`${path}:${index}`).digest('hex').slice(0, 16);
    return {
      rule: 'no-bad',
      severity: 'high',
      precision: 'certain',
      message: '`bad()` is called.',
      at,
      trace: [],
      fingerprint,
      fixable: true,
    };
  });
}

function place(file: string, text: string, start: number, end: number): PlacedLocation {
  const toPosition = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 };
  };
  return { file, start, end, from: toPosition(start), to: toPosition(end) };
}
