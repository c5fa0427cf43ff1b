import Router from '@koa/router';
import { requireSession } from './guards.ts';

const pages = new Router();
pages.get('/login', (ctx) => {
  ctx.body = '<form></form>';
});
pages.get('/account', requireSession, (ctx) => {
  ctx.body = 'account';
});
pages.get('/account/photos/*path', requireSession, (ctx) => {
  ctx.body = ctx.params.path;
});

export default pages;
