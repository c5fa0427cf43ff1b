export const GET = () => Response.json([]);
export const PATCH = () => new Response(null, { status: 204 });
