import { annotated, answeringMarkup, called, type Library, library, on, type Row, settingHeaders } from '../../libraries/index.ts';

/** Facts of the servers of node:http, node:https and node:http2, Node 20 to 26. */
export const nodeServers: Library = library({
  modules: ['http', 'https', 'http2'],
  types: {
    server: [called('createServer'), called('createSecureServer'), annotated('Server')],
    incoming: [annotated('IncomingMessage'), annotated('Http2ServerRequest')],
    answer: [annotated('ServerResponse'), annotated('Http2ServerResponse')],
  },
  rows: [
    { row: 'input', target: on('incoming', 'headers'), part: 'headers' },
    { row: 'input', target: on('incoming', 'rawHeaders'), part: 'headers' },
    { row: 'method', target: on('incoming', 'method') },
    { row: 'response', target: on('answer', 'end'), how: 'sends', status: 'current' },
    ...['setHeader', 'appendHeader'].map((name) => settingHeaders(on('answer', name))),
    settingHeaders(on('answer', 'writeHead'), 1),
    ...['write', 'end'].map((name) => answeringMarkup(on('answer', name), 0, 'sniffed')),
    { row: 'status', target: on('answer', 'writeHead'), argument: 0 },
    ...['setHeader', 'appendHeader', 'removeHeader', 'flushHeaders', 'write', 'on', 'once'].map(
      (name): Row => ({ row: 'transparent-receiver', target: on('answer', name) }),
    ),
  ],
});
