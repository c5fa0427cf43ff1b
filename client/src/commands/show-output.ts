import { commands, type Disposable, type LogOutputChannel } from 'vscode';

/** `routewarden.showOutput`: the log of the extension and the server. */
export function registerShowOutput(log: LogOutputChannel): Disposable {
  return commands.registerCommand('routewarden.showOutput', () => log.show());
}
