/** Packages whose routes the engine reads. A workspace with none of them, no route file of a file-based router and no
 *  policy has nothing to analyse, so an editor need not start the server. */
export const supportedPackages: ReadonlySet<string> = new Set([
  '@hapi/hapi',
  '@hono/node-server',
  '@hono/zod-openapi',
  '@koa/router',
  '@nestjs/common',
  '@nestjs/core',
  '@trpc/server',
  'elysia',
  'express',
  'express-promise-router',
  'fastify',
  'h3',
  'hono',
  'koa',
  'next',
  'nitropack',
  'nuxt',
  'polka',
  'restify',
  'router',
]);
