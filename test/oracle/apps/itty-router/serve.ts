import { buildSync } from 'esbuild';
import { Miniflare } from 'miniflare';
import { router } from './src/kites.ts';

/** The router's own list of routes, and the worker in Cloudflare's runtime. */
const [bundle] = buildSync({ entryPoints: ['src/worker.ts'], bundle: true, format: 'esm', write: false }).outputFiles;
const server = new Miniflare({
  modules: true,
  script: bundle?.text ?? '',
  compatibilityDate: '2026-01-01',
  bindings: { API_KEY: 'a-key', HOOK_SECRET: 'a-secret' },
});

const routes = [];
const answers = [];
for (const [method, , , written] of router.routes) {
  const path = written.replace(/:(\w+)\+/g, '*$1');
  // There for what follows.
  if (path === '/api/*') continue;
  const sample = path.replace(/[:*]\w+/g, 'a1');
  const asked = method === 'ALL' ? 'POST' : method;
  const body = /^(POST|PUT|PATCH)$/.test(asked) ? '{}' : undefined;
  const response = await server.dispatchFetch(`http://localhost${sample}`, { method: asked, redirect: 'manual', ...(body && { body }) });
  routes.push({ method, path });
  answers.push({ method, path, status: response.status, location: response.headers.get('location') ?? undefined });
}
await server.dispose();
console.log(JSON.stringify({ routes, answers }));
