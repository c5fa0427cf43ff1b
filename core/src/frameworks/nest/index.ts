import type { Framework } from '../framework.ts';
import { watchContext } from './context.ts';
import { common, core, graphql, passportGuards } from './library.ts';
import { watchMetadata } from './metadata.ts';
import { watchApplications } from './notes.ts';
import { watchPassport } from './passport.ts';
import { collectRoutes } from './routes.ts';
import { nestRunner } from './runner.ts';

const nest: Framework = {
  id: 'nest',
  title: 'NestJS 10 to 12',
  packages: ['@nestjs/core', '@nestjs/common'],
  tokens: ['@nestjs/core', '@Controller', '@Module', '@Resolver', 'INestApplication'],
  isRouteFile: () => false,
  libraries: [common, core, graphql, passportGuards],
  start(host) {
    const m = host.machine;
    const notes = watchApplications(m);
    watchMetadata(m);
    watchContext(m);
    watchPassport(m);
    return {
      routes: () => collectRoutes(host, notes),
      runner: (draft, state) => nestRunner(m, draft, state),
    };
  },
};
export default nest;
