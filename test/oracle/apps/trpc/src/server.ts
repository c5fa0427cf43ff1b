import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { appRouter } from './app-router.ts';
import { createContext } from './trpc.ts';

export const handle = (req: Request): Promise<Response> =>
  fetchRequestHandler({ endpoint: '/trpc', req, router: appRouter, createContext });
