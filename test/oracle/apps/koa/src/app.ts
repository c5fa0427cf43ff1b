import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import Koa from 'koa';
import mount from 'koa-mount';
import session from 'koa-session';
import { errors, office, timing } from './guards.ts';
import pages from './pages.ts';
import animals from './routes/animals.ts';
import { addDeliveries } from './routes/deliveries.ts';
import enclosures from './routes/enclosures.ts';
import sales from './routes/tickets.ts';
import staff, { staffRouter } from './staff.ts';

const app = new Koa();
app.keys = ['only for tests'];
app.use(timing);
app.use(errors);
app.use(session({}, app));
app.use(bodyParser());

// An address that is answered before any router is asked.
app.use(async (ctx, next) => {
  if (ctx.path === '/health') ctx.body = 'ok';
  else await next();
});

const deliveries = new Router();
addDeliveries(deliveries, ['hay', 'fish']);

app.use(animals.routes()).use(animals.allowedMethods());
app.use(sales.routes());
app.use(enclosures.routes());
app.use(pages.middleware());
app.use(mount('/stores', deliveries.routes()));
app.use(mount('/staff', staff));

// Whatever is registered from here on is for the office.
app.use(office);
const ledger = new Router({ prefix: '/ledger' });
ledger.get('/', (ctx) => {
  ctx.body = [];
});
app.use(ledger.routes());
// Live: registered after the router is in use.
ledger.post('/entries', (ctx) => {
  ctx.status = 201;
});

/** The routers by where they are mounted. */
export const routers: readonly (readonly [string, Router])[] = [
  ['', animals],
  ['', sales],
  ['', enclosures],
  ['', pages],
  ['/stores', deliveries],
  ['/staff', staffRouter],
  ['', ledger],
];
export default app;
