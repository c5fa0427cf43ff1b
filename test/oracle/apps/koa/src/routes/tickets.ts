import Router from '@koa/router';
import { office, requireMember } from '../guards.ts';

/** Everything after `use` needs the office, nothing before. */
const tickets = new Router();

tickets.post('/quote', (ctx) => {
  ctx.body = { price: 12 };
});
tickets.use(office);
tickets.post('/', (ctx) => {
  ctx.status = 201;
});
tickets.delete('/:id', (ctx) => {
  ctx.status = 204;
});

/** A path of its own, and what lies below it. */
const groups = new Router();
groups.use('/school', requireMember);
groups.get('/', (ctx) => {
  ctx.body = [];
});
groups.get('/school', (ctx) => {
  ctx.body = [];
});
groups.post('/school/:class', (ctx) => {
  ctx.status = 201;
});
groups.post('/schools', (ctx) => {
  ctx.status = 201;
});

const sales = new Router();
sales.prefix('/sales');
sales.get('/summary', (ctx) => {
  ctx.body = {};
});
sales.use('/groups', groups.routes());
sales.get('/groups/school/late', (ctx) => {
  ctx.body = {};
});
sales.use('/tickets', tickets.routes());
sales.post('/tickets/refund', (ctx) => {
  ctx.status = 201;
});

export default sales;
