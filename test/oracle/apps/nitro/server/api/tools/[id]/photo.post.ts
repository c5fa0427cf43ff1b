/** Sends the refusal and goes on: callers still get the 401. */
export default defineEventHandler(async (event) => {
  const member = await findMember(event);
  if (!member) return sendError(event, createError({ statusCode: 401, statusMessage: 'Sign in first' }));
  const parts = await readMultipartFormData(event);
  return { photos: parts?.length ?? 0 };
});
