/** What a hook returns does not matter: the error is made and never thrown. */
export default defineEventHandler({
  onRequest: async (event) => {
    if (!(await findMember(event))) return createError({ statusCode: 401 });
  },
  handler: () => [],
});
