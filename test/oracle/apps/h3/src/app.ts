import { createHmac, timingSafeEqual } from 'node:crypto';
import { basicAuth, H3, HTTPError, html, redirect } from 'h3';
import { berths } from './berths.ts';
import { requireSkipper, toSignIn } from './guards.ts';
import { office } from './office.ts';
import { tides } from './tides.ts';

export const app = new H3();

app.use((event) => {
  event.res.headers.set('x-harbour', 'west');
});

// Exactly this path, and not what lies below it.
app.use('/logbook', requireSkipper);
// This path and all below it.
app.use('/crew/**', requireSkipper);
// For one method alone.
app.use('/notices', requireSkipper, { method: 'POST' });
app.use('/my/**', toSignIn);
app.use('/metrics', basicAuth({ username: 'metrics', password: process.env.METRICS_PASSWORD ?? 'metrics' }));

app.get('/', () => html`<h1>Harbour</h1>`);
app.get('/logbook', () => ({ pages: 12 }));
app.get('/logbook/:page', (event) => ({ page: event.context.params?.page }));
app.get('/crew', () => []);
app.get('/crew/:id', () => ({}));
app.get('/crewless', () => []);
app.get('/notices', () => []);
app.post('/notices', () => ({ ok: true }));
app.get('/my/boats', () => []);
app.get('/metrics', () => 'up 1');
app.get('/old', () => redirect('/', 301));
app.get('/sign-in', () => html`<form method="post"></form>`);

app.post('/hooks/weather', async (event) => {
  const text = await event.req.text();
  const expected = createHmac('sha256', process.env.WEATHER_SECRET ?? 'weather').update(text).digest();
  const given = Buffer.from(event.req.headers.get('x-signature') ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw HTTPError.status(401);
  return { ok: true };
});

app.all('/echo', (event) => ({ method: event.req.method }));

app.mount('/berths', berths);
app.mount('/office', office);
app.mount('/tides', tides);
