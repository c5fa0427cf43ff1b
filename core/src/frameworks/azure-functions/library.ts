import { annotated, type Library, library, making, on, property, type Row } from '../../libraries/index.ts';

/** Facts of @azure/functions 4.16: requests and answers of functions with an HTTP trigger. */
export const azureFunctions: Library = library({
  modules: ['@azure/functions'],
  types: {
    request: [annotated('HttpRequest')],
    headers: [property('request', 'headers')],
    search: [property('request', 'query')],
  },
  rows: [
    ...['json', 'text', 'formData', 'arrayBuffer', 'blob', 'body'].map(
      (name): Row => ({ row: 'input', target: on('request', name), part: 'body' }),
    ),
    { row: 'input', target: on('request', 'params'), part: 'params' },
    { row: 'input', target: on('request', 'url'), part: 'query' },
    { row: 'input', target: on('search', 'get'), part: 'query', field: 0 },
    { row: 'input', target: on('search', 'getAll'), part: 'query', field: 0 },
    { row: 'input', target: on('headers', 'get'), part: 'headers', field: 0 },
    { row: 'method', target: on('request', 'method') },
    // The user that the platform's own authentication has found; null where nobody is signed in.
    { row: 'identity', target: on('request', 'user'), when: 'truthy' },
    { row: 'response', target: making('HttpResponse'), how: 'value', status: { argument: 0, field: 'status', otherwise: 200 } },
  ],
});
