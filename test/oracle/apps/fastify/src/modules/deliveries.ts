import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';

const Delivery = z.object({ name: z.string(), amount: z.number().int() });

export default async function deliveries(fastify: FastifyInstance) {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  // A hook that reads the route's own configuration.
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.open) return;
    await app.authenticate(request, reply);
  });
  app.get('/', { config: { open: true } }, async () => []);
  app.get('/:id', async (request) => ({ id: (request.params as { id: string }).id }));
  app.post('/', { schema: { body: Delivery } }, async (request) => ({ name: request.body.name }));
}
