import node from '@astrojs/node';
import { writeFileSync } from 'node:fs';
import { defineConfig } from 'astro/config';

/** Leaves the router's own list of routes in a file. */
const listed = {
  name: 'listed',
  hooks: {
    'astro:routes:resolved': ({ routes }) => writeFileSync('routes.json', JSON.stringify(routes)),
  },
};

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'middleware' }),
  integrations: [listed],
  session: { driver: 'memory' },
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
});
