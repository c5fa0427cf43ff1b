import Router from '@koa/router';
import Koa from 'koa';
import jwt from 'koa-jwt';

/** An application of its own, with tokens, mounted below a path. */
const staff = new Koa();
staff.silent = true;
staff.use(jwt({ secret: process.env.STAFF_KEY ?? 'only for tests' }).unless({ path: ['/staff/rota', /^\/staff\/open/] }));

const router = new Router();
router.get('/rota', (ctx) => {
  ctx.body = [];
});
router.get('/rota/:week', (ctx) => {
  ctx.body = [];
});
router.get('/open/days', (ctx) => {
  ctx.body = [];
});
router.post('/shifts', (ctx) => {
  ctx.status = 201;
});
staff.use(router.routes());

export { router as staffRouter };
export default staff;
