export default defineEventHandler(async (event) => {
  if (!getRequestURL(event).pathname.startsWith('/api/admin')) return;
  const member = await findMember(event);
  if (!member) throw createError({ statusCode: 401 });
  if (member.role !== 'warden') throw createError({ statusCode: 403 });
});
