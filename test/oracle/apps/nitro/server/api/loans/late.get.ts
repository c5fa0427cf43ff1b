export default defineEventHandler(async (event) => {
  const member = await findMember(event);
  if (!member) {
    setResponseStatus(event, 401);
    return { error: 'Sign in first' };
  }
  return { late: [] };
});
