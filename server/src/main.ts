#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import manifest from '../../package.json' with { type: 'json' };
import { startServer } from './index.ts';

const usage = `Usage: routewarden-language-server --stdio | --node-ipc | --socket=<port> | --pipe=<name>

A language server; an editor starts it. https://microsoft.github.io/language-server-protocol
`;

const args = process.argv.slice(2);
if (args.includes('--version')) write(process.stdout, `${manifest.version}\n`, 0);
else if (args.includes('--help')) write(process.stdout, usage, 0);
else if (!args.some(isTransport)) write(process.stderr, usage, 2);
else serve();

function serve(): void {
  cacheCompiledCode();
  const connection = createConnection(ProposedFeatures.all);
  // A defect in one place must not end the analysis of everything else.
  process.on('uncaughtException', (error) => {
    if (!('syscall' in error) || error.syscall !== 'connect') {
      connection.console.error(`Uncaught: ${error.stack ?? error.message}`);
      return;
    }
    write(process.stderr, `${error.message}\n`, 1);
  });
  process.on('unhandledRejection', (reason) => {
    connection.console.error(`Unhandled rejection: ${reason instanceof Error ? reason.stack : String(reason)}`);
  });
  process.on('disconnect', () => process.exit(0));
  startServer(connection, { version: manifest.version });
}

function isTransport(arg: string): boolean {
  return /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/.test(arg);
}

/** Node 22.1 keeps compiled code between starts; older versions do without. */
function cacheCompiledCode(): void {
  const enable: unknown = Reflect.get(module, 'enableCompileCache');
  if (typeof enable === 'function') enable();
}

function write(stream: NodeJS.WriteStream, text: string, exitCode: number): void {
  stream.write(text);
  process.exitCode = exitCode;
}
