import { annotated, called, fn, type Library, library, making, method, on, type Row } from '../../libraries/index.ts';

/** Facts of firebase-functions 7.4 (both generations) and @google-cloud/functions-framework 5.0. */

/** HTTP statuses of the codes of `HttpsError`. */
const codes: Readonly<Record<string, number>> = {
  ok: 200,
  cancelled: 499,
  unknown: 500,
  'invalid-argument': 400,
  'deadline-exceeded': 504,
  'not-found': 404,
  'already-exists': 409,
  'permission-denied': 403,
  unauthenticated: 401,
  'resource-exhausted': 429,
  'failed-precondition': 400,
  aborted: 409,
  'out-of-range': 400,
  unimplemented: 501,
  internal: 500,
  unavailable: 503,
  'data-loss': 500,
};

const failure = (name: string): Row => ({
  row: 'response',
  target: making(name),
  how: 'value',
  status: { argument: 0, otherwise: 500, names: codes },
});

/** Modules whose exports are the second generation's, which calls functions with one request. */
export const httpsFunctions: Library = library({
  modules: ['firebase-functions/v2/https', 'firebase-functions/https'],
  types: { callable: [annotated('CallableRequest')] },
  rows: [
    failure('HttpsError'),
    { row: 'input', target: on('callable', 'data'), part: 'body' },
    // There where the caller sent a token, which has been verified then.
    { row: 'identity', target: on('callable', 'auth'), when: 'truthy' },
  ],
});

/** The whole package, whichever generation it stands for, and the first generation. */
export const wholePackages: readonly Library[] = [['firebase-functions', 'firebase-functions/v2'], ['firebase-functions/v1']].map(
  (modules) =>
    library({
      modules,
      types: { builder: [called('region'), called('runWith'), method('builder', 'region'), method('builder', 'runWith')] },
      rows: [failure('https.HttpsError')],
    }),
);

export const firstGeneration: Library = library({
  modules: ['firebase-functions/v1/https'],
  types: { context: [annotated('CallableContext')] },
  rows: [failure('HttpsError'), { row: 'identity', target: on('context', 'auth'), when: 'truthy' }],
});

export const functionsFramework: Library = library({
  modules: ['@google-cloud/functions-framework'],
  rows: [{ row: 'passes', target: fn('cloudEvent'), from: [] }],
});
