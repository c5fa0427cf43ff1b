import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';

const Plant = Type.Object({ name: Type.String({ maxLength: 80 }), amount: Type.Integer({ minimum: 0 }) });
const Params = Type.Object({ plantId: Type.String() });

export const plants: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/plants', { schema: { querystring: Type.Object({ page: Type.Optional(Type.Integer()) }) } }, async (request) => ({
    page: request.query.page ?? 1,
  }));
  app.get('/plants/:plantId', { schema: { params: Params } }, async (request) => ({ id: request.params.plantId }));

  // A guard in `preHandler` comes after the schema.
  app.post('/plants', { schema: { body: Plant }, preHandler: app.authenticate }, async (request, reply) => {
    reply.code(201);
    return { name: request.body.name };
  });
  app.route({
    method: ['PUT', 'PATCH'],
    url: '/plants/:plantId',
    schema: { params: Params, body: Plant },
    onRequest: app.auth([app.authenticate, app.deskKey]),
    handler: async (request) => ({ id: request.params.plantId, ...request.body }),
  });
  app.delete('/plants/:plantId', {
    onRequest: [app.authenticate, app.requireRole('head')],
    handler: async (_request, reply) => reply.code(204).send(),
  });
  app.post('/plants/:plantId/water', { onRequest: app.auth([app.tryAuthenticate, app.deskKey]) }, async () => ({}));
  app.post('/plants/:plantId/cut', { onRequest: app.auth([app.tryAuthenticate, app.deskKey], { relation: 'and' }) }, async () => ({}));
};
