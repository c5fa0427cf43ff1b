import type { AdapterHost, Framework, RouteDraft } from '../framework.ts';
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
      routes: () => collectRoutes(host, notes).map((draft) => inOrder(host, draft)),
      runner: (draft, state) => nestRunner(m, draft, state),
    };
  },
};
export default nest;

/** With Express below (the default), the first registration that matches answers; Fastify prefers fixed segments to parameters. */
function inOrder(host: AdapterHost, draft: RouteDraft): RouteDraft {
  return draft.path.startsWith('/') && !host.dependsOn(draft.file, '@nestjs/platform-fastify') ? { ...draft, firstMatch: true } : draft;
}
