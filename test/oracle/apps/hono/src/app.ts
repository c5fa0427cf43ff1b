import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { every, except, some } from 'hono/combine';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { logger } from 'hono/logger';
import { NotAllowed } from './errors.ts';
import { attachReader, requireLibrarian, requireReader, requireRole } from './guards.ts';
import { BookController } from './routes/book-controller.ts';
import { branches } from './routes/branches.ts';
import { fines } from './routes/fines.ts';
import { loans } from './routes/loans.ts';
import { registerShelves } from './routes/shelves.ts';
import webhooks from './routes/webhooks.ts';

const app = new Hono();
const deskKey = 'desk-key';

app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof NotAllowed) return c.json({ error: error.message }, error.status);
  return c.json({ error: 'Something broke' }, 500);
});
app.notFound((c) => c.json({ error: 'Not here' }, 404));

app.use(async (c, next) => {
  const start = Date.now();
  await next();
  c.header('server-timing', `total;dur=${Date.now() - start}`);
});
if (process.env.LOG === '1') app.use(logger());
app.use('/api/*', cors({ origin: 'https://library.example.com' }));
app.use('/api/*', attachReader);

app.get('/', (c) => c.text('The library'));
app.get('/health', () => new Response('ok'));
app.post('/sign-in', async (c) => c.json({ token: 'reader' }));

const api = app.basePath('/api');
const books = new BookController();
api
  .get('/books', books.list)
  .get('/books/:isbn', (c) => books.show(c))
  .post('/books', requireReader, requireRole('librarian'), books.create)
  .put('/books/:isbn', requireLibrarian, (c) => books.update(c));
api.delete('/books/:isbn', requireLibrarian, books.remove.bind(books));

api.route('/loans', loans).route('/branches', branches);
const finesAndMore = new OpenAPIHono();
finesAndMore.route('/', fines);
api.route('/desk', finesAndMore);
registerShelves(api);
api.route('/webhooks', webhooks);

// The order decides.
api.get('/statistics/visits', (c) => c.json({ visits: 12 }));
api.use('/statistics/*', requireLibrarian);
api.get('/statistics/loans', (c) => c.json({ loans: 3 }));
api.use('/exact', requireLibrarian);
api.get('/exact', (c) => c.json({}));
api.get('/exact/below', (c) => c.json({}));

const key = bearerAuth({ token: deskKey });
app.post(
  '/jobs/clean',
  every(async (_c, next) => next(), key),
  (c) => c.text('cleaned'),
);
app.post('/api/jobs/print', some(key, requireLibrarian), (c) => c.text('printed'));
app.use('/tasks/*', except(['/tasks/open', '/tasks/hooks/*'], key));
app.post('/tasks/run', (c) => c.text('ran'));
app.post('/tasks/open', (c) => c.text('ran'));
app.post('/tasks/hooks/:name', (c) => c.text('ran'));

for (const [path, guard] of [
  ['/api/reports/yearly', requireLibrarian],
  ['/api/reports/opening-hours', undefined],
] as const) {
  if (guard) app.get(path, guard, (c) => c.json({ path }));
  else app.get(path, (c) => c.json({ path }));
}

app.on(['GET', 'DELETE'], ['/cache/books', '/cache/loans'], key, (c) => c.body(null, 204));
app.all('/echo', (c) => c.text(c.req.method));
app.get('/archive/*', key);
app.get('/archive/:year{[0-9]{4}}/:page?', (c) => c.json(c.req.param()));
app.get('/archive/index', async (c, next) => {
  if (c.req.header('x-plain')) return c.text('index');
  await next();
});
app.get('/archive/index', (c) => c.html('<h1>Index</h1>'));

export default app;
