import { type ExtensionContext, window } from 'vscode';
import { registerRestart } from './commands/restart.ts';
import { registerShowOutput } from './commands/show-output.ts';
import { registerShowRoutes } from './commands/show-routes.ts';
import { createService, type Service } from './service.ts';
import { showStatus } from './status.ts';
import { watchForRoutes } from './workspace-check.ts';

let running: Service | undefined;

/** Called for any TypeScript or JavaScript file, so it loads nothing heavy: the server starts only where the workspace
 *  can have routes, or where the user asks for them. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Routewarden', { log: true });
  const service = createService(context, log);
  running = service;
  context.subscriptions.push(
    log,
    showStatus(service),
    registerShowRoutes(service),
    registerRestart(service),
    registerShowOutput(log),
    watchForRoutes({
      found: (reason) => {
        if (service.isStarted) return;
        log.info(`Starting: ${reason}.`);
        void service.start();
      },
      notFound: () => log.info('No supported framework, route file or policy in this workspace yet; the server is not started.'),
      failed: (error) => log.error('The workspace could not be searched', error instanceof Error ? error : String(error)),
    }),
  );
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}
