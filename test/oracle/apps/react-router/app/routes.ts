import { index, layout, prefix, type RouteConfig, route } from '@react-router/dev/routes';
import { flatRoutes } from '@react-router/fs-routes';

export default [
  index('pages/home.tsx'),
  route('login', 'pages/login.tsx'),
  layout('members/layout.tsx', [
    route('members', 'members/list.tsx'),
    route('members/:id/:tab?', 'members/one.tsx'),
    layout('members/board.tsx', [route('board/minutes', 'members/minutes.tsx')]),
  ]),
  route('tournaments', 'tournaments/layout.tsx', [
    index('tournaments/list.tsx'),
    route(':id', 'tournaments/one.tsx'),
    route('new', 'tournaments/new.tsx'),
  ]),
  ...prefix('api', [
    route('ratings/:id', 'api/ratings.ts'),
    route('games/:id', 'api/games.ts'),
    route('export/*', 'api/export.ts'),
    route('hooks/payments', 'api/payments.ts'),
    route('standings', 'api/standings.ts'),
    route('import', 'api/import.ts'),
  ]),
  ...(await flatRoutes()),
] satisfies RouteConfig;
