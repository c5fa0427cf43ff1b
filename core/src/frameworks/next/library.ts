import {
  annotated,
  answeringMarkup,
  arg,
  called,
  fn,
  type Library,
  library,
  making,
  on,
  property,
  type Row,
  redirecting,
  settingHeaders,
} from '../../libraries/index.ts';

/** Facts of next 16.4: requests, answers, cookies and headers, navigation. */

const statusOf = (argument: number, otherwise = 200) => ({ argument, field: 'status', otherwise }) as const;

const requestRows: readonly Row[] = [
  ...['json', 'text', 'formData', 'arrayBuffer', 'blob', 'bytes'].map(
    (name): Row => ({ row: 'input', target: on('request', name), part: 'body' }),
  ),
  { row: 'input', target: on('request', 'body'), part: 'body' },
  { row: 'input', target: on('request', 'url'), part: 'query' },
  { row: 'method', target: on('request', 'method') },
  { row: 'input', target: on('search', 'get'), part: 'query', field: 0 },
  { row: 'input', target: on('search', 'getAll'), part: 'query', field: 0 },
  { row: 'input', target: on('headers', 'get'), part: 'headers', field: 0 },
  { row: 'input', target: on('cookies', 'get'), part: 'cookies', field: 0 },
];

export const nextServer: Library = library({
  modules: ['next/server', 'next'],
  types: {
    request: [annotated('NextRequest'), annotated('NextApiRequest')],
    url: [property('request', 'nextUrl')],
    search: [property('url', 'searchParams')],
    headers: [property('request', 'headers')],
    cookies: [property('request', 'cookies')],
    api: [annotated('NextApiResponse')],
  },
  rows: [
    ...requestRows,
    { row: 'response', target: fn('NextResponse.json'), how: 'value', status: statusOf(1) },
    { row: 'response', target: making('NextResponse'), how: 'value', status: statusOf(1) },
    ...redirecting(fn('NextResponse.redirect'), 0),
    settingHeaders(making('NextResponse'), 1, 'headers'),
    answeringMarkup(making('NextResponse'), 0, 'typed', arg(1, 'headers')),
    { row: 'response', target: fn('NextResponse.redirect'), how: 'value', status: 307 },
    { row: 'response', target: fn('NextResponse.rewrite'), how: 'value', status: 200 },
    { row: 'response', target: fn('NextResponse.error'), how: 'value', status: 500 },
    { row: 'response', target: fn('NextResponse.next'), how: 'value', status: 0 },
  ],
});

export const nextHeaders: Library = library({
  modules: ['next/headers'],
  types: { cookies: [called('cookies')], headers: [called('headers')] },
  rows: [
    { row: 'input', target: on('cookies', 'get'), part: 'cookies', field: 0 },
    { row: 'input', target: on('headers', 'get'), part: 'headers', field: 0 },
  ],
});

export const nextNavigation: Library = library({
  modules: ['next/navigation'],
  rows: [
    ...redirecting(fn('redirect'), 0),
    ...redirecting(fn('permanentRedirect'), 0),
    { row: 'response', target: fn('redirect'), how: 'throws', status: 307 },
    { row: 'response', target: fn('permanentRedirect'), how: 'throws', status: 308 },
    { row: 'response', target: fn('notFound'), how: 'throws', status: 404 },
    { row: 'response', target: fn('unauthorized'), how: 'throws', status: 401 },
    { row: 'response', target: fn('forbidden'), how: 'throws', status: 403 },
  ],
});

/** Modules of Next that only tell it to refetch or tag; they do nothing with a request. */
export const nextCache: Library = library({
  modules: ['next/cache'],
  rows: ['revalidatePath', 'revalidateTag', 'updateTag', 'refresh', 'unstable_noStore'].map(
    (name): Row => ({ row: 'passes', target: fn(name), from: [] }),
  ),
});

/** next-connect 1.0, and 0.x, whose routers are made by calling the module. */
export const nextConnect: Library = library({
  modules: ['next-connect'],
  rows: [{ row: 'transparent', target: fn('expressWrapper'), argument: 0 }],
});
