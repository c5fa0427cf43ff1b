/** All methods in one file. */
export default defineEventHandler(async (event) => {
  if (event.method === 'GET') return { free: true };
  if (isMethod(event, 'POST')) {
    const member = await requireMember(event);
    return { reservedFor: member.id };
  }
  throw createError({ statusCode: 405 });
});
