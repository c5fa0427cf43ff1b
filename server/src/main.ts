#!/usr/bin/env node
import module from 'node:module';
import { createConnection as createSocket } from 'node:net';
import process from 'node:process';
import { type Connection, createConnection, ProposedFeatures, SocketMessageReader, SocketMessageWriter } from 'vscode-languageserver/node';
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
  const connection = connect();
  // A defect in one place must not end the analysis of everything else.
  process.on('uncaughtException', (error) => {
    connection.console.error(`Uncaught: ${error.stack ?? error.message}`);
  });
  process.on('unhandledRejection', (reason) => {
    connection.console.error(`Unhandled rejection: ${reason instanceof Error ? reason.stack : String(reason)}`);
  });
  process.on('disconnect', () => process.exit(0));
  startServer(connection, { version: manifest.version });
}

function isTransport(arg: string): boolean {
  return /^--(?:stdio|node-ipc|(?:socket|pipe)(?:=.*)?)$/.test(arg);
}

function connect(): Connection {
  const port = readOption('--socket');
  const pipe = readOption('--pipe');
  if (port === undefined && pipe === undefined) return createConnection(ProposedFeatures.all);
  const socket = pipe === undefined ? createSocket(Number(port), '127.0.0.1') : createSocket(pipe);
  socket.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  // Without a client there is nothing to serve; after `exit` the process has ended before this.
  socket.on('close', () => process.exit(1));
  return createConnection(ProposedFeatures.all, new SocketMessageReader(socket), new SocketMessageWriter(socket));
}

/** The value of `--name=value` or `--name value`. */
function readOption(name: string): string | undefined {
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (index === -1) return undefined;
  return args[index]?.startsWith(`${name}=`) === true ? args[index]?.slice(name.length + 1) : args[index + 1];
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
