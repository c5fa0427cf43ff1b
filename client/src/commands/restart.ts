import { commands, type Disposable } from 'vscode';
import type { Service } from '../service.ts';

/** `routewarden.restart`: ends the server and starts a new one. */
export function registerRestart(service: Service): Disposable {
  return commands.registerCommand('routewarden.restart', () => service.restart());
}
