import { annotated, answeringMarkup, fn, type Library, library, making, on, property, type Row } from '../../libraries/index.ts';

/** Facts of itty-router 5.0: answers, errors, and what its middleware puts on the request. */

const answer = (name: string): Row => ({
  row: 'response',
  target: fn(name),
  how: 'value',
  status: { argument: 1, field: 'status', otherwise: 200 },
});

export const ittyRouter: Library = library({
  modules: ['itty-router'],
  types: {
    request: [annotated('IRequest'), annotated('IRequestStrict')],
    headers: [property('request', 'headers')],
  },
  rows: [
    answeringMarkup(fn('html'), 0),
    ...['json', 'text', 'html', 'jpeg', 'png', 'webp'].map(answer),
    { row: 'response', target: fn('error'), how: 'value', status: { argument: 0, otherwise: 500 } },
    { row: 'response', target: fn('status'), how: 'value', status: { argument: 0, otherwise: 200 } },
    { row: 'response', target: making('StatusError'), how: 'value', status: { argument: 0, otherwise: 500 } },
    ...['withContent', 'withCookies', 'withParams'].map((name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'self' })),
    ...['json', 'text', 'formData', 'arrayBuffer', 'blob', 'body', 'content'].map(
      (name): Row => ({ row: 'input', target: on('request', name), part: 'body' }),
    ),
    { row: 'input', target: on('request', 'params'), part: 'params' },
    { row: 'input', target: on('request', 'query'), part: 'query' },
    { row: 'input', target: on('request', 'url'), part: 'query' },
    { row: 'input', target: on('request', 'cookies'), part: 'cookies' },
    { row: 'input', target: on('headers', 'get'), part: 'headers', field: 0 },
    { row: 'method', target: on('request', 'method') },
  ],
});

/** What the types of Workers call a class with a `fetch` of its own. */
export const cloudflareWorkers: Library = library({
  modules: ['cloudflare:workers'],
  types: { entrypoint: [{ by: 'extends', name: 'WorkerEntrypoint' }] },
  rows: [],
});
