export const GET = ({ params }) => new Response(params.lang ?? 'en');
