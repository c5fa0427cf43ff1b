/** Written when the site is built. */
export const prerender = true;

export const GET = () => new Response('User-agent: *');
