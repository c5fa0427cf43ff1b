import type { FastifyInstance } from 'fastify';

/** Takes the instance itself: no context of its own. */
export function registerTools(app: FastifyInstance) {
  const guard = { preValidation: [app.tryAuthenticate, async (request: { mustBeGardener(): void }) => request.mustBeGardener()] };
  app.get('/tools', { preValidation: app.tryAuthenticate }, async (request) => ({ tools: [], borrowed: request.gardener !== null }));
  app.post('/tools/:id/borrow', { ...guard }, async () => ({}));
  app.get<{ Params: { id: string } }>('/tools/:id(^\\d+$)', async (request) => ({ id: request.params.id }));
}
