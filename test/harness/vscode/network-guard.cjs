// Loaded with `node --require` into every process of VS Code's server, its extension hosts and what they start.
// Appends one line to ROUTEWARDEN_NETWORK_LOG for each process, and one for each connection that leaves the machine.
const { appendFileSync } = require('node:fs');
const net = require('node:net');

const log = process.env.ROUTEWARDEN_NETWORK_LOG;
const isLocal = (host) => host === undefined || host === 'localhost' || host === '::1' || host.startsWith('127.');

if (log) {
  // VS Code hands the server's execArgv on to the extension host but removes NODE_OPTIONS, which reaches everything below.
  process.env.NODE_OPTIONS = `--require=${__filename}`;
  appendFileSync(log, `process ${process.pid} ${process.argv.slice(1).join(' ')}\n`);
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const host = typeof first === 'object' && first !== null ? first.host : typeof args[1] === 'string' ? args[1] : undefined;
    if (!isLocal(host)) appendFileSync(log, `connect ${process.pid} ${host}\n`);
    return connect.apply(this, args);
  };
}
