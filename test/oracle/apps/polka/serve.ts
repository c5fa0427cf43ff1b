import type { AddressInfo } from 'node:net';
import { app, shop } from './src/app.ts';
import { posts } from './src/posts.ts';

/** What the router of polka keeps: by method, the segments of each pattern as it was split. */
interface Router {
  readonly routes: readonly (readonly { readonly old: string }[])[] | Readonly<Record<string, readonly (readonly { readonly old: string }[])[]>>;
}

const tableOf = (router: unknown, base: string) =>
  Object.entries((router as Router).routes).flatMap(([method, patterns]) =>
    (patterns as readonly (readonly { readonly old: string }[])[]).map((pattern) => ({
      method: method === '*' ? 'ALL' : method,
      path: `${base}${pattern[0]?.old ?? ''}`.replace(/(.)\/$/, '$1'),
    })),
  );

/** The applications' own tables, in Routewarden's notation. */
const routes = [...tableOf(app, ''), ...tableOf(posts, '/posts'), ...tableOf(shop, '/shop')];

app.listen(0);
await new Promise((resolve) => app.server?.once('listening', resolve));
const { port } = app.server?.address() as AddressInfo;
const answers = [];
for (const { method, path } of routes) {
  const sample = path.replace(/:\w+/g, 'a1');
  const response = await fetch(`http://localhost:${port}${sample}`, { method, redirect: 'manual' });
  answers.push({ method, path, status: response.status });
}
console.log(JSON.stringify({ routes, answers }));
process.exit(0);
