import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Application, readApplication, repair, serve } from './sql/application.ts';
import { type Request, secrets, visits } from './sql/visits.ts';

const applications: Readonly<Record<string, Application>> = {
  pg: { file: 'pg.ts', dependencies: ['express', 'pg'], database: 'postgres' },
  mysql2: { file: 'mysql2.ts', dependencies: ['express', 'mysql2'], database: 'mysql' },
  'better-sqlite3': { file: 'better-sqlite3.ts', dependencies: ['better-sqlite3', 'express'], database: 'sqlite' },
  'node:sqlite': { file: 'node-sqlite.ts', dependencies: ['express'], database: 'sqlite' },
  Prisma: { file: 'prisma.ts', dependencies: ['@prisma/adapter-pg', '@prisma/client', 'express', 'prisma'], database: 'postgres' },
  'knex on PostgreSQL': { file: 'knex-pg.ts', dependencies: ['express', 'knex', 'pg'], database: 'postgres' },
  'knex on SQLite': { file: 'knex-sqlite.ts', dependencies: ['better-sqlite3', 'express', 'knex'], database: 'sqlite' },
};

/** The paths of an application's routes, as written. */
const pathsOf = (text: string): readonly string[] => [...text.matchAll(/^app\.\w+\('([^']+)'/gm)].map(([, path]) => path ?? '');

describe.each(Object.entries(applications))('%s', (_name, app) => {
  const text = readApplication(app);
  const paths = pathsOf(text);
  const repaired = repair(app);
  const requests = paths.flatMap((path) => {
    const visit = visits.get(path);
    return [...(visit?.ordinary ?? []), ...(visit?.attacks ?? []).flat(), ...(visit?.mended ?? [])];
  });
  const before = new Map<Request, Answer>();
  const after = new Map<Request, Answer>();
  const answersTo = (some: readonly Request[], of: ReadonlyMap<Request, Answer>) => some.map((request) => of.get(request));

  beforeAll(() => {
    for (const [index, answer] of serve(app, text, requests).entries()) before.set(requests[index] ?? never(), answer);
    for (const [index, answer] of serve(app, repaired.text, requests).entries()) after.set(requests[index] ?? never(), answer);
  }, 180_000);

  test('has a visit for each route, and a fix for each', () => {
    expect(paths.filter((path) => !visits.has(path))).toEqual([]);
    expect(repaired.left).toEqual([]);
  });

  describe.each(paths)('%s', (path) => {
    const { ordinary, mended = [], attacks } = visits.get(path) ?? { ordinary: [], attacks: [] };

    test('answers as before', () => {
      const expected = answersTo(ordinary, before);
      expect(expected.map((answer) => answer?.status)).toEqual(ordinary.map(() => 200));
      expect(answersTo(ordinary, after)).toEqual(expected);
    });

    test('answers what could not be asked before', () => {
      expect(answersTo(mended, before).filter((answer) => answer?.status === 200)).toEqual([]);
      expect(answersTo(mended, after).filter((answer) => answer?.status !== 200)).toEqual([]);
    });

    test('gave its secrets away, and does no more', () => {
      const thatLeak = (of: ReadonlyMap<Request, Answer>) => attacks.filter((attack) => leaks(answersTo(attack, of)));
      expect(attacks.length).toBeGreaterThan(0);
      expect(thatLeak(before)).toEqual(attacks);
      expect(thatLeak(after)).toEqual([]);
    });
  });
});

function never(): never {
  throw new Error('There are more answers than requests.');
}

/** True where an answer shows what is hidden, or answers differ by what it is. */
function leaks(answers: readonly (Answer | undefined)[]): boolean {
  return answers.some((answer) => secrets.test(answer?.body ?? '')) || new Set(answers.map((answer) => answer?.body)).size > 1;
}
