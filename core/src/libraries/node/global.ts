/** Globals of ECMAScript 2023 and the web platform: coercions that leave nothing to inject, what contacts a URL, requests and responses. */
import {
  annotated,
  answeringMarkup,
  arg,
  constructed,
  fn,
  library,
  making,
  on,
  property,
  type Row,
  redirecting,
  settingHeaders,
  type Target,
} from '../row.ts';

const toScalar = [
  'Number parseInt parseFloat Number.parseInt Number.parseFloat BigInt Date.parse',
  'Math.floor Math.ceil Math.round Math.trunc Math.abs Math.min Math.max',
].flatMap((line) => line.split(' '));
const safe = (target: Target, argument = 0): Row => ({ row: 'sanitizer', target, input: arg(argument), removes: 'all' });
const statusOf = { argument: 1, field: 'status', otherwise: 200 } as const;
const code = (target: Target, argument = 0): Row & { row: 'sink' } => ({ row: 'sink', target, danger: 'code', at: arg(argument) });
const pattern = (target: Target): Row => ({ row: 'sink', target, danger: 'regex', at: arg(0) });
const tests = ['isFinite', 'Number.isFinite', 'Number.isInteger', 'Number.isSafeInteger'];

export default library({
  modules: ['global'],
  types: {
    request: [annotated('Request')],
    headers: [property('request', 'headers')],
    'answer-headers': [constructed('Headers')],
    // `new URL(request.url)`, which the engine knows by its argument.
    search: [property('url', 'searchParams')],
  },
  rows: [
    ...toScalar.map((name) => safe(fn(name))),
    safe(fn('Math.min'), 1),
    safe(fn('Math.max'), 1),
    safe(making('Date')),
    ...[making('RegExp'), fn('RegExp')].flatMap((target): readonly Row[] => [
      pattern(target),
      { row: 'sanitizer', target, input: arg(0), removes: ['nosql', 'regex'] },
    ]),
    // Text that these methods are given becomes a regular expression.
    ...['match', 'matchAll', 'search'].map((name) => pattern(fn(`String.prototype.${name}`))),
    { row: 'sanitizer', target: fn('RegExp.escape'), input: arg(0), removes: ['nosql', 'regex'] },
    // A string is no operator object; it can still be SQL, a path or markup.
    { row: 'sanitizer', target: fn('String'), input: arg(0), removes: ['nosql'] },
    // Leaves `'` and `..` as they are.
    { row: 'sanitizer', target: fn('encodeURIComponent'), input: arg(0), removes: ['url', 'redirect', 'html', 'header', 'log'] },
    ...tests.map(
      (name): Row => ({ row: 'validator', target: fn(name), input: arg(0), result: 'boolean', unknownKeys: 'rejected', removes: 'all' }),
    ),
    ...['log', 'info', 'warn', 'error', 'debug'].map(
      (name): Row => ({ row: 'sink', target: fn(`console.${name}`), danger: 'log', at: arg(0) }),
    ),
    { row: 'path', target: fn('process.cwd'), does: 'cwd' },
    { row: 'deployed', target: fn('process.env.NODE_ENV'), value: 'production' },
    { row: 'deployed', target: fn('Bun.env.NODE_ENV'), value: 'production' },
    { row: 'path', target: making('URL'), does: 'url' },
    { row: 'module-load', target: fn('require'), at: arg(0) },
    ...['require', 'import'].map((name): Row => ({ ...code(fn(name)), as: 'the module that is loaded' })),
    code(fn('eval')),
    ...[0, 1, 2, 3].flatMap((index) => [code(fn('Function'), index), code(making('Function'), index)]),
    ...['setTimeout', 'setInterval'].map((name) => code(fn(name))),
    { row: 'guard', target: fn('crypto.subtle.verify'), as: 'call', does: 'checks', async: true },
    { row: 'keyed-digest', target: fn('crypto.subtle.sign') },
    { row: 'address', target: fn('fetch'), at: arg(0) },
    { row: 'address', target: making('Request'), at: arg(0), later: true },
    { row: 'address', target: making('WebSocket'), at: arg(0) },
    { row: 'address', target: making('EventSource'), at: arg(0) },
    { row: 'response', target: fn('Response.json'), how: 'value', status: statusOf },
    { row: 'response', target: making('Response'), how: 'value', status: statusOf },
    settingHeaders(making('Response'), 1, 'headers'),
    answeringMarkup(making('Response'), 0, 'typed', arg(1, 'headers')),
    settingHeaders(on('answer-headers', 'set')),
    settingHeaders(on('answer-headers', 'append')),
    ...redirecting(fn('Response.redirect'), 0),
    { row: 'response', target: fn('Response.redirect'), how: 'value', status: { argument: 1, otherwise: 302 } },
    { row: 'response', target: fn('Response.error'), how: 'value', status: 500 },
    ...['json', 'text', 'formData', 'arrayBuffer', 'blob', 'bytes', 'body'].map(
      (name): Row => ({ row: 'input', target: on('request', name), part: 'body' }),
    ),
    { row: 'input', target: on('request', 'url'), part: 'query' },
    { row: 'method', target: on('request', 'method') },
    { row: 'input', target: on('search', 'get'), part: 'query', field: 0 },
    { row: 'input', target: on('search', 'getAll'), part: 'query', field: 0 },
    { row: 'input', target: on('headers', 'get'), part: 'headers', field: 0 },
  ],
});
