export const GET = ({ locals }) => Response.json({ name: locals.guest.name });
