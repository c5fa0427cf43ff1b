import type { Framework } from '../framework.ts';
import { watchFunctions } from './functions.ts';
import { firstGeneration, functionsFramework, httpsFunctions, wholePackages } from './library.ts';
import { collectRoutes } from './routes.ts';
import { firebaseRunner } from './runner.ts';

const firebase: Framework = {
  id: 'firebase',
  title: 'Cloud Functions for Firebase (both generations), Google Cloud functions framework',
  packages: ['firebase-functions', '@google-cloud/functions-framework'],
  tokens: ['firebase-functions', '@google-cloud/functions-framework'],
  isRouteFile: () => false,
  libraries: [httpsFunctions, ...wholePackages, firstGeneration, functionsFramework],
  start(host) {
    const notes = watchFunctions(host.machine);
    return {
      routes: () => collectRoutes(host, notes.all()),
      runner: (draft, state) => firebaseRunner(host.machine, draft, state),
    };
  },
};
export default firebase;
