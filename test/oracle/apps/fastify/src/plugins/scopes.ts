import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyContextConfig {
    scope?: string;
    open?: boolean;
  }
}

/** Routes say in their configuration which scope they need. */
export default fp(
  async (fastify) => {
    fastify.addHook('onRoute', (route) => {
      if (route.config?.scope === undefined) return;
      const own = route.preHandler === undefined ? [] : Array.isArray(route.preHandler) ? route.preHandler : [route.preHandler];
      route.preHandler = [fastify.authenticate, ...own];
    });
  },
  { name: 'scopes', dependencies: ['identity'] },
);
