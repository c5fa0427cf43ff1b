import type { Framework } from '../framework.ts';
import { watchApplication } from './application.ts';
import { azureFunctions } from './library.ts';
import { collectRoutes } from './routes.ts';
import { azureRunner } from './runner.ts';

const azure: Framework = {
  id: 'azure-functions',
  title: 'Azure Functions 4',
  packages: ['@azure/functions'],
  tokens: ['@azure/functions'],
  isRouteFile: () => false,
  libraries: [azureFunctions],
  start(host) {
    const notes = watchApplication(host.machine);
    return {
      routes: () => collectRoutes(host, notes.all()),
      runner: (draft, state) => azureRunner(host.machine, draft, state),
    };
  },
};
export default azure;
