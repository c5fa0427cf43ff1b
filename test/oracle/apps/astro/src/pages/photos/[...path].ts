import type { APIRoute } from 'astro';

export const ALL: APIRoute = ({ params, request }) => new Response(`${request.method} ${params.path}`);
