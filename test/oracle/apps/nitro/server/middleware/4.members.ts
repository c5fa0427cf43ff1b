/** Answers on its own: what it returns ends the request. */
export default defineEventHandler(async (event) => {
  if (!event.path.startsWith('/members/')) return;
  if (!(await findMember(event))) return sendRedirect(event, '/sign-in', 302);
});
