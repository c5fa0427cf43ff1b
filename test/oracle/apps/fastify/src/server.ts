import Fastify from 'fastify';
import fp from 'fastify-plugin';
import greenhouse from './app.ts';

const server = Fastify({ logger: { level: 'warn' } });

server.register(fp(greenhouse));

await server.listen({ port: Number(process.env.PORT ?? 3000) });
