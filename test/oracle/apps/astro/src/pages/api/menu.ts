export const GET = () => Response.json([{ dish: 'Soup' }]);
