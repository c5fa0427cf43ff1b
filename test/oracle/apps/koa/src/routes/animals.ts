import Router from '@koa/router';
import compose from 'koa-compose';
import { readCard, requireKeeper, requireMember } from '../guards.ts';

const animals = new Router({ prefix: '/animals' });

animals.get('/', (ctx) => {
  ctx.body = [];
});
animals.get('animal', '/:id', readCard, (ctx) => {
  ctx.body = { id: ctx.params.id, seenBy: ctx.state.member?.id ?? null };
});
animals.get('/:id/keeper', readCard, (ctx) => {
  if (!ctx.state.member) ctx.throw(401, 'show your card');
  ctx.body = { id: ctx.params.id };
});
animals.post('/', requireKeeper, (ctx) => {
  ctx.status = 201;
});
animals.put('/:id', compose([requireMember, requireKeeper]), (ctx) => {
  ctx.status = 204;
});
animals.del('/:id', requireKeeper, (ctx) => {
  ctx.status = 204;
});
animals.all('/:id/feed', requireMember, (ctx) => {
  ctx.body = 'fed';
});
animals.get(['/north/map', '/south/map'], (ctx) => {
  ctx.body = 'map';
});
animals.register('/:id/notes', ['GET', 'PATCH'], [requireMember, (ctx) => {
  ctx.body = [];
}]);

for (const name of ['lions', 'bears'] as const)
  animals.get(`/${name}/live`, (ctx) => {
    ctx.body = name;
  });

export default animals;
