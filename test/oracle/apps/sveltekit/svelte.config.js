/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    alias: { $guards: 'src/guards' },
    experimental: { remoteFunctions: true },
  },
};
