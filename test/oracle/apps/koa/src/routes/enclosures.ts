import Router from '@koa/router';
import { findMember } from '../members.ts';

const enclosures = new Router();

// Enclosures are opened for members only.
enclosures.param('enclosure', async (id, ctx, next) => {
  const member = findMember(ctx.get('x-card'));
  if (member === undefined) ctx.throw(401, 'show your card');
  ctx.state.enclosure = { id, member };
  await next();
});
enclosures.get('/enclosures', (ctx) => {
  ctx.body = [];
});
enclosures.get('/enclosures/:enclosure', (ctx) => {
  ctx.body = ctx.state.enclosure;
});
enclosures.post('/enclosures/:enclosure/doors', (ctx) => {
  ctx.status = 204;
});
enclosures.redirect('/cages', '/enclosures', 301);

export default enclosures;
